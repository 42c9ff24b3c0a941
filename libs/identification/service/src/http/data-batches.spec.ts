import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collectionOf, type FeedMessage, foldReadModel } from '@humai/kernel';
import { DataReactions } from '../messaging/data-reactions.js';
import { dataBatchesProjection, doubtfulMatchesProjection, warningsProjection } from '../read-model/index.js';
import { dataFile, stay } from '../testing/data-files.js';
import { idNumberOf, person, VILLAGE } from '../testing/running-service.js';
import { runningApp, type RunningApp } from '../testing/running-app.js';

let app: RunningApp;
let personIds: string[];
beforeAll(async () => {
  app = await runningApp();
  for (const n of [1, 2, 3]) await app.give('RegisterHousehold', `h${n}`, { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(n)] });
  personIds = (await Promise.all([1, 2, 3].map(async (n) => Object.keys((await app.streams.household(`h${n}`)).state.members)))).flat();
});
afterAll(() => app.close());

const DEPARTMENT = 'department:medical-insurance@511504';
/** The last line of the answer, or the problem. */
async function send(rows: Parameters<typeof dataFile>[1], { who = DEPARTMENT, source = 'medical-insurance', query = '?period=2025-02', type = 'application/octet-stream' } = {}) {
  const answer = await app.inject({ method: 'POST', url: `/v1/identification/data-batches/${source}${query}`, headers: { 'x-who': who, 'content-type': type, 'accept-language': 'en' }, payload: await readFile(await dataFile(app, rows, { encoding: 'gb18030' })) });
  const last = JSON.parse(answer.body.trim().split('\n').at(-1)!) as { result?: Record<string, unknown>; problem?: Record<string, unknown>; code?: string };
  return { status: answer.statusCode, ...last };
}
const project = async () => {
  for (const p of [warningsProjection, dataBatchesProjection, doubtfulMatchesProjection] as const) {
    const name = collectionOf(p);
    await app.readStore.ensure({ name, indexes: p.indexes });
    await app.readStore.write({ collection: name, upserts: [...foldReadModel(p as typeof warningsProjection, (await app.log()) as never).values()] });
  }
};
const warnings = async (id: string) => (await app.history(id)).filter((e) => e.type === 'identification.WarningRaised.v1');

describe('a batch sent over HTTP', () => {
  it('is taken for the department that sends it; the file is gone afterwards', async () => {
    const { status, result } = await send([stay(1, 12_000), stay(9, 1), stay(2, -1)]);
    expect([status, result]).toMatchObject([200, { source: 'medical-insurance', area: '511504', rows: 3, matched: 1, unknown: 1, rejected: 1, raised: 1, errors: [{ row: 4, code: 'DATA.NEGATIVE' }, { row: 4 }] }]);
    expect(await send([stay(1, 12_000), stay(9, 1), stay(2, -1)])).toStrictEqual({ status, result });
    expect(readdirSync(join(app.directory, 'scratch'))).toStrictEqual([]);
    await project();
    const { body } = await app.get('/v1/identification/data-batches?source=medical-insurance', DEPARTMENT);
    expect(body).toMatchObject({ items: [{ id: result!['batch'], period: '2025-02', sender: 'caller', role: 'department:medical-insurance', status: 'DONE', counts: { rows: 3, raised: 1 }, openMatches: 0 }] });
  });

  it('is only judged in a dry run', async () => {
    expect(await send([stay(2, 12_000)], { query: '?period=2025-02&dryRun=true' })).toMatchObject({ status: 200, result: { raised: 1 } });
    expect(await warnings('h2')).toStrictEqual([]);
  });

  it('is refused before the file is looked at', async () => {
    const refused = async (options: Parameters<typeof send>[1]) => { const { status, code } = await send([stay(1, 1)], options); return [status, code]; };
    expect(await refused({ source: 'weather' })).toStrictEqual([404, 'DATA.SOURCE_UNKNOWN']);
    expect(await refused({ query: '?period=2025-13' })).toStrictEqual([422, 'DATA.PERIOD']);
    expect(await refused({ query: '' })).toStrictEqual([400, 'SHAPE.INVALID']);
    expect(await refused({ type: 'application/json' })).toMatchObject([400, expect.anything()]);
    expect(await refused({ who: 'department:education@511504' })).toStrictEqual([403, 'DATA.OTHER_DEPARTMENT']);
    for (const role of ['village', 'township', 'assessor', 'auditor', 'ops']) expect(await refused({ who: `${role}@511504` })).toStrictEqual([403, 'PERMISSION.ROLE']);
    expect(await refused({ query: '?period=2025-02&area=511503' })).toStrictEqual([404, 'DATA.SOURCE_UNKNOWN']);
    expect(await refused({ who: 'county@511504101', query: '?period=2025-02&area=511504' })).toStrictEqual([403, 'PERMISSION.AREA']);
  });

  it('that cannot be read is one problem, in words', async () => {
    const answer = await app.inject({ method: 'POST', url: '/v1/identification/data-batches/medical-insurance?period=2025-02', headers: { 'x-who': DEPARTMENT, 'content-type': 'application/octet-stream', 'accept-language': 'en' }, payload: Buffer.from([0xff, 0x61, 0x0a, 0xff]) });
    expect(JSON.parse(answer.body)).toMatchObject({ problem: { code: 'DATA.ENCODING', status: 422, detail: 'The file is neither UTF-8 nor GB18030; nothing of the batch was taken' } });
  });
});

