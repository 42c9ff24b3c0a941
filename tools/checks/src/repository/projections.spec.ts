import { describe, expect, it } from '@jest/globals';
import { handlesOf, projectionsAreSpecified } from './projections.js';
import { repositoryOf } from './repository.js';

const folder = 'libs/demo/service/src/read-model/counters';
const projection = (handles: string): string => `export const p: Projection = { name: 'demo.counters', handles: ${handles}, evolve: (d) => d };`;
const problems = (source: string, spec?: string) =>
  projectionsAreSpecified.problems(repositoryOf({ [`${folder}/projection.ts`]: source, ...(spec === undefined ? {} : { [`${folder}/projection.spec.ts`]: spec }) }));

describe('what a projection handles', () => {
  it('is read from a list, also through names and spreads', () => {
    expect(handlesOf(`const ended = ['demo.C.v1'] as const;\n${projection("['demo.A.v1', `demo.B.v1`, ...ended]")}`)).toStrictEqual([['demo.A.v1', 'demo.B.v1', 'demo.C.v1']]);
    expect(handlesOf(`const handles = ['demo.A.v1'];\nexport const p = { handles, evolve };`)).toStrictEqual([['demo.A.v1']]);
  });

  it('must be written out', () => {
    expect(problems(projection('Object.keys(all)'), '')).toStrictEqual([`${folder}/projection.ts: \`handles\` is not a list of names, so nobody can check it`]);
  });

  it('must be named in a spec beside it', () => {
    expect(problems(projection("['demo.A.v1']"), "event('demo.A.v1')")).toStrictEqual([]);
    expect(problems(projection("['demo.A.v1', 'demo.A.v2']"), "event('demo.A.v1')")).toStrictEqual([`${folder}/projection.ts: handles demo.A.v2, which no spec beside it names`]);
    expect(problems(projection("['demo.A.v1']"))).toStrictEqual([`${folder}/projection.ts: no spec beside it`]);
  });

  it('may come from a list of another source, and once only', () => {
    const list = 'libs/demo/service/src/lists.ts';
    const source = `import { ENDED } from '../../lists.js';\n${projection("[...new Set([...ENDED, 'demo.A.v1'])]")}`;
    const found = (spec: string) => projectionsAreSpecified.problems(repositoryOf({ [list]: "export const ENDED = ['demo.C.v1'] as const;", [`${folder}/projection.ts`]: source, [`${folder}/projection.spec.ts`]: spec }));
    expect(found("event('demo.A.v1'), event('demo.C.v1')")).toStrictEqual([]);
    expect(found("event('demo.A.v1')")).toStrictEqual([`${folder}/projection.ts: handles demo.C.v1, which no spec beside it names`]);
  });

  it('is named by a builder of facts, where the spec calls it', () => {
    const found = (spec: string) => projectionsAreSpecified.problems(repositoryOf({
      'libs/demo/service/src/testing/past.ts': "export const past = { began: () => fact('demo.A.v1'), ended: () => fact('demo.B.v1') };",
      [`${folder}/projection.ts`]: projection("['demo.A.v1', 'demo.B.v1']"), [`${folder}/projection.spec.ts`]: `import { past } from '../../testing/past.js';\n${spec}`,
    }));
    expect(found('given(past.began(), past.ended())')).toStrictEqual([]);
    expect(found('given(past.began())')).toStrictEqual([`${folder}/projection.ts: handles demo.B.v1, which no spec beside it names`]);
  });

  it('does not concern objects that handle nothing', () => {
    expect(problems("export const x = { name: 'demo', handles: 3 };")).toStrictEqual([]);
  });
});
