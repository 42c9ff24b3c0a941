import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { join } from 'node:path';
import { householdFactsProjection, readModelFacts } from '../read-model/index.js';
import { type Context, startContext } from '../testing/app.js';
import { areas, calendar, catalogue, district, inOrder, policies } from '../testing/district.js';
import { assess, type AssessRequest } from './assess.js';
import { logFacts } from './log-facts.js';

/** 1,200 households: more than one batch of the read store. */
const many = inOrder(Object.fromEntries(Array.from({ length: 400 }, (_, n) => Object.entries(district).map(([id, told]) => [`${id}-${n}`, told] as const)).flat()));
let context: Context;
beforeAll(async () => {
  context = await startContext(many, '2024-03-01T02:00:00.000Z');
});
afterAll(() => context.stop());

const questions: readonly AssessRequest[] = [
  { year: 2022, area: '511504' }, { year: 2022, area: '511504101' }, { year: 2023, area: '511504' }, { year: 2022, area: '511504', policy: 'assessment/5115/2023' },
  { year: 2022, area: '511504', knownAt: '2022-06-30' }, { year: 2022, area: '511504', upTo: 4_321 },
];
const shared = () => ({ log: context.store, areas, policies, calendar, clock: context.clock });
const all = (sources: Parameters<typeof assess>[1]) => Promise.all(questions.map((q) => assess(q, sources)));

describe('on real stores', () => {
  it('log, read model, a second reader of both files, and the rebuilt read model give the same, to the digest', async () => {
    const fromReadModel = await all({ ...shared(), facts: readModelFacts(context.readStore, context.runner) });
    expect(new Set(fromReadModel.map((a) => a.digest)).size).toBe(questions.length);
    expect(fromReadModel[0]?.units[0]?.indicators.map(({ numerator, denominator }) => [numerator, denominator])).toStrictEqual([[800, 1_200], [400, 800], [0, 400], [800, 1_200]]);
    expect(await all({ ...shared(), facts: logFacts(context.store, catalogue) })).toStrictEqual(fromReadModel);

    const rebuilt = await context.runner.rebuild(householdFactsProjection);
    expect(rebuilt).toMatchObject({ rows: 1_200, differences: 0 });
    expect(await all({ ...shared(), facts: readModelFacts(context.readStore, context.runner) })).toStrictEqual(fromReadModel);

    const log = await openSqliteEventStore({ directory: context.directory, clock: context.clock, readOnly: true });
    const readStore = await openSqliteReadStore({ file: join(context.directory, 'read-models.sqlite'), readOnly: true });
    expect(await all({ ...shared(), log, facts: logFacts(log, catalogue) })).toStrictEqual(fromReadModel);
    expect(await all({ ...shared(), log, facts: readModelFacts(readStore) })).toStrictEqual(fromReadModel);
    await readStore.close();
    await log.close();
  });

  it('gives the same while the read model is rebuilt', async () => {
    const sources = { ...shared(), facts: readModelFacts(context.readStore, context.runner) };
    const { digest } = await assess(questions[0]!, sources);
    let done = false;
    const rebuilding = context.runner.rebuild(householdFactsProjection).finally(() => (done = true));
    const digests: string[] = [];
    while (!done) digests.push((await assess(questions[0]!, sources)).digest);
    await rebuilding;
    expect(digests.length).toBeGreaterThan(1);
    expect(new Set(digests)).toStrictEqual(new Set([digest]));
  });
});
