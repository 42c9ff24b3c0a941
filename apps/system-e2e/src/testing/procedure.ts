import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Officer } from './officer.js';
import { daysAgo, hash } from './people.js';

type Step = 'verification' | 'authorisation' | 'assetCheck' | 'comparison' | 'review' | 'publicity' | 'townshipOpinion' | 'countyDecision' | 'announcement';
type Tier = 'village' | 'township' | 'county';
export type StepRule = Readonly<{ step: Step; after: readonly Step[]; roles: readonly Tier[]; evidence?: readonly Readonly<{ kind: string; min: number }>[] }>;
export type ProcedureRules = Readonly<{ steps: readonly StepRule[]; publicity: Readonly<{ days: number; dayType: string }> }>;
export type PolicyDocument = Readonly<{ kind: string; area: string; edition: string; content: Readonly<{ enrolment: ProcedureRules; clearing: Readonly<{ procedure: ProcedureRules; minMonthsEnrolled: number }> }> }>;

export const readPolicy = (file: string): PolicyDocument => parse(readFileSync(file, 'utf8')) as PolicyDocument;

/** More than the one that comes with the step itself. */
export const needsDocuments = ({ evidence = [] }: StepRule): boolean => evidence.reduce((sum, { min }) => sum + min, 0) > 1;

export type Officers = Readonly<Record<Tier, Officer>>;
export type Findings = Readonly<{ incomeYuan: number; personIds: readonly string[] }>;

const COMMANDS = {
  verification: 'record-verification', authorisation: 'grant-authorisation', assetCheck: 'record-asset-check', comparison: 'record-comparison', review: 'record-review', publicity: 'open-publicity',
  townshipOpinion: 'give-township-opinion', countyDecision: 'decide-case', announcement: 'announce-decision',
} as const satisfies Record<Step, string>;

/** Long enough for seven working days with a week of holidays between them. */
const PUBLIC_DAYS = 18;

/** Walks a procedure as its document has it, over HTTP: every step first out of turn, then without its documents, then rightly. */
export class Walk {
  readonly refusals: string[] = [];

  constructor(
    private readonly officers: Officers,
    private readonly household: string,
    /** Days before today of the next step. */
    public day: number,
  ) {}

  path(command: string): string {
    return `/v1/identification/households/${this.household}/${command}`;
  }

  async through(rules: ProcedureRules, findings: Findings): Promise<void> {
    const done = new Set<Step>();
    for (const rule of rules.steps) {
      const blocked = rules.steps.find((r) => !done.has(r.step) && r.after.some((s) => !done.has(s)));
      if (blocked) await this.#refused(blocked, findings);
      if (needsDocuments(rule)) await this.#refused({ ...rule, evidence: [] }, findings);
      await this.#officer(rule).does(this.path(COMMANDS[rule.step]), this.#body(rule, findings));
      if (rule.step === 'publicity') await this.#stand();
      done.add(rule.step);
      this.day -= 1;
    }
  }

  async #refused(rule: StepRule, findings: Findings): Promise<void> {
    this.refusals.push(await this.#officer(rule).isRefused(this.path(COMMANDS[rule.step]), this.#body(rule, findings)));
  }

  /** Too early the day after; then for the days of the policy. */
  async #stand(): Promise<void> {
    this.refusals.push(await this.officers.village.isRefused(this.path('close-publicity'), { effectiveOn: daysAgo(this.day - 1) }));
    this.day -= PUBLIC_DAYS;
    await this.officers.village.does(this.path('close-publicity'), { effectiveOn: daysAgo(this.day) });
  }

  #officer({ roles }: StepRule): Officer {
    return this.officers[roles[0]!];
  }

  #body({ step, evidence = [] }: StepRule, { incomeYuan, personIds }: Findings): object {
    const on = daysAgo(this.day);
    const documents = evidence.flatMap(({ kind, min }, i) => Array.from({ length: min }, (_, k) => ({ kind, hash: hash('abcdef'[(i + k) % 6]!) })));
    const common = { effectiveOn: on, ...(documents.length > 0 ? { documents } : {}) };
    switch (step) {
      case 'verification': return {
        ...common, verifierIds: ['visitor-1', 'visitor-2'], visitedOn: on, incomePerHeadFen: incomeYuan * 100, rigidSpendingPerHeadFen: 0, riskTypes: ['01'], evidenceHashes: [hash('1')],
        safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true },
      };
      case 'authorisation': return { ...common, personIds, scope: ['deposits', 'vehicles', 'houses'], from: on, to: daysAgo(0), noticeVersion: '1', evidenceHash: hash('2') };
      case 'assetCheck':
      case 'comparison': return { ...common, result: 'CLEAR', sources: ['vehicles', 'houses'], evidenceHash: hash('3') };
      case 'review': return { ...common, heldOn: on, invited: 24, attendance: 22, votesFor: 20, votesAgainst: 1, minutesHash: hash('4') };
      case 'publicity': return { ...common, evidenceHash: hash('5') };
      case 'townshipOpinion': return { ...common, agrees: true };
      case 'countyDecision': return { ...common, approved: true };
      case 'announcement': return { ...common, evidenceHash: hash('6') };
    }
  }
}
