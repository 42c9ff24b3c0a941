import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { personAggregate } from '../application/household-aggregate.js';
import { runningApp, type RunningApp } from '../testing/running-app.js';
import { idNumberOf, person, VILLAGE } from '../testing/running-service.js';

let app: RunningApp;
let id: string;
beforeAll(async () => {
  app = await runningApp();
  await app.give('RegisterHousehold', 'h1', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(1), person(2, '02')] });
  [id] = Object.keys((await app.streams.household('h1')).state.members) as [string];
});
afterAll(() => app.close());

const url = (query = 'purpose=own%20request', personId = id) => `/v1/identification/persons/${personId}/record?${query}`;
const county = 'county@511504';
const accesses = async () => (await app.vault.accesses({ personId: id })).length;

describe('a copy of what is kept about a person', () => {
  it('holds all of it, where they belong, and who looked, this handing out too', async () => {
    const { status, body } = await app.get(url(), county);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      personId: id, erased: false, household: { id: 'h1', village: VILLAGE }, record: { name: '测试1', documentNumber: idNumberOf(1), phone: '10000000001', attributes: { 文化程度: '小学' } },
    });
    const told = body['accesses'] as readonly Record<string, string>[];
    expect(told[0]).toStrictEqual({ at: expect.any(String), actor: 'caller', role: 'county', purpose: 'own request', action: 'read' });
    expect(told.at(-1)).toMatchObject({ action: 'write' });
    expect(JSON.stringify(body)).not.toContain('测试2');
  });

  it('is handed out by the county of their area alone, for a purpose, and a refusal reads nothing', async () => {
    const before = await accesses();
    expect(await app.get(url())).toMatchObject({ status: 401, body: { code: 'IDENTITY.MISSING' } });
    for (const role of ['village', 'township', 'department:civil-affairs', 'assessor', 'auditor', 'ops', 'service']) expect(await app.get(url(), `${role}@511504`)).toMatchObject({ status: 403, body: { code: 'PERMISSION.ROLE' } });
    expect(await app.get(url(), 'county@511503')).toMatchObject({ status: 403, body: { code: 'PERMISSION.AREA' } });
    for (const query of ['', 'purpose=', 'purpose=%20', `purpose=${'x'.repeat(201)}`]) expect(await app.get(url(query), county)).toMatchObject({ status: 400, body: { code: 'SHAPE.INVALID', field: 'purpose' } });
    expect(await app.get(url(undefined, 'nobody'), county)).toMatchObject({ status: 404, body: { code: 'SUBJECT.NOT_FOUND' } });
    expect(await accesses()).toBe(before);
  });

  it('holds nothing but the accesses once they are erased', async () => {
    await app.executor.execute(personAggregate, { type: 'ErasePerson', id, data: { reason: '本人申请' }, actor: { id: 'c', role: 'county', area: '511504' }, commandId: 'erase' });
    const { body } = await app.get(url(), county);
    expect(body).toMatchObject({ personId: id, erased: true, record: null, household: { id: 'h1', village: VILLAGE } });
    expect((body['accesses'] as readonly { action: string; purpose: string }[]).map(({ action, purpose }) => [action, purpose])).toContainEqual(['erase', '本人申请']);
    expect(JSON.stringify(body)).not.toMatch(/测试1|10000000001/);
  });
});
