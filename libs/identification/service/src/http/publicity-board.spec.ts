import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { collectionOf } from '@humai/kernel';
import { publicityBoardProjection } from '../read-model/publicity-board/projection.js';
import { runningApp, type RunningApp } from '../testing/running-app.js';
import { idNumberOf, person, VILLAGE } from '../testing/running-service.js';

let app: RunningApp;
const url = (area = VILLAGE) => `/v1/identification/publicity-board?area=${area}`;
beforeAll(async () => {
  app = await runningApp();
  const child = { name: '幼儿', documentNumber: undefined, attributes: { 出生日期: '2015-06-01' } };
  await app.give('RegisterHousehold', 'h1', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(1), person(2, '03', child)] });
  await app.give('RegisterHousehold', 'h2', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(3, '01', child)] });
  await app.project();
  const collection = collectionOf(publicityBoardProjection);
  await app.readStore.ensure({ name: collection, indexes: publicityBoardProjection.indexes });
  const shown = { position: 1, caseId: 'k', village: VILLAGE, purpose: 'ENROLMENT', toCategory: null, riskTypes: ['01'], board: 'VILLAGE', shown: true, openedOn: '2025-03-09', mayCloseOn: '2025-03-15' };
  await app.readStore.write({ collection, upserts: [{ ...shown, _id: 'h1' }, { ...shown, _id: 'h2', openedOn: '2025-03-10' }, { ...shown, _id: 'h3', shown: false }] as never });
});
afterAll(() => app.close());

describe('the publicity board', () => {
  it('shows what may be shown to all: a masked householder of age, the matter, kinds of reasons, dates', async () => {
    const { status, body } = await app.get(url(), `village@${VILLAGE}`);
    const line = { village: VILLAGE, villageName: expect.any(String), purpose: '识别纳入', category: null, reasons: ['因病'], mayCloseOn: '2025-03-15', board: '村公示栏' };
    expect([status, body['items']]).toEqual([200, [{ ...line, householder: '测*某', members: 2, openedOn: '2025-03-09' }, { ...line, householder: null, members: 1, openedOn: '2025-03-10' }]]);
  });

  it('holds no number, no phone, no full name and no child', async () => {
    const text = JSON.stringify((await app.get(url(), `county@511504`)).body) + (await app.inject({ method: 'GET', url: `${url()}&format=csv`, headers: { 'x-who': 'county@511504' } })).body;
    for (const secret of [idNumberOf(1), person(1).phone!, '测试', '幼儿', '2015']) expect(text).not.toContain(secret);
    expect(text).toContain('测*某');
  });

  it('records each name that is read, with what for', async () => {
    const reads = (await app.vault.accesses({ actor: 'caller' })).filter((a) => a.action === 'read');
    expect(new Set(reads.map((a) => a.purpose))).toEqual(new Set(['publicity board']));
  });

  it('is for who puts it up, where they are, and for a township at most', async () => {
    const refused = async (...question: Parameters<RunningApp['get']>) => {
      const { status, body } = await app.get(...question);
      return [status, body['code']];
    };
    expect(await refused(url(), 'auditor@511504')).toEqual([403, 'PERMISSION.ROLE']);
    expect(await refused(url(), 'village@511504101202')).toEqual([403, 'PERMISSION.AREA']);
    expect(await refused(url())).toEqual([401, 'IDENTITY.MISSING']);
    expect(await refused(url('511504'), 'county@511504')).toEqual([400, 'SHAPE.INVALID']);
  });
});
