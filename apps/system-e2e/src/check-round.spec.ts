import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Officer, type Problem } from './testing/officer.js';
import { daysAgo, documentNumber } from './testing/people.js';
import { System } from './testing/system.js';

const [NEAR, FAR] = ['511504001004', '511504001005'];
const PHOTO = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]);
const PHOTO_HASH = createHash('sha256').update(PHOTO).digest('hex');
const ROUND = '/v1/identification/check-rounds/round-1';
const household = (id: string, command: string) => `/v1/identification/households/${id}/${command}`;

type Items<T = Record<string, unknown>> = { items: T[] };
type Coverage = { area: string; inScope: number; checked: number; checkedPercent: number; judged: number; omission: object; inclusion: object; clearing: object };

/** The months that the rulebook of the district counts: October to September, the last ones that are over. */
const window = (() => {
  const [year, month] = daysAgo(0).split('-').map(Number) as [number, number];
  const end = month >= 10 ? year : year - 1;
  return { from: `${end - 1}-10-01`, to: `${end}-09-30` };
})();
const round = {
  name: '集中排查', area: '511504000000', from: daysAgo(5), to: daysAgo(-25), scope: 'ALL', questionnaireVersion: 'questionnaire/511504/2024',
};
const check = (id: string, over: object = {}) => ({
  roundId: 'round-1', checkId: `check-${id}`, visitedOn: daysAgo(1), byIds: ['village-near'],
  worksheet: { ...window, wageFen: 900_000, businessFen: 100_000, propertyFen: 0, transferFen: 0, businessCostFen: 50_000, members: 1, rigid: { medicalFen: 40_000, schoolingFen: 0, disasterFen: 0, housingFen: 0 } },
  safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true }, answers: { lives_here: true, workers_away: 1, income_trend: 'SAME' }, evidenceHashes: [PHOTO_HASH], ...over,
});

const system = new System();
let near: Officer, township: Officer, county: Officer, assessor: Officer;

beforeAll(async () => {
  await system.start();
  [near, township, county, assessor] = await Promise.all([
    Officer.appointed(system, 'village', NEAR, 'village-near'), Officer.appointed(system, 'township', '511504001'), Officer.appointed(system, 'county', '511504'), Officer.appointed(system, 'assessor', '511504'),
  ]);
  for (const [i, village] of [NEAR, NEAR, NEAR, FAR].entries())
    await township.does(household(`h${i + 1}`, 'register-household'), {
      registerNumber: `5115040010${i + 1}`, village, kind: 'GENERAL', members: [{ relation: '01', labour: 'ORDINARY', name: '测某', documentNumber: documentNumber('1975-06-01', 41 + i) }], effectiveOn: daysAgo(400),
    });
  const monitored = { category: 'C2', riskTypes: ['01'], enrolledMonth: '202301', effectiveOn: daysAgo(399) };
  await county.does(household('h1', 'carry-over-monitoring'), { ...monitored, enrolmentId: 'e1' });
  await county.does(household('h4', 'carry-over-monitoring'), { ...monitored, enrolmentId: 'e4', cleared: { month: '202401', mode: 'HELP' } });
}, 60_000);
afterAll(() => system.remove());

const coverage = async (officer: Officer, query = '') => (await officer.get<Items<Coverage>>(`/v1/identification/round-coverage?round=round-1${query}`)).body.items.map((c) => [c.area, c.inScope, c.checked, c.checkedPercent]);

