import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';
import type { Test } from './harness.js';
import { guardsOf, withSwitches, type Guard } from './mutants.js';

export type Verdict = Readonly<{ guard: Guard; /** Tests that failed without it: of its numbers, or the first of all. */ noticedBy: readonly string[] }>;

const SWITCH = 'globalThis.guardTakenOut';
const state = globalThis as { guardTakenOut?: number };

/** A copy of a domain in JavaScript, in which every guard has its switch; the specs in it are told to the harness. */
export class Trial {
  readonly guards: Guard[] = [];
  readonly #home: string;

  /** @param scratch a folder in the repository, so that the copies find the packages that the sources find */
  constructor(private readonly root: string, scratch: string) {
    this.#home = join(root, scratch);
    rmSync(this.#home, { recursive: true, force: true });
    mkdirSync(this.#home, { recursive: true });
    symlinkSync(join(root, 'policies'), join(this.#home, 'policies'));
    const harness = new URL('./harness.js', import.meta.url).href;
    registerHooks({ resolve: (name, context, next) => (name === '@jest/globals' ? { url: harness, shortCircuit: true } : next(name, context)) });
  }

  /** Copies a domain and loads its specs. */
  async take(domain: string, { hasGuards, isSpec }: Readonly<{ hasGuards: (file: string) => boolean; isSpec: (file: string) => boolean }>): Promise<void> {
    const files = readdirSync(join(this.root, domain), { recursive: true, encoding: 'utf8' }).map((f) => `${domain}/${f.replaceAll('\\', '/')}`).filter((f) => f.endsWith('.ts'));
    for (const file of files) {
      const text = readFileSync(join(this.root, file), 'utf8');
      const own = hasGuards(file) ? guardsOf(file, text) : [];
      const first = this.guards.length;
      this.guards.push(...own);
      const switched = withSwitches(text, own, (guard) => `${SWITCH} === ${first + own.indexOf(guard)}`);
      const { code } = transformSync(switched, { filename: file, configFile: false, swcrc: false, jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } });
      const target = join(this.#home, file.replace(/\.ts$/, '.js'));
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, code);
    }
    writeFileSync(join(this.#home, 'package.json'), '{ "type": "module" }\n');
    const { collect } = await import('./harness.js');
    for (const spec of files.filter(isSpec)) await collect(spec, () => import(pathToFileURL(join(this.#home, spec.replace(/\.ts$/, '.js'))).href));
  }
}

const failed = async (test: Test): Promise<boolean> => test.run().then(() => false, () => true);

/** Tests that fail with all guards in place: with these nothing can be shown. */
export async function failingAsItIs(tests: readonly Test[]): Promise<readonly string[]> {
  const names: string[] = [];
  for (const test of tests) if (await failed(test)) names.push(test.name);
  return names;
}

export const namesInvariant = (name: string, invariant: number): boolean => new RegExp(String.raw`invariants?[\d, and]*\b${invariant}\b`, 'i').test(name);

/** Takes out one guard: for each of its numbers the first test of that number that notices, else any test, those nearby first. */
export async function judge(guard: Guard, index: number, tests: readonly Test[]): Promise<Verdict> {
  state.guardTakenOut = index;
  const noticedBy: string[] = [];
  const firstOf = async (some: readonly Test[]) => {
    for (const test of some) if (await failed(test)) return void noticedBy.push(test.name);
  };
  try {
    const domain = guard.file.slice(0, guard.file.indexOf('/src/'));
    const near = (t: Test) => Number(dirname(t.spec) !== dirname(guard.file));
    const own = tests.filter((t) => t.spec.startsWith(domain)).sort((a, b) => near(a) - near(b));
    for (const number of guard.invariants) await firstOf(own.filter((t) => namesInvariant(t.name, number)));
    if (noticedBy.length === 0) await firstOf(own);
    return { guard, noticedBy };
  } finally {
    delete state.guardTakenOut;
  }
}