describe('the inbox of warnings', () => {
  it('shows the open ones of an area, with their numbers', async () => {
    await project();
    const { body } = await app.get('/v1/identification/warnings', `village@${VILLAGE}`);
    expect(body).toMatchObject({ items: [{ householdId: 'h1', riskType: '01', sources: ['medical-insurance'], numbers: { staySelfPaidFen: 1_200_000 }, dueOn: '2025-03-31', overdue: false, status: 'OPEN' }], cursor: null });
    for (const [query, count] of [['source=medical-insurance', 1], ['source=education', 0], ['risk=09', 0], ['status=FOLLOWED', 0], ['status=ALL', 1], ['overdue=true', 0], ['householdStatus=NONE', 1], ['household=h1', 1]] as const)
      expect((await app.get(`/v1/identification/warnings?${query}`, 'county@511504')).body['items']).toHaveLength(count);
    expect((await app.get('/v1/identification/warnings', 'village@511504101202')).body['items']).toStrictEqual([]);
  });

  it('is worked through by command: as a clue it goes the way of clues', async () => {
    const [warning] = await warnings('h1');
    const { warningId } = warning!.data as { warningId: string };
    const handled = await app.post('/v1/identification/households/h1/handle-warning', 'township@511504101', { warningId, verdict: 'TO_CLUE' });
    expect(handled).toMatchObject({ status: 200, body: { events: ['identification.ClueReported.v1', 'identification.WarningClosed.v1'] } });
    await project();
    expect((await app.get('/v1/identification/warnings', `village@${VILLAGE}`)).body['items']).toStrictEqual([]);
  });
});