describe('a check round', () => {
  it('goes to the households of its scope, in its period, with its questions, by who is assigned', async () => {
    const refused = (over: object, officer = county) => officer.isRefused(`${ROUND}/open-check-round`, { ...round, ...over });
    expect([
      await refused({ to: daysAgo(6) }), await refused({ scope: 'SAMPLE' }), await refused({ questionnaireVersion: 'questionnaire/511504/1999' }), await refused({ area: '511504002000' }),
      await refused({}, township), await refused({}, near),
    ]).toStrictEqual(['CHECK_ROUND.PERIOD', 'CHECK_ROUND.SAMPLE', 'POLICY.UNKNOWN_VERSION', 'CHECK_ROUND.EMPTY', 'PERMISSION.AREA', 'PERMISSION.ROLE']);
    const opened = await county.does(`${ROUND}/open-check-round`, round, { key: 'open' });
    expect(opened.events).toStrictEqual(['identification.CheckRoundOpened.v1', 'identification.CheckRoundDrawn.v1', 'identification.CheckRoundDrawn.v1']);
    expect(await county.does(`${ROUND}/open-check-round`, round, { key: 'open' })).toStrictEqual(opened);
    expect(await refused({ scope: 'MONITORED' })).toBe('CHECK_ROUND.EXISTS');
    // A cleared household stays on the list of those tracked.
    await county.does('/v1/identification/check-rounds/watched/open-check-round', { ...round, scope: 'WATCHED' });
    await county.does('/v1/identification/check-rounds/monitored/open-check-round', { ...round, scope: 'MONITORED' });
    const { position } = await township.does(`${ROUND}/assign-check`, { village: NEAR, visitorIds: ['village-near'] });
    const { body: { items } } = await county.get<Items>('/v1/identification/check-rounds?open=true', { 'humai-at-least': String(position) });
    const byId = new Map(items.map((i) => [i['id'], i]));
    expect(byId.get('round-1')).toMatchObject({ households: 4, checked: 0, villages: [NEAR, FAR], assignments: [{ village: NEAR, visitorIds: ['village-near'] }] });
    expect(['watched', 'monitored'].map((id) => byId.get(id)?.['villages'])).toStrictEqual([[FAR], [NEAR]]);
  });

  it('takes checks with their photos, which must have been sent before, and nothing that cannot be', async () => {
    const refused = (over: object, id = 'h1') => near.isRefused(household(id, 'record-check'), check(id, over));
    expect(await refused({})).toBe('EVIDENCE.UNKNOWN');
    const sent = async () => (await near.put<{ hash: string; bytes: number }>('/v1/identification/evidence', PHOTO)).body;
    expect([await sent(), await sent()]).toStrictEqual([{ hash: PHOTO_HASH, bytes: PHOTO.length }, { hash: PHOTO_HASH, bytes: PHOTO.length }]);
    const { worksheet } = check('h1');
    expect([
      await refused({ evidenceHashes: [] }), await refused({ visitedOn: daysAgo(9) }), await refused({ visitedOn: daysAgo(-2) }), await refused({ byIds: ['somebody'] }), await refused({ roundId: 'round-9' }),
      await refused({ worksheet: { ...worksheet, to: window.from } }), await refused({ worksheet: { ...worksheet, wageFen: -1 } }),
      await refused({ answers: { lives_here: true } }), await refused({ answers: { ...check('h1').answers, income_trend: 'SIDEWAYS' } }), await refused({ answers: { ...check('h1').answers, rumours: true } }), await refused({}, 'h4'),
    ]).toStrictEqual([
      'CHECK.EVIDENCE_MISSING', 'CHECK.BEFORE_ROUND', 'VISIT.FUTURE', 'CHECK.NOT_ASSIGNED', 'CHECK_ROUND.NOT_FOUND', 'CHECK.WINDOW', 'CHECK.NEGATIVE', 'ANSWER.MISSING', 'ANSWER.NOT_AN_OPTION', 'ANSWER.NO_QUESTION', 'PERMISSION.AREA',
    ]);
    expect((await near.does(household('h1', 'record-check'), check('h1'))).events).toStrictEqual(['identification.CheckRecorded.v1']);
    expect(await refused({ checkId: 'again' })).toBe('CHECK.EXISTS');
    const found = await near.does(household('h2', 'record-check'), check('h2', { riskTypes: ['01'], safeguards: { ...check('h2').safeguards, housing: false }, clue: { clueId: 'clue-2', riskTypes: ['01'] } }));
    expect(found.events).toStrictEqual(['identification.CheckRecorded.v1', 'identification.ClueReported.v1']);
    const { body: { items } } = await near.get<Items>('/v1/identification/checks?round=round-1', { 'humai-at-least': String(found.position) });
    // (9,000 + 1,000 - 500) yuan for one person.
    expect(items.map((i) => [i['householdId'], i['incomePerHeadFen'], i['unsolved'], i['evidenceHashes']]).sort()).toStrictEqual([['h1', 950_000, 0, [PHOTO_HASH]], ['h2', 950_000, 1, [PHOTO_HASH]]]);
    expect((await township.get<Items>('/v1/identification/clues?open=true')).body.items).toMatchObject([{ householdId: 'h2', channel: 'CADRE_VISIT' }]);
  });

  it('lets a photo be seen only where the household lives, and says who looked', async () => {
    const path = `/v1/identification/evidence/${PHOTO_HASH}?purpose=second%20look`;
    const elsewhere = await Officer.appointed(system, 'village', FAR);
    expect((await elsewhere.get<Problem>(path)).body.code).toBe('PERMISSION.AREA');
    const seen = await assessor.get(path);
    expect([seen.status, seen.headers.get('content-type'), seen.headers.get('content-disposition')]).toStrictEqual([200, 'application/octet-stream', `attachment; filename="${PHOTO_HASH}"`]);
  });

  it('is covered so far in each village, township and county, as far as one may see', async () => {
    const [inCounty, inTownship, inNear, inFar] = [['511504000000', 4, 2, 50], ['511504001000', 4, 2, 50], [NEAR, 3, 2, 66.66], [FAR, 1, 0, 0]];
    expect([await coverage(county), await coverage(township), await coverage(near), await coverage(county, '&level=village')])
      .toStrictEqual([[inCounty, inTownship, inNear, inFar], [inTownship, inNear, inFar], [inNear], [inNear, inFar]]);
    const { body } = await county.get<string>('/v1/identification/round-coverage?round=round-1&level=county&format=csv', { 'accept-language': 'zh' });
    expect(String(body).split('\r\n')).toHaveLength(3);
  });

  it('shows by its sample who is in and should not be, and who is out and should not be', async () => {
    const judge = (householdId: string, finding: string, reason: string | null = '实地复核') => ({ householdId, finding, reason });
    const refused = (body: object, officer = assessor) => officer.isRefused(`${ROUND}/judge-sample`, body);
    expect([await refused(judge('h1', 'OMITTED')), await refused(judge('h2', 'OMITTED', null)), await refused(judge('h9', 'CORRECT')), await refused(judge('h1', 'CORRECT'), near)])
      .toStrictEqual(['JUDGEMENT.DOES_NOT_FIT', 'JUDGEMENT.NEEDS_REASON', 'CHECK_ROUND.NOT_IN_SCOPE', 'PERMISSION.ROLE']);
    for (const [id, finding] of [['h1', 'WRONGLY_ENROLLED'], ['h2', 'OMITTED'], ['h3', 'CORRECT']] as const) await assessor.does(`${ROUND}/judge-sample`, judge(id, finding));
    const { position } = await assessor.does(`${ROUND}/judge-sample`, judge('h4', 'WRONGLY_CLEARED'));
    const after = { 'humai-at-least': String(position) };
    expect((await county.get<Items<Coverage>>('/v1/identification/round-coverage?round=round-1&level=county', after)).body.items)
      .toMatchObject([{ judged: 4, omission: { errors: 1, of: 2 }, inclusion: { errors: 1, of: 1 }, clearing: { errors: 1, of: 1 } }]);
    const errors = (await county.get<Items>('/v1/identification/sample-errors?round=round-1', after)).body.items;
    expect(errors.map((e) => [e['householdId'], e['finding'], e['standing']]).sort()).toStrictEqual([['h1', 'WRONGLY_ENROLLED', 'MONITORED'], ['h2', 'OMITTED', 'NONE'], ['h4', 'WRONGLY_CLEARED', 'CLEARED']]);
  });

  it('is closed with what it covered, after which nobody is checked, though a second look may go on', async () => {
    expect((await county.does(`${ROUND}/close-check-round`, {})).events).toStrictEqual(['identification.CheckRoundClosed.v1']);
    expect(await near.isRefused(household('h3', 'record-check'), check('h3'))).toBe('CHECK_ROUND.NOT_OPEN');
    const { position } = await assessor.does(`${ROUND}/judge-sample`, { householdId: 'h1', finding: 'CORRECT', reason: null });
    const after = { 'humai-at-least': String(position) };
    expect((await county.get<Items>('/v1/identification/check-rounds?open=false', after)).body.items).toMatchObject([{ id: 'round-1', households: 4, checked: 2, judged: 4, closedOn: daysAgo(0) }]);
    expect((await county.get<Items<Coverage>>('/v1/identification/round-coverage?round=round-1&level=county', after)).body.items).toMatchObject([{ inclusion: { errors: 0, of: 1 } }]);
  });
});
