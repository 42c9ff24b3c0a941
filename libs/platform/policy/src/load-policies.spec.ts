import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { cel, definePolicy, type DomainError } from '@humai/kernel';
import { loadPolicies } from './index.js';

const Limits = definePolicy({
  kind: 'limits',
  description: { zh: '限额', en: 'limits' },
  content: z.object({ days: z.number().int(), rules: z.record(z.string(), z.object({ when: cel().describe('variables: income') })).optional(), loose: z.array(cel()).optional() }),
});
const Sources = definePolicy({ kind: 'sources', description: { zh: '来源', en: 'sources' }, content: z.object({ days: z.number().int(), name: z.string() }), keyOf: ({ name }) => name });
const Other = definePolicy({ kind: 'other', description: { zh: '', en: '' }, content: z.strictObject({}) });

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'policies-')); });
afterEach(() => rmSync(directory, { recursive: true }));

const put = (file: string, fields: Record<string, string | undefined>, content = '  days: 5\n') => {
  const all = { kind: 'limits', area: '511504', edition: '2024-01', from: '2024-01-01', source: 'a rule', ...fields };
  const lines = Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [`${key}: ${value}`]));
  writeFileSync(join(directory, file), `${lines.join('\n')}\ncontent:\n${content}`);
};
const load = () => loadPolicies({ directory, kinds: [Limits, Sources, Other] });
const refusal = () => {
  try {
    load();
  } catch (error) {
    const { code, details } = error as DomainError;
    return { code, ...details };
  }
  return undefined;
};

describe('the document in force', () => {
  beforeEach(() => {
    put('province.yaml', { area: '51', edition: 'a' }, '  days: 51\n');
    put('old.yaml', { edition: 'old', from: '2022-01-01', to: '2023-12-31' }, '  days: 1\n');
    put('new.yaml', { edition: 'new' }, '  days: 2\n');
    mkdirSync(join(directory, 'nanguang'));
    put('nanguang/town.yml', { area: '511504101', from: '2024-05-01', to: '2024-05-31', edition: '1' }, '  days: 3\n');
    writeFileSync(join(directory, 'README.md'), 'not a policy');
  });
  it.each([
    ['511504101201', '2024-05-01', 'limits/511504101/1', 3],
    ['511504101201', '2024-05-31', 'limits/511504101/1', 3],
    ['511504101201', '2024-04-30', 'limits/511504/new', 2],
    ['511504101201', '2024-06-01', 'limits/511504/new', 2],
    ['511504103201', '2024-05-15', 'limits/511504/new', 2],
    ['511504000000', '2023-12-31', 'limits/511504/old', 1],
    ['511504', '2024-01-01', 'limits/511504/new', 2],
    ['511502001001', '2024-01-01', 'limits/51/a', 51],
  ])('for %s on %s is %s', (area, on, version, days) => {
    const policy = load().inForce(Limits, area, on);
    expect([policy.version, policy.content.days]).toStrictEqual([version, days]);
  });
  it('is refused where there is none', () => {
    for (const [area, on] of [['511504101201', '2021-12-31'], ['441900000000', '2024-01-01']] as const)
      expect(() => load().inForce(Limits, area, on)).toThrow(expect.objectContaining({ code: 'POLICY.NOT_IN_FORCE', details: { kind: 'limits', area, on } }));
    expect(() => load().inForce(Other, '511504', '2024-01-01')).toThrow(expect.objectContaining({ code: 'POLICY.NOT_IN_FORCE' }));
  });
  it('is found by its version, whole', () => {
    const policies = load();
    expect(policies.version(Limits, 'limits/511504/old')).toStrictEqual({
      version: 'limits/511504/old', kind: 'limits', area: '511504', from: '2022-01-01', to: '2023-12-31', source: 'a rule', content: { days: 1 } });
    expect(policies.versions('limits').map((p) => p.version)).toStrictEqual(['limits/51/a', 'limits/511504/new', 'limits/511504/old', 'limits/511504101/1']);
    for (const [kind, version] of [[Limits, 'limits/511504/none'], [Other, 'limits/511504/old']] as const)
      expect(() => policies.version(kind as typeof Limits, version)).toThrow(expect.objectContaining({ code: 'POLICY.UNKNOWN_VERSION' }));
  });
  it('cannot be changed by who reads it', () => {
    const { content } = load().inForce(Limits, '511504', '2024-01-01');
    expect(() => { (content as { days: number }).days = 9; }).toThrow(TypeError);
  });
  it('is one for each key, where the kind has keys', () => {
    for (const [edition, name, days] of [['a-1', 'a', 1], ['b-1', 'b', 2]] as const) put(`${edition}.yaml`, { kind: 'sources', edition }, `  days: ${days}\n  name: ${name}\n`);
    put('a-2.yaml', { kind: 'sources', edition: 'a-2', area: '511504101' }, '  days: 3\n  name: a\n');
    const policies = load();
    expect(['511504101201', '511504102201'].flatMap((area) => ['a', 'b'].map((key) => policies.inForce(Sources, area, '2024-01-01', key).version)))
      .toStrictEqual(['sources/511504101/a-2', 'sources/511504/b-1', 'sources/511504/a-1', 'sources/511504/b-1']);
    expect(() => policies.inForce(Sources, '511504', '2024-01-01', 'c')).toThrow(expect.objectContaining({ code: 'POLICY.NOT_IN_FORCE', details: { kind: 'sources c', area: '511504', on: '2024-01-01' } }));
    put('a-3.yaml', { kind: 'sources', edition: 'a-3', from: '2024-02-01' }, '  days: 4\n  name: a\n');
    expect(refusal()).toMatchObject({ code: 'POLICY.INVALID', file: 'a-3.yaml', problem: 'in force at the same time as sources/511504/a-1 in a-1.yaml' });
  });
  it('can be of the whole country', () => {
    put('china.yaml', { area: '"000000"', edition: 'cn', from: '2020-01-01' });
    expect(load().inForce(Limits, '441900000000', '2024-01-01').version).toBe('limits/000000/cn');
  });
});

