import { fileURLToPath } from 'node:url';
import { DataSourcePolicy, IdentificationPolicy, IncomeLinePolicy, QuestionnairePolicy, TransitionPolicy, type IdentificationEvent } from '@humai/contracts-identification';
import { addDays, fold, type CommandMeta, type DomainEvent } from '@humai/kernel';
import { chineseCalendar, loadPolicies } from '@humai/policy';
import type { CommandOf, HouseholdCommand } from '../household/context.js';
import { householdDecider } from '../household/household.js';
import type { HouseholdEvent } from '../household/state.js';

export const policies = loadPolicies({
  directory: fileURLToPath(new URL('../../../../../policies', import.meta.url)),
  kinds: [QuestionnairePolicy, IdentificationPolicy, IncomeLinePolicy, DataSourcePolicy, TransitionPolicy],
  otherKinds: 'ignore',
});
const calendar = chineseCalendar();

export const VILLAGE = '511504101201';
export const hash = 'a'.repeat(64);
export const SOLVED = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };

type Who = { id: string; role: string; area: string };
export const village: Who = { id: 'village-1', role: 'village', area: VILLAGE };
export const township: Who = { id: 'township-1', role: 'township', area: '511504101000' };
export const county: Who = { id: 'county-1', role: 'county', area: '511504000000' };
export const service: Who = { id: 'identification', role: 'service', area: '' };

export const on = (date: string, actor: Who): CommandMeta => ({
  now: `${date}T02:00:00.000Z`, today: date, effectiveOn: date, actor, commandId: `command-${date}`, policies, calendar,
});
export const command = <T extends HouseholdCommand['type']>(type: T, data: CommandOf<T>['data'], meta: CommandMeta): HouseholdCommand => ({ type, data, meta }) as HouseholdCommand;

export const member = (personId: string, relation: '01' | '02' | '03' = '01', labour: 'ORDINARY' | 'NONE' = 'ORDINARY') => ({ personId, relation, labour });
export const registration = { householdId: 'h1', registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL' as const, members: [member('p1'), member('p2', '02')] };
export const visit = {
  verifierIds: ['village-1', 'team-1'], visitedOn: '2024-03-05', incomePerHeadFen: 650_000, rigidSpendingPerHeadFen: 0, safeguards: SOLVED, riskTypes: ['01' as const],
  evidenceHashes: [hash],
};

type Steps = readonly HouseholdCommand[];
/** What a list of commands leads to, from a given past: pasts are made by the rules themselves, so none is impossible. */
export const after = (commands: Steps, past: readonly DomainEvent[] = []): HouseholdEvent[] => {
  const events = [...past] as HouseholdEvent[];
  for (const c of commands) events.push(...householdDecider.decide(c, fold(householdDecider, events)));
  return events;
};

export const REGISTERED: Steps = [command('RegisterHousehold', registration, on('2024-01-10', township))];
export const CLUE: Steps = [
  ...REGISTERED,
  command('ReportClue', { clueId: 'clue-1', channel: 'SELF_REPORT', riskTypes: ['01'], occurredOn: '2024-03-01', source: null }, on('2024-03-04', village)),
];
export const OPENED: Steps = [...CLUE, command('OpenCase', { caseId: 'case-1' }, on('2024-03-04', village))];

export const verify = (change: Partial<typeof visit> = {}, date = '2024-03-05', who = village) => command('RecordVerification', { ...visit, visitedOn: date, ...change }, on(date, who));
export const authorise = (date = '2024-03-05', personIds = ['p1', 'p2']) =>
  command('GrantAuthorisation', { personIds, scope: ['deposits', 'vehicles'], from: date, to: addDays(date, 365), noticeVersion: '2024-1', evidenceHash: hash }, on(date, village));
export const compare = (date = '2024-03-07', result: 'CLEAR' | 'DISQUALIFIED' = 'CLEAR') => command('RecordComparison', { result, sources: ['vehicles'], evidenceHash: hash }, on(date, county));
export const review = (date = '2024-03-08', votes = { attendance: 20, votesFor: 18, votesAgainst: 1 }) => command('RecordReview', { heldOn: date, invited: Math.ceil(votes.attendance * 1.2), ...votes, minutesHash: hash }, on(date, village));
export const publish = (date = '2024-03-08') => command('OpenPublicity', { evidenceHash: hash }, on(date, village));
export const unpublish = (date = '2024-03-14') => command('ClosePublicity', {}, on(date, village));
export const opinion = (date = '2024-03-14', who = township, agrees = true) => command('GiveTownshipOpinion', { agrees, reason: agrees ? null : '不属实' }, on(date, who));
export const decide = (date = '2024-03-15', who = county, approved = true) => command('DecideCase', { approved, reason: approved ? null : '不符合' }, on(date, who));
export const announce = (date = '2024-03-15') => command('AnnounceDecision', { evidenceHash: hash }, on(date, township));
export const enrol = (date = '2024-03-18', category: 'C1' | 'C2' | 'C3' = 'C2', enrolmentId = 'e1') => command('EnrolHousehold', { enrolmentId, category }, on(date, county));

/** All steps of the enrolment of the default policy, in order. */
export const STEPS = { verify: verify(), authorise: authorise(), compare: compare(), review: review(), publish: publish(), unpublish: unpublish(), opinion: opinion(), decide: decide(), announce: announce() };
export const DECIDED: Steps = [...OPENED, ...Object.values(STEPS)];
export const ENROLLED: Steps = [...DECIDED, enrol()];

export const delivered = (measureId: string | null = 'm1'): HouseholdEvent => ({
  type: 'assistance.MeasureDelivered.v1',
  data: { measureId, deliveryId: 'd1', code: 'M41', riskId: 'e1.1', recipientId: 'p1', deliveredOn: '2024-04-20', amountFen: 100_000, quantity: null, unit: null, evidenceHash: hash },
});
export const eliminate = (date = '2024-09-20') => command('EliminateRisk', { riskId: 'e1.1', mode: 'HELP', evidenceHash: hash }, on(date, township));
export const propose = (date = '2024-09-20', mode: 'HELP' | 'NATURAL' = 'HELP', caseId = 'clearing-1') => command('ProposeClearing', { caseId, mode }, on(date, village));
export const CLEARING = {
  verify: verify({ incomePerHeadFen: 1_200_000 }, '2024-09-23'), review: review('2024-09-24'), publish: publish('2024-09-24'), unpublish: unpublish('2024-09-30'),
  opinion: opinion('2024-10-08'), decide: decide('2024-10-09'), announce: announce('2024-10-09'),
};
export const clear = (date = '2024-10-10') => command('ClearHousehold', {}, on(date, county));
/** The events up to a proposed clearing with a delivered measure and no open risk. */
export const proposed = (): HouseholdEvent[] => after([eliminate(), propose()], [...after(ENROLLED), delivered()]);
export const cleared = (): HouseholdEvent[] => after([...Object.values(CLEARING), clear()], proposed());

export type { IdentificationEvent };