describe('a doubtful match', () => {
  const match = async (rows: Parameters<typeof send>[0]) => {
    const batch = (await send(rows)).result!['batch'] as string;
    await project();
    const { items } = (await app.get(`/v1/identification/doubtful-matches?batch=${batch}`, 'county@511504')).body as { items: { id: string; doubt: string; candidateId: string }[] };
    return { batch, ...items[0]! };
  };
  const look = (batch: string, id: string, query = '?purpose=settle', who = 'county@511504') => app.get(`/v1/identification/data-batches/${batch}/matches/${id}${query}`, who);
  const settle = (batch: string, body: object, who = 'county@511504', key = 'k') => app.post(`/v1/identification/data-batches/${batch}/settle-match`, who, body, key);

  it('is shown to the county with both names and numbers, for a purpose that is recorded', async () => {
    const { batch, id, doubt, candidateId } = await match([stay(2, 15_000, { 姓名: '别人' })]);
    expect([doubt, candidateId]).toStrictEqual(['NAME_DIFFERS', personIds[1]]);
    expect(await look(batch, id)).toStrictEqual({
      status: 200,
      body: { matchId: id, row: 2, doubt, said: { name: '别人', documentNumber: idNumberOf(2) }, candidate: { personId: candidateId, name: '测试2', documentNumber: idNumberOf(2) } },
    });
    expect((await app.vault.accesses({ personId: candidateId })).filter((a) => a.purpose === 'settle')).toMatchObject([{ actor: 'caller', role: 'county', action: 'read' }]);
    expect(await look(batch, id, '')).toMatchObject({ status: 400 });
    expect(await look(batch, id, '?purpose=x', DEPARTMENT)).toMatchObject({ status: 403, body: { code: 'PERMISSION.ROLE' } });
    expect(await look(batch, id, '?purpose=x', 'county@511503')).toMatchObject({ status: 403, body: { code: 'PERMISSION.AREA' } });
    expect(await look(batch, 'none')).toMatchObject({ status: 404, body: { code: 'MATCH.NOT_FOUND' } });
    expect(await look('none', id)).toMatchObject({ status: 404, body: { code: 'SUBJECT.NOT_FOUND' } });
  });

  it('accepted, its row is given to the household once, and what it said of a person is erased', async () => {
    const { batch, id } = await match([stay(3, 15_000, { 姓名: '别人' })]);
    expect(await settle(batch, { matchId: id, verdict: 'ACCEPTED' })).toMatchObject({ status: 200, body: { events: ['identification.MatchSettled.v1'] } });
    await app.feed.drain();
    const [warning, ...more] = await warnings('h3');
    expect([warning?.data, more]).toMatchObject([{ batchId: batch, personId: personIds[2], numbers: { staySelfPaidFen: 1_500_000 } }, []]);
    expect((await look(batch, id)).body['said']).toStrictEqual({ name: null, documentNumber: null });
    const position = await app.store.lastPosition();
    const event = (await app.store.readStream(`dataBatch-${batch}`)).find((e) => e.type === 'identification.MatchSettled.v1') as FeedMessage;
    await new DataReactions(app.executor as never, app.store, app.catalogue, app.vault).onMatchSettled(event as never);
    expect(await app.store.lastPosition()).toBe(position);
  });

  it('rejected, it leads to nothing but its erasure', async () => {
    const { batch, id } = await match([stay(2, 16_000, { 姓名: '另一人' })]);
    await settle(batch, { matchId: id, verdict: 'REJECTED', reason: '非同一人' });
    const position = await app.store.lastPosition();
    await app.feed.drain();
    expect([await app.store.lastPosition(), await warnings('h2')]).toStrictEqual([position, []]);
    expect((await look(batch, id)).body['said']).toStrictEqual({ name: null, documentNumber: null });
  });

  it('is accepted only for somebody in a household of the area', async () => {
    await app.vault.store([{ personId: 'lone', record: { name: '测试9', documentNumber: idNumberOf(9) } }], { actor: 'spec', role: 'ops', purpose: 'test' });
    const { batch, id, doubt } = await match([stay(9, 15_000)]);
    expect(doubt).toBe('NO_HOUSEHOLD');
    expect(await settle(batch, { matchId: id, verdict: 'ACCEPTED' })).toMatchObject({ status: 422, body: { code: 'MATCH.PERSON_NOT_HERE' } });
    expect(await settle(batch, { matchId: id, verdict: 'ACCEPTED', personId: personIds[1] }, 'county@511504', 'k2')).toMatchObject({ status: 200 });
  });
});
