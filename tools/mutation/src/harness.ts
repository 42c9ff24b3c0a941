import { createRequire } from 'node:module';
import { format } from 'node:util';

// Specs run again for each guard: within one process, so that a guard costs milliseconds. Only what these specs use of Jest stands here.
type Body = (...args: never[]) => unknown;
type Group = { name: string; before: Body[]; after: Body[] };
export type Test = Readonly<{ name: string; spec: string; run: () => Promise<void> }>;

const tests: Test[] = [];
const groups: Group[] = [];
let spec = '';

/** Everything that the module of a spec says is then a test of that spec. */
export async function collect(name: string, load: () => Promise<unknown>): Promise<void> {
  spec = name;
  groups.splice(0, groups.length, { name: '', before: [], after: [] });
  await load();
}
export const collected = (): readonly Test[] => tests;

const add = (title: string, body: Body, args: readonly unknown[] = []): void => {
  const around = [...groups];
  tests.push({
    name: [...around.slice(1).map((g) => g.name), title].join(' › '), spec,
    run: async () => {
      for (const { before } of around) for (const hook of before) await hook();
      try {
        await body(...(args as never[]));
      } finally {
        for (const { after } of around) for (const hook of after) await hook();
      }
    },
  });
};
const within = (title: string, body: Body, args: readonly unknown[] = []): void => {
  groups.push({ name: title, before: [], after: [] });
  body(...(args as never[]));
  groups.pop();
};

const rowsOf = (table: readonly unknown[]): readonly (readonly unknown[])[] => table.map((row) => (Array.isArray(row) ? (row as unknown[]) : [row]));
const titled = (title: string, row: readonly unknown[]): string => format(title, ...row.slice(0, (title.match(/%[sdij]/g) ?? []).length));
const each = (one: typeof add) => (table: readonly unknown[]) => (title: string, body: Body) => rowsOf(table).forEach((row) => one(titled(title, row), body, row));
const plain = (one: typeof add) => Object.assign((title: string, body: Body) => one(title, body), { each: each(one) });

export const it = plain(add);
export const test = it;
export const describe = plain(within);
export const beforeEach = (hook: Body): void => void groups.at(-1)?.before.push(hook);
export const afterEach = (hook: Body): void => void groups.at(-1)?.after.push(hook);
/** The same matchers: Jest's own. */
export const { expect } = createRequire(createRequire(import.meta.url).resolve('jest/package.json'))('expect') as { expect: unknown };
