import { describe, expect, it } from '@jest/globals';
import { defineEvents, type EventShapes, type Upcaster } from '@humai/kernel';
import type { ContextDefinition } from '@humai/nest';
import { z } from 'zod';
import { repositoryOf } from '../repository/repository.js';
import { baselineOf, breachesOfBaseline } from './baseline.js';
import type { Doc } from './documents.js';
import { type Fixture, draftOf, fixturePath, problemsOfFixtures, textOfFixture } from './fixtures.js';

const V1 = 'demo.Counted.v1';
const V2 = 'demo.Counted.v2';
const contextOf = (shapes: Parameters<typeof defineEvents>[1], upcasters: readonly Upcaster[] = []): readonly ContextDefinition[] =>
  [{ name: 'demo', events: defineEvents('demo', shapes) as EventShapes, upcasters, aggregates: [{ context: 'demo', category: 'household' }], policies: [], projections: [], queries: [], errors: {}, module: class {} } as unknown as ContextDefinition];
const one = contextOf({ 'Counted.v1': z.object({ by: z.int(), kind: z.enum(['A', 'B']), note: z.string().nullable(), dueOn: z.string().optional() }) });
const fixture = draftOf(V1, one);
const changed = (edit: (event: Fixture[number]) => object): string => textOfFixture([{ ...fixture[0]!, ...edit(fixture[0]!) }] as Fixture);
const problems = (files: Readonly<Record<string, string>>, contexts = one) => problemsOfFixtures(repositoryOf(files), contexts);
const FILE = fixturePath(V1);

describe('a fixture', () => {
  it('is drafted with all fields, and with no more than are needed', () => {
    expect(FILE).toBe('libs/contracts/demo/fixtures/Counted.v1.json');
    expect(fixture.map((e) => [e.type, e.stream, e.data])).toEqual([
      [V1, 'household-fixture', { by: 1, kind: 'A', note: 'some note', dueOn: '2024-03-01' }], [V1, 'household-fixture', { by: 0, kind: 'A', note: null }],
    ]);
    expect(problems({ [FILE]: textOfFixture(fixture) })).toEqual([]);
  });

  it('is there for every version of every event', () => expect(problems({})).toEqual([`${FILE}: ${V1} has no fixture (npm run docs writes a first one)`]));

  it('outlives its event', () => expect(problems({ [FILE]: textOfFixture(fixture) }, contextOf({ 'Other.v1': z.object({}) }))).toContain(`${FILE}: no context knows ${V1} any more, but it stands in logs for ever`));

  it.each<[string, string, string]>([
    ['a field that the schema refuses', changed(({ data }) => ({ data: { ...(data as object), by: 'one' } })), 'event 0: by: Invalid input: expected number, received string'],
    ['a code that the schema no longer has', changed(({ data }) => ({ data: { ...(data as object), kind: 'C' } })), 'event 0: kind: Invalid option: expected one of "A"|"B"'],
    ['a field that the schema no longer names', changed(({ data }) => ({ data: { ...(data as object), old: 1 } })), 'event 0: the schema reads something else than what stands there: a field it no longer names, or one it makes up'],
    ['metadata that are not whole', changed(({ metadata }) => ({ metadata: { ...metadata, actor: undefined } })), 'event 0: metadata actor: Invalid input: expected string, received undefined'],
    ['an event of another type', changed(() => ({ type: 'demo.Other.v1' })), `event 0: is of demo.Other.v1`],
    ['no event', '[]', 'holds no event'],
  ])('may not hold %s', (_, text, problem) => expect(problems({ [FILE]: text })).toContain(`${FILE}: ${problem}`));
});

describe('an old shape', () => {
  const shapes = { 'Counted.v1': z.object({ by: z.int() }), 'Counted.v2': z.object({ total: z.int() }) };
  const upcaster = (upcast: Upcaster['upcast']): readonly Upcaster[] => [{ from: V1, to: V2, upcast }];
  const read = (upcasters: readonly Upcaster[]) => {
    const contexts = contextOf(shapes, upcasters);
    return problems({ [FILE]: textOfFixture(draftOf(V1, contexts)), [fixturePath(V2)]: textOfFixture(draftOf(V2, contexts)) }, contexts);
  };

  it('is read as the newest by its upcaster', () => expect(read(upcaster(({ by }: { by: number }) => ({ total: by })))).toEqual([]));
  it('needs an upcaster', () => expect(read([])).toContain(`${FILE}: event 0: is read as ${V1}, but the newest shape is ${V2}: an upcaster is missing`));
  it('needs one that makes what the newest schema takes', () => expect(read(upcaster(() => ({ sum: 1 })))).toContain(`${FILE}: event 0: read as ${V2}: total: Invalid input: expected number, received undefined`));
  it('needs one that does not fail', () => expect(read(upcaster(() => { throw new Error('no such field'); }))).toContain(`${FILE}: event 0: its upcaster fails: no such field`));
});

describe('the baseline', () => {
  const contracts = new Map<string, Doc>([['events/demo.Counted.v1.json', { type: 'object', properties: { by: { type: 'integer' } } }]]);
  const accepted = { [FILE]: textOfFixture(fixture), ...Object.fromEntries(baselineOf(repositoryOf({ [FILE]: textOfFixture(fixture) }), contracts)) };

  it('is kept by what is as it was, and by what was added', () => {
    expect(breachesOfBaseline(repositoryOf(accepted), contracts)).toEqual([]);
    expect(breachesOfBaseline(repositoryOf({ ...accepted, [fixturePath(V2)]: '[]' }), new Map<string, Doc>([...contracts, ['events/demo.Counted.v2.json', {}]]))).toEqual([]);
    expect(breachesOfBaseline(repositoryOf({}), contracts)).toEqual([]);
  });

  it('is broken by a contract that breaks, by a fixture that is gone, and by one that was changed', () => {
    const { [FILE]: _, ...without } = accepted;
    expect(breachesOfBaseline(repositoryOf(without), contracts)).toEqual([`${FILE}: is gone, but such events stand in logs for ever`]);
    expect(breachesOfBaseline(repositoryOf({ ...accepted, [FILE]: '[]' }), contracts)).toEqual([`${FILE}: was changed; what a log once held never changes`]);
    expect(breachesOfBaseline(repositoryOf(accepted), new Map([['events/demo.Counted.v1.json', { type: 'object' }]]))).toEqual(['contracts/events/demo.Counted.v1.json: by: is gone']);
  });
});
