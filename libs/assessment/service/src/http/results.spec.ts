import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { assess } from '../application/assess.js';
import { logFacts } from '../application/log-facts.js';
import { type Context, startContext } from '../testing/app.js';
import { areas, calendar, catalogue, happen, inOrder, policies, recorded, V1 } from '../testing/district.js';

const events = inOrder();
const NOW = '2023-03-01T02:00:00.000Z';
const county = '511504000000';
const ID = `2022-${county}`;
const ASSESSOR = 'assessor-1:assessor@511504';
const body = { year: 2022, area: county };
/** Found out late: another case of 2022, decided past its limit. */
const late = recorded('h9', [happen.registers('2022-08-01', V1), happen.opens('2022-08-01', 'c9', '2022-08-29'), happen.ends('2022-12-30', 'c9')]).map((e) => ({ ...e, recordedAt: NOW }));

let context: Context;
beforeEach(async () => {
  context = await startContext(events, NOW);
});
afterEach(() => context.stop());

type Answer = Awaited<ReturnType<Context['post']>>;
const refusal = (answer: Answer) => [answer.statusCode, answer.json().code, answer.json().field ?? null];
const scores = async (query = '') => (await context.get(`scores?year=2022&area=511504${query}`, ASSESSOR)).json();
const publish = (over: object = {}, who = ASSESSOR, id = ID, headers: Record<string, string> = {}) => context.post(`${id}/publish-result`, { ...body, ...over }, who, headers);
const revise = (over: object = {}, who = ASSESSOR, id = ID) => context.post(`${id}/revise-result`, { reason: '补录', approverId: 'assessor-2', ...over }, who);
const stream = async (id = ID) => (await context.store.readStream(`assessment-${id}`)).map(({ type, data, metadata }) => ({ type, data, policy: metadata.policy, actor: metadata.actor }));
const results = async (query = '', who = 'auditor@') => {
  const answer = await context.get(`results${query}`, who, { 'humai-at-least': String(await context.store.lastPosition()) });
  return answer.json().items;
};

describe('publishing a result', () => {
  it('records the scores by digest, policy and the position they can be computed from again', async () => {
    const { digest, policy, position } = await scores();
    const answer = await publish();
    expect([answer.statusCode, answer.json()]).toStrictEqual([200, { stream: `assessment-${ID}`, revision: 0, position: events.length + 1, events: ['assessment.ResultPublished.v1'] }]);
    expect(await stream()).toStrictEqual([{ type: 'assessment.ResultPublished.v1', data: { ...body, policy, position, digest }, policy, actor: 'assessor-1' }]);
    expect(position).toBe(events.length);
  });

  it('can be proven by anybody with the log, from the event alone', async () => {
    await publish();
    await context.told(late);
    const [published] = await stream();
    const { year, area, policy, position, digest } = published!.data as Readonly<{ year: number; area: string; policy: string; position: number; digest: string }>;
    const log = await openSqliteEventStore({ directory: context.directory, clock: context.clock, readOnly: true });
    const again = await assess({ year, area, policy, upTo: position }, { log, facts: logFacts(log, catalogue), areas, policies, calendar, clock: { now: () => '2099-01-01T00:00:00.000Z', simulated: false } });
    await log.close();
    expect([again.digest, again.position]).toStrictEqual([digest, position]);
    expect((await scores()).digest).not.toBe(digest);
  });

  it('takes the position, policy and digest that the assessor looked at', async () => {
    const seen = await scores('&at=10&policy=assessment/5115/2023');
    await publish({ position: 10, policy: 'assessment/5115/2023', digest: seen.digest });
    expect(await stream()).toMatchObject([{ data: { position: 10, policy: 'assessment/5115/2023', digest: seen.digest }, policy: 'assessment/5115/2023' }]);
  });

  it('answers a repeat with what it led to, also under another key', async () => {
    const first = await publish({}, ASSESSOR, ID, { 'idempotency-key': 'once' });
    expect((await publish({}, ASSESSOR, ID, { 'idempotency-key': 'once' })).json()).toStrictEqual(first.json());
    expect((await publish()).json()).toMatchObject({ revision: 0, events: [] });
    expect(await stream()).toHaveLength(1);
  });

  it.each<[string, object, string, unknown[]]>([
    ['scores that are others than those seen', { digest: 'a'.repeat(64) }, ID, [409, 'RESULT.DIGEST_DIFFERS', 'digest']],
    ['a position beyond the log', { position: 9999 }, ID, [422, 'ASSESSMENT.POSITION_AHEAD', null]],
    ['another name', {}, '2022', [422, 'RESULT.NAME', null]],
    ['the name of another year', { year: 2021 }, ID, [422, 'RESULT.NAME', null]],
    ['a policy that is not there', { policy: 'assessment/5115/1999' }, ID, [404, 'POLICY.UNKNOWN_VERSION', 'policy']],
    ['a year without a policy', { year: 2019 }, `2019-${county}`, [422, 'POLICY.NOT_IN_FORCE', null]],
    ['an area that is not there', { area: '511504999000' }, '2022-511504999000', [422, 'AREA.UNKNOWN', 'area']],
    ['an area that is no full code', { area: '511504' }, ID, [400, 'SHAPE.INVALID', 'area']],
    ['the year 1999', { year: 1999 }, ID, [400, 'SHAPE.INVALID', 'year']],
    ['a digest that is none', { digest: 'abc' }, ID, [400, 'SHAPE.INVALID', 'digest']],
    ['a position that is none', { position: -1 }, ID, [400, 'SHAPE.INVALID', 'position']],
  ])('is refused for %s, and nothing is written', async (_, over, id, expected) => {
    expect(refusal(await publish(over, ASSESSOR, id))).toStrictEqual(expected);
    expect(await context.store.lastPosition()).toBe(events.length);
  });

  it('says both digests', async () => {
    const { digest } = await scores();
    expect((await publish({ digest: 'a'.repeat(64) })).json().detail).toBe(`计算结果摘要为 ${digest},与提交的 ${'a'.repeat(64)} 不同`);
  });

  it('is done once: other scores need a revision', async () => {
    await publish();
    await context.told(late);
    expect(refusal(await publish())).toStrictEqual([409, 'RESULT.PUBLISHED', null]);
  });
});

