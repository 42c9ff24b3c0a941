import { IdentificationPolicy, STEP_OF, type EvidenceKind, type Procedure, type Purpose, type Step } from '@humai/contracts-identification';
import { fold } from '@humai/kernel';
import { procedureFor } from '../household/context.js';
import { householdDecider } from '../household/household.js';
import type { HouseholdCommand } from '../household/context.js';
import type { Household, HouseholdEvent } from '../household/state.js';
import { command, hash, on, policies, SOLVED } from './household-past.js';

/** A village under each of the four shipped rulebooks. */
export const VARIANTS = {
  default: '511504101201',
  'seven steps (Anhui)': '341822101201',
  'three merged steps (Xinjiang)': '653127101201',
  'asset check first (Hainan)': '460107101201',
} as const;
export type Variant = keyof typeof VARIANTS;

type Tier = 'village' | 'township' | 'county';
export const areaOf = (village: string, tier: string): string => (tier === 'village' ? village : tier === 'township' ? `${village.slice(0, 9)}000` : `${village.slice(0, 6)}000000`);
export const officer = (village: string, tier: Tier, n = 1) => ({ id: `${tier}-${n}`, role: tier, area: areaOf(village, tier) });

export const rulesOf = (village: string, date: string): IdentificationPolicy => policies.inForce(IdentificationPolicy, village, date).content;
export const procedureIn = (village: string, purpose: Purpose, date: string): Procedure => procedureFor(rulesOf(village, date), purpose);

const hashOf = (kind: EvidenceKind, n: number) => `${kind}${n}`.split('').map((c) => (c.charCodeAt(0) % 16).toString(16)).join('').padEnd(64, '0');

/** The commands that do a step as its policy wants it, with every document it asks for. */
export function stepCommands(village: string, purpose: Purpose, step: Step, date: string, personIds: readonly string[], facts: Partial<Facts> = {}): readonly HouseholdCommand[] {
  const { steps } = procedureIn(village, purpose, date);
  const rule = steps.find((s) => s.step === step)!;
  const documents = (rule.evidence ?? []).flatMap(({ kind, min }) => Array.from({ length: min }, (_, n) => ({ kind, hash: hashOf(kind, n) })));
  const meta = on(date, officer(village, rule.roles[0]!));
  const { incomePerHeadFen, rigidSpendingPerHeadFen, safeguards } = { ...DEFAULT_FACTS, ...facts };
  switch (step) {
    case 'assetCheck': return [command('RecordAssetCheck', { result: 'CLEAR', sources: ['houses'], evidenceHash: hash, documents }, meta)];
    case 'verification': return [command('RecordVerification', {
      verifierIds: ['visitor-1', 'visitor-2'], visitedOn: date, incomePerHeadFen, rigidSpendingPerHeadFen, safeguards, riskTypes: [], evidenceHashes: [hash], documents,
    }, meta)];
    case 'authorisation': return [command('GrantAuthorisation', { personIds: [...personIds], scope: ['houses'], from: date, to: `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`, noticeVersion: '1', evidenceHash: hash, documents }, meta)];
    case 'comparison': return [command('RecordComparison', { result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash, documents }, meta)];
    case 'review': return [command('RecordReview', { heldOn: date, invited: 30, attendance: 20, votesFor: 18, votesAgainst: 1, abstentions: 1, minutesHash: hash, documents }, meta)];
    case 'publicity': return [command('OpenPublicity', { evidenceHash: hash, documents }, meta), command('ClosePublicity', {}, on(addFortnight(date), officer(village, rule.roles[0]!)))];
    case 'townshipOpinion': return [command('GiveTownshipOpinion', { agrees: true, reason: null, documents }, meta)];
    case 'countyDecision': return [command('DecideCase', { approved: true, reason: null, documents }, meta)];
    case 'announcement': return [command('AnnounceDecision', { evidenceHash: hash, documents }, meta)];
  }
}
type Facts = Readonly<{ incomePerHeadFen: number; rigidSpendingPerHeadFen: number; safeguards: typeof SOLVED }>;
const DEFAULT_FACTS: Facts = { incomePerHeadFen: 650_000, rigidSpendingPerHeadFen: 0, safeguards: SOLVED };
const addFortnight = (date: string): string => new Date(Date.parse(date) + 14 * 86_400_000).toISOString().slice(0, 10);

/** A household's life as one goes through it: what was decided so far, and the next command on it. */
export class Life {
  readonly events: HouseholdEvent[] = [];
  constructor(readonly village: string) {
    this.give(command('RegisterHousehold', { householdId: 'h1', registerNumber: null, village, kind: 'GENERAL', members: [{ personId: 'p1', relation: '01', labour: 'ORDINARY' }, { personId: 'p2', relation: '02', labour: 'ORDINARY' }] }, on('2024-01-10', officer(village, 'township'))));
  }

  get state(): Household {
    return fold(householdDecider, this.events);
  }

  give(...commands: readonly HouseholdCommand[]): HouseholdEvent[] {
    return commands.flatMap((c) => {
      const decided = householdDecider.decide(c, this.state) as readonly HouseholdEvent[];
      this.events.push(...decided);
      return decided;
    });
  }

  /** Every step of a procedure but those left out; all before the publicity on one day, all after it when it is over. */
  walk(purpose: Purpose, date: string, { without = [], ...facts }: Partial<Facts> & Readonly<{ without?: readonly Step[] }> = {}): string {
    let day = date;
    for (const { step } of procedureIn(this.village, purpose, date).steps) {
      if (without.includes(step)) continue;
      this.give(...stepCommands(this.village, purpose, step, day, Object.keys(this.state.members), facts));
      if (step === 'publicity') day = addFortnight(day);
    }
    return day;
  }

  /** From the clue to the label, on a day; the day of the label. */
  enrol(date: string, n = 1, category: 'C2' | 'C3' = 'C2', facts: Partial<Facts> = {}): string {
    this.give(
      command('ReportClue', { clueId: `clue-${n}`, channel: 'CADRE_VISIT', riskTypes: ['01'], source: null }, on(date, officer(this.village, 'village'))),
      command('OpenCase', { caseId: `case-${n}` }, on(date, officer(this.village, 'village'))),
    );
    const day = this.walk('ENROLMENT', date, facts);
    this.give(command('EnrolHousehold', { enrolmentId: `e${n}`, category }, on(day, officer(this.village, 'county'))));
    return day;
  }

  /** From the proposal to the cleared label. */
  clear(date: string, n = 1): string {
    const { village } = this;
    for (const { riskId } of this.state.enrolment!.risks.filter((r) => r.open)) this.give(command('EliminateRisk', { riskId, mode: 'HELP', evidenceHash: hash }, on(date, officer(village, 'township'))));
    this.give(command('ProposeClearing', { caseId: `clearing-${n}`, mode: 'HELP' }, on(date, officer(village, 'village'))));
    const day = this.walk('CLEARING', date, { incomePerHeadFen: 1_200_000 });
    this.give(command('ClearHousehold', {}, on(day, officer(village, 'county'))));
    return day;
  }
}

/** Which command does a step, as the contracts say it. */
export const commandOf = (step: Step): string => Object.entries(STEP_OF).find(([, s]) => s === step)![0];
