import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { IdentificationPolicy, IncomeLinePolicy, TransitionPolicy } from '@humai/contracts-identification';
import { fold, type DomainError } from '@humai/kernel';
import { loadPolicies } from '@humai/policy';
import { after, CLUE, command, DECIDED, enrol, on, opinion, STEPS, verify, village } from '../testing/household-past.js';
import { VARIANTS } from '../testing/variants.js';
import { householdDecider } from './household.js';
import type { HouseholdCommand } from './context.js';

const shipped = (name: string) => readFileSync(fileURLToPath(new URL(`../../../../../policies/${name}`, import.meta.url)), 'utf8');
const DEFAULT = shipped('identification/511504-2021.yaml');
const kinds = [IdentificationPolicy, IncomeLinePolicy, TransitionPolicy];

let directory: string;
beforeEach(() => { directory = mkdtempSync(join(tmpdir(), 'humai-rulebook-')); });
afterEach(() => rmSync(directory, { recursive: true, force: true }));
const put = (name: string, text: string) => writeFileSync(join(directory, name), text);
const load = () => loadPolicies({ directory, kinds });

describe('a wrong rulebook is refused with its line', () => {
  const lineOf = (text: string, part: string) => text.split('\n').findIndex((l) => l.includes(part)) + 1;
  it.each<[string, readonly [string, string], string, string]>([
    ['a cycle in the steps', ['{ step: verification, after: []', '{ step: verification, after: [review]'], 'content.enrolment.steps[0].after', 'step verification waits for itself: the steps form a cycle'],
    ['a step that waits for itself', ['{ step: authorisation, after: []', '{ step: authorisation, after: [authorisation]'], 'content.enrolment.steps[1].after', 'step authorisation waits for itself: the steps form a cycle'],
    ['an unknown step', ['{ step: publicity, after: [review]', '{ step: applause, after: [review]'], 'content.enrolment.steps[4].step', 'Invalid option'],
    ['a step after one that the procedure does not have', ['{ step: review, after: [verification, comparison]', '{ step: review, after: [assetCheck]'], 'content.enrolment.steps[3].after', 'step assetCheck is not in this procedure'],
    ['a step listed before what it waits for', ['{ step: verification, after: []', '{ step: verification, after: [authorisation]'], 'content.enrolment.steps[0].after', 'step authorisation must be listed before verification'],
    ['a step listed twice', ['{ step: authorisation, after: []', '{ step: verification, after: []'], 'content.enrolment.steps[1].step', 'step verification is listed twice'],
    ['a comparison before the authorisation (invariant 6)', ['{ step: comparison, after: [authorisation]', '{ step: comparison, after: [verification]'], 'content.enrolment.steps[2].after', 'step comparison must come after authorisation'],
    ['a tier that cannot do the step', ['after: [townshipOpinion], roles: [county]', 'after: [townshipOpinion], roles: [village]'], 'content.enrolment.steps[6].roles', 'step countyDecision is not open to the village tier'],
    ['a stage that is not there', ['after: [townshipOpinion], roles: [county]', 'after: [townshipOpinion], roles: [county], stage: approval'], 'content.enrolment.steps[6].stage', 'stage approval is not in this procedure'],
    ['a rule that does not compile', ['when: unsolved == 0', 'when: unsolved =='], 'content.clearing.criteria[3].when', 'expression "unsolved =="'],
    ['a condition of a category that does not compile', ['eligible: incomePerHeadFen < lineFen ||', 'eligible: incomePerHeadFen < ||'], 'content.categories.C1.eligible', 'expression "incomePerHeadFen <'],
    ['an unknown field', ['  minVerifiers: 2', '  minVerifier: 2'], 'content.minVerifiers', 'expected number'],
    ['an unknown field of a step', ['after: [townshipOpinion], roles: [county]', 'after: [townshipOpinion], rolls: 1, roles: [county]'], 'content.enrolment.steps[6].rolls', 'unknown field "rolls"'],
  ])('%s', (_, [before, instead], path, problem) => {
    const text = DEFAULT.replace(before, instead);
    expect(text).not.toBe(DEFAULT);
    put('wrong.yaml', text);
    let error: DomainError | undefined;
    try {
      load();
    } catch (thrown) {
      error = thrown as DomainError;
    }
    const { file, place, problem: said } = error?.details ?? {};
    const line = lineOf(DEFAULT, path === 'content.minVerifiers' ? 'content:' : before) + (path === 'content.minVerifiers' ? 1 : 0);
    expect({ code: error?.code, file, place, said: String(said).includes(problem) }).toStrictEqual({ code: 'POLICY.INVALID', file: 'wrong.yaml', place: `line ${line}, ${path}`, said: true });
  });
});

