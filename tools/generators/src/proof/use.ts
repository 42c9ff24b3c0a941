// Run inside the copy: starts everything that the list of contexts names, and uses what was generated over HTTP as anybody would.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contexts } from '@humai/contexts';
import { createLogger } from '@humai/telemetry';
import { EmbeddedApp, loadRulebook, openPlatform } from '@humai/wiring-embedded';
import { CONTEXT } from './generated.js';

const directory = await mkdtemp(join(tmpdir(), 'humai-generators-'));
const rulebook = loadRulebook(contexts, fileURLToPath(new URL('../../../../policies', import.meta.url)));
const platform = await openPlatform({ directory, rulebook, durability: 'normal' });
const app = await EmbeddedApp.start({ platform, contexts, logger: createLogger({ service: 'proof', level: 'error' }), version: '0.0.0' });
try {
  await app.project();
  const url = await app.listen(0, '127.0.0.1');
  const token = await platform.issuer.mint({ subject: 'county-1', grants: [{ role: 'county', area: '511504' }], days: 1 });
  let calls = 0;
  const ask = async (path: string, body?: object, atLeast = 0) => {
    const headers = { authorization: `Bearer ${token}`, 'accept-language': 'en', 'content-type': 'application/json', 'idempotency-key': `key-${(calls += 1)}`, 'humai-at-least': String(atLeast) };
    const answer = await fetch(`${url}/v1/${path}`, body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers: { authorization: headers.authorization, 'humai-at-least': headers['humai-at-least'] } });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const household = async (command: string, body: object, context = CONTEXT) => ask(`${context}/households/h1/${command}`, body);
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10); // in China

  assert.equal((await household('record-visit', { visitId: 'v1', recordedOn: today })).body['code'], 'SUBJECT.NOT_FOUND');
  const registered = await household('register-household', { village: '511504101201', kind: 'GENERAL', members: [{ relation: '01', labour: 'ORDINARY', name: '试验户主' }] }, 'identification');
  assert.equal(registered.status, 200, JSON.stringify(registered.body));

  const told = await household('record-visit', { visitId: 'v1', recordedOn: today });
  assert.deepEqual([told.status, told.body['events']], [200, [`${CONTEXT}.VisitRecorded.v1`]]);
  assert.deepEqual((await household('record-visit', { visitId: 'v1', recordedOn: today })).body['events'], []);
  const refused = await household('record-visit', { visitId: 'v1', recordedOn: '2020-01-01' });
  assert.deepEqual([refused.status, refused.body['code'], refused.body['detail']], [409, 'VISIT.RECORDED', `The visit v1 was already recorded on ${today}`]);
  assert.equal((await household('record-visit', { visitId: 'v2', recordedOn: '2999-01-01' })).body['code'], 'VISIT.RECORDED_IN_FUTURE');
  assert.equal((await household('record-visit', { visitId: 'v 2', recordedOn: today })).status, 400);
  assert.deepEqual((await household('make-home-call', { homeCallId: 'c1', paidOn: today })).body['events'], [`${CONTEXT}.HomeCallPaid.v1`]);

  const position = await platform.store.lastPosition();
  const ids = async (question: string) => {
    const { status, body } = await ask(`${CONTEXT}/${question}`, undefined, position);
    assert.equal(status, 200, JSON.stringify(body));
    return (body['items'] as readonly { id: string; count: number; lastOn: string | null }[]).map((d) => [d.id, d.count, d.lastOn]);
  };
  assert.deepEqual(await ids('visited-households'), [['h1', 1, today]]);
  assert.deepEqual(await ids('visited-households?any=false'), []);
  assert.deepEqual(await ids('called-on?sort=-lastOn'), [['h1', 1, today]]);
  assert.deepEqual(await ids('enrolled-households?area=511504101'), [['h1', 0, null]]);
  console.log(`${calls} requests answered as they should be, ${position} events`);
} finally {
  await app.close();
  await rm(directory, { recursive: true, force: true });
}