describe('revising a result', () => {
  it('names what it replaces, why, and who approved', async () => {
    const before = await scores();
    await publish();
    await context.told(late);
    const after = await scores();
    expect((await revise({ digest: after.digest })).json()).toMatchObject({ revision: 1, events: ['assessment.ResultRevised.v1'] });
    expect((await stream())[1]).toStrictEqual({
      type: 'assessment.ResultRevised.v1', policy: after.policy, actor: 'assessor-1',
      data: { ...body, policy: after.policy, position: after.position, digest: after.digest, previousDigest: before.digest, reason: '补录', approverId: 'assessor-2' },
    });
  });

  it('goes by the policy of the result unless told', async () => {
    await publish({ policy: 'assessment/5115/2023' });
    await context.told(late);
    await revise();
    await revise({ policy: 'assessment/5115/2021', reason: '办法有误' });
    expect((await stream()).map((e) => e.policy)).toStrictEqual(['assessment/5115/2023', 'assessment/5115/2023', 'assessment/5115/2021']);
  });

  it.each<[string, boolean, object, unknown[]]>([
    ['a result that was not published', false, {}, [422, 'RESULT.NOT_PUBLISHED', null]],
    ['scores that are the same', true, {}, [422, 'RESULT.UNCHANGED', null]],
    ['approval by its author', true, { approverId: 'assessor-1' }, [422, 'RESULT.APPROVER_IS_AUTHOR', 'approverId']],
    ['scores that are others than those seen', true, { digest: 'a'.repeat(64) }, [409, 'RESULT.DIGEST_DIFFERS', 'digest']],
    ['a position beyond the log', true, { position: 9999 }, [422, 'ASSESSMENT.POSITION_AHEAD', null]],
    ['a policy that is not there', true, { policy: 'assessment/5115/1999' }, [404, 'POLICY.UNKNOWN_VERSION', 'policy']],
    ['no reason', true, { reason: ' ' }, [400, 'SHAPE.INVALID', 'reason']],
    ['no approver', true, { approverId: undefined }, [400, 'SHAPE.INVALID', 'approverId']],
  ])('is refused for %s', async (_, published, over, expected) => {
    if (published) await publish();
    expect(refusal(await revise(over))).toStrictEqual(expected);
    expect(await stream()).toHaveLength(published ? 1 : 0);
  });
});

