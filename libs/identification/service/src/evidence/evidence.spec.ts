import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evidenceProjection, householdsProjection } from '../read-model/index.js';
import { person, VILLAGE } from '../testing/running-service.js';
import { runningApp, type RunningApp } from '../testing/running-app.js';

let app: RunningApp;
beforeAll(async () => {
  app = await runningApp();
  await app.give('RegisterHousehold', 'h1', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(1)] });
});
afterAll(() => app.close());

const URL_ = '/v1/identification/evidence';
const photo = Buffer.from('一张照片');
const hash = createHash('sha256').update(photo).digest('hex');
const put = async (payload: Buffer, who = `village@${VILLAGE}`, type = 'application/octet-stream') => {
  const answer = await app.inject({ method: 'PUT', url: URL_, headers: { 'x-who': who, 'accept-language': 'en', 'content-type': type }, payload });
  return { status: answer.statusCode, body: answer.json<Record<string, unknown>>() };
};
const look = (who: string, query = '?purpose=audit', of = hash) => app.inject({ method: 'GET', url: `${URL_}/${of}${query}`, headers: { 'x-who': who, 'accept-language': 'en' } });
const reads = async () => (await app.evidence.accesses({})).filter((a) => a.action === 'read');

describe('a piece of evidence', () => {
  it('is sent as a file and known by its hash, once and again', async () => {
    expect(await put(photo)).toStrictEqual({ status: 200, body: { hash, bytes: photo.length } });
    expect(await put(photo, 'department:education@511504')).toStrictEqual({ status: 200, body: { hash, bytes: photo.length } });
    expect((await app.evidence.accesses()).map(({ actor, role, action, hash: h }) => [actor, role, action, h])).toStrictEqual([['caller', 'department:education', 'write', hash], ['caller', 'village', 'write', hash]]);
  });
  it('is refused empty, too large, as something else, and from who sends none', async () => {
    expect(await put(Buffer.alloc(0))).toMatchObject({ status: 422, body: { code: 'EVIDENCE.EMPTY' } });
    expect(await put(Buffer.alloc(10 * 1024 * 1024 + 1))).toMatchObject({ status: 413, body: { code: 'EVIDENCE.TOO_LARGE' } });
    expect(await put(Buffer.from('{}'), undefined, 'application/json')).toMatchObject({ status: 400, body: { code: 'SHAPE.INVALID', field: 'body' } });
    expect(await put(photo, 'auditor@511504')).toMatchObject({ status: 403, body: { code: 'PERMISSION.ROLE' } });
  });
  it('must have been sent before an event names it', async () => {
    const visit = { visitId: 'v0', visitedOn: '2025-03-05', byIds: ['a'], finding: 'NOTHING_NEW', evidenceHashes: [hash, 'b'.repeat(64)] };
    expect(await app.post('/v1/identification/households/h1/record-visit', `village@${VILLAGE}`, visit, 'k0')).toMatchObject({ status: 422, body: { code: 'EVIDENCE.UNKNOWN', field: 'evidenceHashes' } });
  });
  it('is nobody\'s while it is evidence of nothing', async () => {
    await app.upToDate([evidenceProjection, householdsProjection]);
    expect((await look('county@511504')).statusCode).toBe(404);
    expect(await reads()).toStrictEqual([]);
  });
  it('is shown to those with rights where its household lives, with a purpose, and every read is on record', async () => {
    await app.give('RecordVisit', 'h1', { visitId: 'v1', visitedOn: '2025-03-05', byIds: ['a'], finding: 'NOTHING_NEW', evidenceHashes: [hash] });
    await app.upToDate([evidenceProjection, householdsProjection]);
    for (const who of ['village@511504101202', 'county@511503']) expect((await look(who)).json()).toMatchObject({ code: 'PERMISSION.AREA' });
    for (const who of ['department:education@511504', 'ops@511504', 'service@']) expect((await look(who)).json()).toMatchObject({ code: 'PERMISSION.ROLE' });
    for (const query of ['', '?purpose=', '?purpose=%20', `?purpose=${'x'.repeat(201)}`]) expect((await look('county@511504', query)).json()).toMatchObject({ code: 'SHAPE.INVALID', field: 'purpose' });
    expect((await look('county@511504', undefined, 'c'.repeat(64))).statusCode).toBe(404);
    expect(await reads()).toStrictEqual([]);

    const answer = await look('auditor@511504');
    expect([answer.statusCode, answer.rawPayload, answer.headers['content-type'], answer.headers['x-content-type-options']]).toStrictEqual([200, photo, 'application/octet-stream', 'nosniff']);
    expect((await look(`village@${VILLAGE}`, '?purpose=visit')).statusCode).toBe(200);
    expect((await reads()).map(({ actor, role, purpose, hash: h }) => ({ actor, role, purpose, hash: h }))).toStrictEqual([
      { actor: 'caller', role: 'village', purpose: 'visit', hash }, { actor: 'caller', role: 'auditor', purpose: 'audit', hash }]);
  });
});