describe('a wrong document is refused with its place', () => {
  it.each<[string, Record<string, string | undefined>, string | undefined, string, RegExp]>([
    ['a key twice', {}, '  days: 5\n  days: 6\n', 'line 8', /unique/],
    ['an unknown field', { oops: '1' }, undefined, 'line 6, oops', /unknown field "oops"/],
    ['an unknown field of the content', {}, '  days: 5\n  dais: 6\n', 'line 8, content.dais', /unknown field "dais"/],
    ['an unknown field deep in the content', {}, '  days: 5\n  rules:\n    a:\n      when: "true"\n      then: 1\n', 'line 11, content.rules.a.then', /unknown field "then"/],
    ['content of another shape', {}, '  days: five\n', 'line 7, content.days', /expected number/],
    ['a missing field', { source: undefined }, undefined, 'line 1, source', /expected string/],
    ['an unknown kind', { kind: 'limit' }, undefined, 'line 1, kind', /unknown kind "limit", known are limits, other/],
    ['an area that is no code', { area: '51150' }, undefined, 'line 2, area', /must be a division code/],
    ['an impossible date', { from: '2024-02-30' }, undefined, 'line 4, from', /not a date/],
    ['an end before its beginning', { to: '2023-12-31' }, undefined, 'line 6, to', /is before from/],
    ['an expression that does not parse', {}, '  days: 5\n  rules:\n    a:\n      when: income <\n', 'line 10, content.rules.a.when', /expression "income <": Unexpected token/],
    ['an expression with an unknown function', {}, '  days: 5\n  loose: ["true", nosuch(1)]\n', 'line 8, content.loose[1]', /overload/],
    ['broken YAML', {}, '  days: [5\n', 'line 8', /./],
  ])('%s', (_, fields, content, place, problem) => {
    put('wrong.yaml', fields, content);
    expect(refusal()).toStrictEqual({ code: 'POLICY.INVALID', file: 'wrong.yaml', place, problem: expect.stringMatching(problem), others: 0, problems: [expect.stringMatching(problem)] });
  });
  it('when two are in force at the same time for one area', () => {
    put('a.yaml', { edition: 'a', to: '2024-06-30' });
    put('b.yaml', { edition: 'b', from: '2024-06-30' });
    expect(refusal()).toMatchObject({ file: 'b.yaml', place: 'line 4, from', problem: 'in force at the same time as limits/511504/a in a.yaml' });
  });
  it('when two have one name', () => {
    put('a.yaml', { to: '2024-06-30' });
    put('b.yaml', { from: '2024-07-01' });
    expect(refusal()).toMatchObject({ file: 'b.yaml', place: 'line 3, edition', problem: 'limits/511504/2024-01 is already in a.yaml' });
  });
  it('naming the first of all problems and counting the others', () => {
    put('a.yaml', { from: 'soon' }, '  days: 5\n');
    put('b.yaml', {}, '  days: 5.5\n  dais: 1\n');
    put('c.yaml', { area: '51' }, '  days: 5\n  dais: 1\n  loose: ["1 +"]\n');
    expect(refusal()).toMatchObject({ code: 'POLICY.INVALID', file: 'a.yaml', place: 'line 4, from', others: 3, problem: expect.stringMatching(/^is not a date.*\(and 3 more\)$/) });
  });
  it('when the folder is not there', () => {
    rmSync(directory, { recursive: true });
    expect(refusal()).toMatchObject({ code: 'POLICY.INVALID', place: 'directory' });
    mkdirSync(directory);
  });
});

it("leaves another's kinds alone when told so", () => {
  put('mine.yaml', {});
  put('theirs.yaml', { kind: 'theirs' });
  expect(loadPolicies({ directory, kinds: [Limits], otherKinds: 'ignore' }).versions('theirs')).toStrictEqual([]);
});
it('evaluates the expressions of its documents', () => {
  put('a.yaml', {}, '  days: 5\n  rules: { poor: { when: income < 7000 } }\n');
  const policies = load();
  const when = policies.inForce(Limits, '511504', '2024-01-01').content.rules?.['poor']?.when ?? '';
  expect(policies.evaluate(when, { income: 6999 })).toBe(true);
});
