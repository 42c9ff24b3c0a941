import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Officer } from './testing/officer.js';
import { daysAgo, documentNumber, hash } from './testing/people.js';
import { needsDocuments, type Officers, readPolicy, Walk } from './testing/procedure.js';
import { System } from './testing/system.js';

const POLICIES = fileURLToPath(new URL('../../../policies', import.meta.url));
const VILLAGE = '511504001004';
const H = 'h-1';

type Why = { standing: string; listed: boolean; answer: { zh: string; en: string }; steps: { type: string; position: number; rule: { version: string } | null }[] };
type History = { events: { type: string; position: number; data: Record<string, unknown> }[] };
type Missing = { ready: boolean; missing: { code: string }[] };

/** The policies of the house, with the identification of another place in force for the demonstration district. */
function policiesWith(variant: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'humai-e2e-policies-'));
  cpSync(POLICIES, folder, { recursive: true });
  rmSync(join(folder, 'identification'), { recursive: true });
  cpSync(join(POLICIES, 'identification', `${variant}.yaml`), join(folder, 'identification', 'variant.yaml'));
  const file = join(folder, 'identification', 'variant.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^area: .*$/m, 'area: "511504"').replace(/^from: .*$/m, 'from: "2020-01-01"'));
  return folder;
}

describe.each([
  ['the default of the district', '511504-2021'], ['seven steps, as in Anhui and Henan', '34-2024'], ['three merged steps, as in Xinjiang', '65-2022'], ['the asset check first, as in Hainan', '46-2021'],
])('%s', (_, variant) => {
  const folder = policiesWith(variant);
  const { content, edition } = readPolicy(join(folder, 'identification', 'variant.yaml'));
  const policy = `identification/511504/${edition}`;
  const system = new System(undefined, { HUMAI_POLICIES: folder });
  let officers: Officers;
  let people: readonly string[];
  let walk: Walk;

  beforeAll(async () => {
    await system.start();
    const [village, township, county] = await Promise.all([Officer.appointed(system, 'village', VILLAGE), Officer.appointed(system, 'township', '511504001000'), Officer.appointed(system, 'county', '511504000000')]);
    officers = { village, township, county };
    const member = (sequence: number, relation: string) => ({ relation, labour: 'ORDINARY', name: '测某', documentNumber: documentNumber('1975-06-01', sequence) });
    const done = await township.does(`/v1/identification/households/${H}/register-household`, { registerNumber: '51150400100499999', village: VILLAGE, kind: 'GENERAL', members: [member(31, '01'), member(32, '02')], effectiveOn: daysAgo(700) });
    people = (await county.get<{ items: { personId: string }[] }>(`/v1/identification/households/${H}/members?purpose=visit`, { 'humai-at-least': String(done.position) })).body.items.map((m) => m.personId);
    walk = new Walk(officers, H, 600);
  }, 60_000);
  afterAll(async () => {
    await system.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const missing = async (decision: string) => (await officers.county.get<Missing>(`/v1/identification/households/${H}/missing?for=${decision}`)).body;
  const why = async () => (await officers.county.get<Why>(`/v1/identification/households/${H}/why`)).body;
  const enrol = async (round: string) => {
    await officers.village.does(walk.path('report-clue'), { clueId: `clue-${round}`, channel: 'CADRE_VISIT', riskTypes: ['01'], effectiveOn: daysAgo(walk.day) });
    walk.day -= 1;
    await officers.village.does(walk.path('open-case'), { caseId: `case-${round}`, effectiveOn: daysAgo(walk.day) });
    expect(await officers.county.isRefused(walk.path('enrol-household'), { enrolmentId: `e-${round}`, category: 'C2', effectiveOn: daysAgo(walk.day) })).toBe('CASE.STEPS_MISSING');
    await walk.through(content.enrolment, { incomeYuan: 6_000, personIds: people });
    expect((await officers.county.does(walk.path('enrol-household'), { enrolmentId: `e-${round}`, category: 'C2', effectiveOn: daysAgo(walk.day) })).events).toContain('identification.HouseholdEnrolled.v1');
    walk.day -= 1;
  };

  it('enrols by every step of its document, in its order, with its documents, and refuses the rest', async () => {
    expect((await missing('enrolment')).missing.map((m) => m.code)).toEqual(['CASE.NO_CLUE']);
    await enrol('1');
    const documents = content.enrolment.steps.some((s) => needsDocuments(s));
    expect([...new Set(walk.refusals)].sort()).toEqual(['AUTHORISATION.MISSING', 'CASE.STEP_NOT_DUE', 'PUBLICITY.TOO_EARLY', ...(documents ? ['STEP.EVIDENCE_MISSING'] : [])]);
    const { standing, answer, steps } = await why();
    expect([standing, answer.zh.includes(policy), answer.en.includes(policy)]).toEqual(['LISTED', true, true]);
    const { events } = await system.json<History>(['history', H]);
    for (const step of steps) expect(events.find((e) => e.position === step.position)?.type).toBe(step.type);
    expect(steps.find((s) => s.type === 'identification.HouseholdEnrolled.v1')?.rule?.version).toBe(policy);
  });

  it('clears by its own steps, when help was delivered and no risk is open', async () => {
    const on = () => ({ effectiveOn: daysAgo(walk.day) });
    await officers.township.does(`/v1/assistance/households/${H}/make-plan`, { planId: 'p-1', helperId: 'helper-1', ...on() });
    await officers.township.does(`/v1/assistance/households/${H}/plan-measure`, { measureId: 'm-1', riskId: 'e-1.1', code: 'M41', ...on() });
    await officers.township.does(`/v1/assistance/households/${H}/deliver-measure`, { measureId: 'm-1', deliveryId: 'd-1', recipientId: people[0], deliveredOn: daysAgo(walk.day), amountFen: 100_000, evidenceHash: hash('7'), ...on() });
    if (content.clearing.minMonthsEnrolled > 0) expect(await officers.village.isRefused(walk.path('propose-clearing'), { caseId: 'clear-1', mode: 'HELP', ...on() })).toBe('CLEARING.TOO_EARLY');
    walk.day -= 200;
    expect((await missing('clearing')).ready).toBe(false);
    await officers.village.does(walk.path('propose-clearing'), { caseId: 'clear-1', mode: 'HELP', ...on() });
    await walk.through(content.clearing.procedure, { incomeYuan: 15_000, personIds: people });
    expect(await officers.county.isRefused(walk.path('clear-household'), on())).toBe('CLEARING.OPEN_RISK');
    await officers.township.does(walk.path('eliminate-risk'), { riskId: 'e-1.1', mode: 'HELP', evidenceHash: hash('8'), ...on() });
    expect((await officers.county.does(walk.path('clear-household'), on())).events).toContain('identification.HouseholdCleared.v1');
    expect(await why()).toMatchObject({ standing: 'CLEARED', listed: false });
    walk.day -= 30;
  });

  it('enrols again what falls again, linked to the old', async () => {
    await enrol('2');
    const { events } = await system.json<History>(['history', H]);
    expect(events.filter((e) => e.type === 'identification.HouseholdEnrolled.v1').map((e) => e.data['previousEnrolmentId'])).toEqual([null, 'e-1']);
    expect((await system.json<Why>(['why', H])).steps).toEqual((await why()).steps);
    expect(await system.json(['verify'])).toMatchObject({ ok: true });
  });
});
