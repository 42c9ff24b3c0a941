// Proves that the boundaries hold: in a copy of the workspace it plants one file for every kind of violation, lints through Nx, and fails if one passes.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyWorkspace, filesNamed, projectOf } from './boundaries/copy.js';
import { lintThroughNx } from './boundaries/lint.js';
import { type Control, controls, type Plant, PLANTED, plants } from './boundaries/plants.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const copy = join(root, '.cache', 'boundary-proof');
const problems: string[] = [];
let running: number | undefined;

const write = (files: readonly (Plant | Control)[]): void => {
  for (const { file, source } of files) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(join(copy, file), source);
  }
};
const remove = (files: readonly (Plant | Control)[]): void => files.forEach(({ file }) => rmSync(join(copy, file)));
const lint = (projects: readonly string[] | 'all') => lintThroughNx(copy, projects, (child) => (running = child.pid));

/** The workspace as it is, with files that look like violations and are none: nothing may be found. */
async function proveClean(): Promise<void> {
  write(controls);
  const { byFile, projects } = await lint('all');
  const found = [...byFile].flatMap(([file, messages]) => messages.map((m) => `${file}: ${m}`));
  for (const { file, kind } of controls) if (!byFile.has(file)) problems.push(`control "${kind}" was not linted: ${file}`);
  problems.push(...found.map((f) => `found in the clean workspace: ${f}`));
  console.log(`clean workspace: ${byFile.size} files of ${projects} projects, ${controls.length} allowed look-alikes among them, ${found.length} findings`);
  remove(controls);
}

/** One wave of violations: each must be found in its own file, by its own rule. */
async function proveCaught(wave: readonly Plant[]): Promise<number> {
  write(wave);
  const { byFile } = await lint([...new Set(wave.map(({ file }) => projectOf(copy, file)))]);
  let caught = 0;
  for (const { kind, file, caughtBy } of wave) {
    const messages = byFile.get(file) ?? [];
    const match = messages.find((m) => caughtBy.test(m));
    if (match) caught += 1;
    else problems.push(`NOT CAUGHT: ${kind} (${file}): ${messages.length === 0 ? 'the linter found nothing' : `found instead: ${messages.join(' | ')}`}`);
    console.log(`  ${match ? 'caught ' : 'PASSED '} ${kind.padEnd(54)} ${match?.replace(/^(\S+): (.{0,70}).*$/, '$1: $2') ?? ''}`);
  }
  remove(wave);
  return caught;
}

const cleanUp = (): void => {
  if (running !== undefined)
    try {
      process.kill(-running, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  rmSync(copy, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    cleanUp();
    process.exit(130);
  });

const leftovers = filesNamed(root, PLANTED);
if (leftovers.length > 0) {
  console.error(`These files look planted: remove them first.\n${leftovers.join('\n')}`);
  process.exit(1);
}
if (!existsSync(join(root, 'node_modules', 'nx'))) {
  console.error('Nothing is installed: run npm ci first.');
  process.exit(1);
}
copyWorkspace(root, copy);
try {
  await proveClean();
  let caught = 0;
  for (const wave of ['down', 'up'] as const) caught += await proveCaught(plants.filter((p) => p.wave === wave));
  console.log(`boundary proof: ${plants.length} violations planted, ${caught} caught, ${plants.length - caught} passed`);
} catch (error) {
  problems.push(error instanceof Error ? error.message : String(error));
} finally {
  cleanUp();
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length === 0 ? 0 : 1;