describe('who may publish and revise', () => {
  const rights: readonly [who: string, status: number, code: string | null][] = [
    ['a:assessor@511504', 200, null], ['a:assessor@5115', 200, null], ['a:assessor@', 200, null], ['a:assessor@511503 assessor@511504', 200, null],
    ['a:assessor@511503', 403, 'PERMISSION.AREA'], ['a:assessor@511504101', 403, 'PERMISSION.AREA'], ['a:assessor@511503 county@511504', 403, 'PERMISSION.AREA'],
    ['a:county@511504', 403, 'PERMISSION.ROLE'], ['a:township@511504101', 403, 'PERMISSION.ROLE'], ['a:village@511504101201', 403, 'PERMISSION.ROLE'], ['a:auditor@', 403, 'PERMISSION.ROLE'],
    ['a:department:civil-affairs@511504', 403, 'PERMISSION.ROLE'], ['a:ops@', 403, 'PERMISSION.ROLE'], ['a:service@', 403, 'PERMISSION.ROLE'], ['', 401, 'IDENTITY.MISSING'],
  ];
  const told = (answer: Answer) => [answer.statusCode, answer.json().code ?? null];

  it.each(rights)('PublishResult of the county by %s: %i', async (who, status, code) => expect(told(await publish({}, who))).toStrictEqual([status, code]));
  it.each(rights)('ReviseResult of the county by %s: %i', async (who, status, code) => {
    await publish();
    await context.told(late);
    expect(told(await revise({}, who))).toStrictEqual([status, code]);
  });
  it('an assessor of a township may publish its result and its villages\', no other', async () => {
    const of = (area: string) => publish({ area }, 'a:assessor@511504101', `2022-${area}`);
    expect([told(await of('511504101000')), told(await of(V1)), told(await of('511504103000'))]).toStrictEqual([[200, null], [200, null], [403, 'PERMISSION.AREA']]);
  });
  it('is judged by the area on record, not by the one a request claims', async () => {
    await publish();
    expect(told(await publish({ area: '511503000000' }, 'a:assessor@511503', ID))).toStrictEqual([403, 'PERMISSION.AREA']);
  });
});

describe('published results', () => {
  const shown = { policy: 'assessment/5115/2021', year: 2022, publishedAt: NOW };

  it('are listed with their revisions', async () => {
    await publish();
    const before = await scores();
    await context.told(late);
    await revise();
    const after = await scores(`&at=${events.length + 4}`);
    await publish({ area: V1 }, ASSESSOR, `2022-${V1}`);
    expect(await results('?year=2022')).toMatchObject([
      { id: ID, ...shown, area: county, scoredAt: events.length + 4, digest: after.digest, previousDigest: before.digest, revisedAt: NOW, reason: '补录', approverId: 'assessor-2', revisions: 1 },
      { id: `2022-${V1}`, ...shown, area: V1, scoredAt: events.length + 5, previousDigest: null, revisedAt: null, reason: null, approverId: null, revisions: 0 },
    ]);
    expect((await results('?revised=true')).map((r: { id: string }) => r.id)).toStrictEqual([ID]);
    expect((await results('?revised=false')).map((r: { id: string }) => r.id)).toStrictEqual([`2022-${V1}`]);
    expect(await results('?year=2021')).toStrictEqual([]);
    expect(refusal(await context.get('results?year=1999', 'auditor@'))).toStrictEqual([400, 'SHAPE.INVALID', 'year']);
    expect((await context.get(`results/${ID}`, 'county@511504')).json().approverId).toBe('assessor-2');
    expect((await context.get('results?format=csv', 'county@511504')).body.split('\r\n')[1]).toBe(
      ['2022', county, 'assessment/5115/2021', events.length + 4, after.digest, NOW, NOW, before.digest, '补录', 'assessor-2', 1].join(','));
  });

  it.each<[string, number, readonly string[]]>([
    ['county@511504', 200, [county, '511504101000', V1]], ['assessor@511504', 200, [county, '511504101000', V1]], ['auditor@', 200, [county, '511504101000', V1]],
    ['township@511504101', 200, ['511504101000', V1]], ['township@511504103', 200, []], [`village@${V1}`, 200, [V1]], ['village@511504101203', 200, []], ['county@511503', 200, []],
    ['department:civil-affairs@511504', 403, []], ['ops@', 403, []], ['service@', 403, []], ['', 401, []],
  ])('%s sees those of the own area (%i)', async (who, status, seen) => {
    for (const area of [county, '511504101000', V1]) await publish({ area }, ASSESSOR, `2022-${area}`);
    const answer = await context.get('results', who, { 'humai-at-least': String(await context.store.lastPosition()) });
    expect([answer.statusCode, (answer.json().items ?? []).map((r: { area: string }) => r.area)]).toStrictEqual([status, seen]);
    expect((await context.get(`results/${ID}`, who)).statusCode).toBe(status === 200 && !seen.includes(county) ? 403 : status);
  });
});
