import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { idNumberOf, person, VILLAGE } from '../testing/running-service.js';
import { runningApp, type RunningApp } from '../testing/running-app.js';

let app: RunningApp;
let ids: string[];
beforeAll(async () => {
  app = await runningApp();
  const members = [person(1), person(2, '02', { phone: undefined, labour: 'NONE' }), { relation: '03', labour: 'NONE', name: '测试3' }];
  await app.give('RegisterHousehold', 'h1', { registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL', members });
  ids = Object.keys((await app.streams.household('h1')).state.members);
  await app.project();
});
afterAll(() => app.close());

const url = (query: string, household = 'h1') => `/v1/identification/households/${household}/members?${query}`;
const accesses = async () => (await app.vault.accesses()).filter((a) => a.action === 'read');
const masked = (n: number) => `000000********${idNumberOf(n).slice(-4)}`;

describe('personal data of members', () => {
  it('is masked, but for the name', async () => {
    expect(await app.get(url('purpose=visit'), `village@${VILLAGE}`)).toStrictEqual({
      status: 200,
      body: {
        items: [
          { personId: ids[0], relation: '户主', labour: 'ORDINARY', name: '测试1', documentNumber: masked(1), phone: '100****0001', erased: false },
          { personId: ids[1], relation: '配偶', labour: 'NONE', name: '测试2', documentNumber: masked(2), phone: null, erased: false },
          { personId: ids[2], relation: '之子', labour: 'NONE', name: '测试3', documentNumber: null, phone: null, erased: false },
        ],
      },
    });
  });

  it('is answered from the position that is asked for on, or not at all: a household that is not shown yet is not one that is not there', async () => {
    const { position } = await app.give('RegisterHousehold', 'h2', { registerNumber: '5115040002', village: VILLAGE, kind: 'GENERAL', members: [person(4)] });
    const early = async (path: string) => {
      const answer = await app.inject({ method: 'GET', url: path, headers: { 'x-who': 'county@511504', 'humai-at-least': `${position}` } });
      return [path, answer.statusCode, answer.json().code, answer.headers['retry-after']];
    };
    const paths = [url('purpose=visit', 'h2'), url('purpose=visit', '5115040002'), `/v1/identification/publicity-board?area=${VILLAGE}`, '/v1/identification/households/5115040002/why', '/v1/identification/tasks?household=5115040002'];
    expect(await Promise.all(paths.map(early))).toEqual(paths.map((path) => [path, 503, 'READ_MODEL.BEHIND', '1']));
    await app.project();
    expect((await app.get(url('purpose=visit', '5115040002'), 'county@511504')).body['items']).toHaveLength(1);
  });

  it('is told in full to the county only', async () => {
    expect((await app.get(url('purpose=visit&unmasked=true'), 'county@511504')).body).toMatchObject({ items: [{ documentNumber: idNumberOf(1), phone: '10000000001' }, { documentNumber: idNumberOf(2) }, {}] });
    for (const who of [`village@${VILLAGE}`, 'township@511504101']) expect(await app.get(url('purpose=visit&unmasked=true'), who)).toMatchObject({ status: 403, body: { code: 'PERMISSION.ROLE' } });
    // The county of another area does not lend its rights to the village of this one.
    expect(await app.get(url('purpose=visit&unmasked=true'), `village@${VILLAGE} county@511503`)).toMatchObject({ status: 403, body: { code: 'PERMISSION.AREA' } });
  });

  it.each(['purpose=', 'purpose=%20', '', `purpose=${'x'.repeat(201)}`])('is refused without a purpose (%s)', async (query) => {
    const before = (await accesses()).length;
    expect(await app.get(url(query), 'county@511504')).toMatchObject({ status: 400, body: { code: 'SHAPE.INVALID', field: 'purpose' } });
    expect(await accesses()).toHaveLength(before);
  });

  it('is for those with rights there, and a refusal reads nothing', async () => {
    const before = (await accesses()).length;
    expect(await app.get(url('purpose=visit'))).toMatchObject({ status: 401, body: { code: 'IDENTITY.MISSING' } });
    for (const role of ['department:civil-affairs', 'assessor', 'auditor', 'ops', 'service']) expect(await app.get(url('purpose=visit'), `${role}@511504`)).toMatchObject({ status: 403, body: { code: 'PERMISSION.ROLE' } });
    for (const who of ['village@511504101202', 'township@511504102', 'county@511503']) expect(await app.get(url('purpose=visit'), who)).toMatchObject({ status: 403, body: { code: 'PERMISSION.AREA' } });
    expect(await app.get(url('purpose=visit', 'h9'), 'county@511504')).toMatchObject({ status: 404, body: { code: 'SUBJECT.NOT_FOUND' } });
    expect(await accesses()).toHaveLength(before);
  });

  it('is recorded for each person: who read it, in which role, and why', async () => {
    const before = (await accesses()).length;
    await app.get(url('purpose=yearly%20check'), 'township@511504101');
    const told = (await accesses()).slice(0, (await accesses()).length - before);
    expect(told.map(({ personId, actor, role, purpose }) => ({ personId, actor, role, purpose })).sort((a, b) => ids.indexOf(a.personId) - ids.indexOf(b.personId)))
      .toStrictEqual(ids.map((personId) => ({ personId, actor: 'caller', role: 'township', purpose: 'yearly check' })));
  });

  it('is found by the register number, too', async () =>
    expect((await app.get(url('purpose=visit', '5115040001'), 'county@511504')).body).toMatchObject({ items: [{ personId: ids[0] }, {}, {}] }));

  it('shows nothing of a number too short to be masked', async () => {
    await app.vault.store([{ personId: ids[2]!, record: { name: '测试3', documentNumber: '0000000', phone: '1000000' } }], { actor: 'spec', role: 'ops', purpose: 'an old record' });
    expect((await app.get(url('purpose=visit'), 'county@511504')).body).toMatchObject({ items: [{}, {}, { documentNumber: '*******', phone: '*******' }] });
  });

  it('is gone for an erased person, who stays a member', async () => {
    await app.vault.erase(ids[1]!, { actor: 'spec', role: 'ops', purpose: 'testing' });
    expect((await app.get(url('purpose=visit'), 'county@511504')).body).toMatchObject({ items: [{}, { personId: ids[1], name: null, documentNumber: null, phone: null, erased: true }, {}] });
  });
});

it('commands come by the register number, too', async () => {
  const clue = { clueId: 'c1', channel: 'SELF_REPORT', riskTypes: ['01'] };
  expect(await app.post('/v1/identification/households/5115040001/report-clue', `village@${VILLAGE}`, clue)).toMatchObject({ status: 200, body: { stream: 'household-h1', events: ['identification.ClueReported.v1'] } });
});