it('a rulebook may ask for more documents of a publicity than its notice', () => {
  put('more.yaml', DEFAULT.replace('evidence: [{ kind: NOTICE, min: 1 }]', 'evidence: [{ kind: NOTICE, min: 2 }]'));
  const meta = { ...on('2024-03-08', village), policies: load() };
  const under = (c: HouseholdCommand) => ({ ...c, meta: { ...c.meta, policies: meta.policies } }) as HouseholdCommand;
  const past = after([...CLUE, command('OpenCase', { caseId: 'case-1' }, on('2024-03-04', village)), STEPS.verify, STEPS.authorise, STEPS.compare, STEPS.review].map(under));
  const open = (documents: { kind: 'NOTICE'; hash: string }[]) => householdDecider.decide(command('OpenPublicity', { evidenceHash: 'a'.repeat(64), documents }, meta), fold(householdDecider, past));
  expect(() => open([{ kind: 'NOTICE', hash: 'a'.repeat(64) }])).toThrow(expect.objectContaining({ code: 'STEP.EVIDENCE_MISSING' }));
  expect(open([{ kind: 'NOTICE', hash: 'b'.repeat(64) }])).toHaveLength(1);
});

describe('every variant', () => {
  it('says where it comes from and what in it is an assumption', () => {
    const policies = loadPolicies({ directory: fileURLToPath(new URL('../../../../../policies', import.meta.url)), kinds, otherKinds: 'ignore' });
    const documents = Object.values(VARIANTS).map((area) => policies.inForce(IdentificationPolicy, area, '2024-03-04'));
    expect(new Set(documents.map((d) => d.version)).size).toBe(4);
    for (const { source } of documents) expect(source).toMatch(/\w+\.(gov\.cn|com).*[Aa]ssum/);
  });
});

describe('invariant 20: a case keeps the rulebook under which it began', () => {
  const strict = DEFAULT.replace('edition: "2021"', 'edition: "2024"').replace('from: "2020-01-01"', 'from: "2024-03-06"')
    .replace('acceptedComparisons: [CLEAR, EXPLAINED]', 'acceptedComparisons: [CLEAR]').replace('minVerifiers: 2', 'minVerifiers: 3')
    .replaceAll('publicity: { days: 5, dayType: natural', 'publicity: { days: 15, dayType: natural').replace('after: [townshipOpinion], roles: [county], limit: { days: 5', 'after: [townshipOpinion], roles: [county], limit: { days: 9');
  const rulebook = () => {
    put('old.yaml', DEFAULT.replace('from: "2020-01-01"', 'from: "2020-01-01"\nto: "2024-03-05"'));
    put('new.yaml', strict);
    for (const year of ['2024', '2025']) put(`line-${year}.yaml`, shipped(`income-line/51-${year}.yaml`));
    return load();
  };
  const under = (policies: ReturnType<typeof rulebook>, commands: readonly HouseholdCommand[]) => commands.map((c) => ({ ...c, meta: { ...c.meta, policies } }) as HouseholdCommand);

  it('goes on by the old steps, days and conditions to the label', () => {
    const policies = rulebook();
    const late = Object.values({ ...STEPS, compare: { ...STEPS.compare, data: { ...STEPS.compare.data, result: 'EXPLAINED' } } as HouseholdCommand, verify: verify({ visitedOn: '2024-03-06' }, '2024-03-06') });
    const events = after(under(policies, [...CLUE, command('OpenCase', { caseId: 'case-1' }, on('2024-03-04', village)), ...late, enrol()]));
    expect(events.find((e) => e.type === 'identification.CaseOpened.v1')).toMatchObject({ data: { policyVersion: 'identification/511504/2021' } });
    expect(events.find((e) => e.type === 'identification.PublicityOpened.v1')).toMatchObject({ data: { mayCloseOn: '2024-03-14' } });
    expect(events.find((e) => e.type === 'identification.HouseholdEnrolled.v1')).toMatchObject({ data: { policyVersion: 'identification/511504/2021', lineVersion: 'income-line/51/2024' } });
  });
  it('another case that begins after the change goes by the new ones', () => {
    const policies = rulebook();
    const past = after(under(policies, [...CLUE, command('OpenCase', { caseId: 'case-1' }, on('2024-03-06', village))]));
    const [two] = under(policies, [verify({ visitedOn: '2024-03-06' }, '2024-03-06')]);
    expect(() => householdDecider.decide(two!, fold(householdDecider, past))).toThrow(expect.objectContaining({ code: 'VERIFICATION.TOO_FEW' }));
  });
  it('an opinion under a case of the old rulebook needs what that one said', () => {
    const policies = rulebook();
    const past = after(under(policies, DECIDED.slice(0, -3)));
    expect(() => after(under(policies, [opinion('2024-03-18')]), past)).not.toThrow();
    expect(() => after(under(policies, [enrol('2024-03-18')]), past)).toThrow(expect.objectContaining({ code: 'CASE.STEPS_MISSING' }));
  });
});
