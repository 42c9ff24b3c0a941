import type { IdentificationEvent, Step } from '@humai/contracts-identification';
import type { EventMetadata, NewEvent } from '@humai/kernel';

/** Events that a household has in this log, one after the other; more are further years of income. */
export const LIFE = 20;

const STEPS: Step[] = ['verification', 'authorisation', 'comparison', 'review', 'publicity', 'townshipOpinion', 'countyDecision', 'announcement'];
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const START = Date.UTC(2026, 2, 2);
const DAY_MS = 86_400_000;

const hex = (n: number, digits: number): string => n.toString(16).padStart(digits, '0');
/** Ids as the system makes them: in order of time, the same in every run. */
export const idOf = (n: number, kind: number): string => `${hex(0x0190_0000 + Math.floor(n / 65_536), 8)}-${hex(n % 65_536, 4)}-7${hex(kind, 3)}-8000-000000000000`;
const dayOf = (revision: number): string => new Date(START + revision * 2 * DAY_MS).toISOString().slice(0, 10);
const villageOf = (household: number): string => `511504${101 + (household % 20)}${201 + (household % 50)}`;

/** What happens to a household: registered with its members, a clue, the procedure with all its steps, enrolled, one risk gone. */
function factOf(household: number, revision: number): IdentificationEvent {
  const [householdId, caseId, clueId, enrolmentId, riskId] = [0, 1, 2, 3, 4].map((kind) => idOf(household, kind)) as [string, string, string, string, string];
  const personOf = (n: number) => idOf(household * 4 + n, 5);
  const [village, on] = [villageOf(household), dayOf(revision)];
  switch (revision) {
    case 0: return { type: 'identification.HouseholdRegistered.v1', data: { householdId, registerNumber: `5115${String(household).padStart(8, '0')}`, village, kind: household % 3 === 0 ? 'OUT_OF_POVERTY' : 'GENERAL' } };
    case 1: return { type: 'identification.MemberAdded.v1', data: { personId: personOf(0), relation: '01', labour: 'ORDINARY', reason: 'REGISTER' } };
    case 2: return { type: 'identification.MemberAdded.v1', data: { personId: personOf(1), relation: '02', labour: 'WEAK', reason: 'REGISTER' } };
    case 3: return { type: 'identification.MemberAdded.v1', data: { personId: personOf(2), relation: '03', labour: 'NONE', reason: 'REGISTER' } };
    case 4: return { type: 'identification.MemberAdded.v1', data: { personId: personOf(3), relation: '12', labour: 'LOST', reason: 'REGISTER' } };
    case 5: return { type: 'identification.IncomeRecorded.v1', data: { year: 2025, incomePerHeadFen: 640_000 + household % 9_999 } };
    case 6: return { type: 'identification.ClueReported.v1', data: { clueId, village, channel: 'CADRE_VISIT', riskTypes: ['01', '07'], occurredOn: dayOf(revision - 1), foundOn: on, dueOn: dayOf(revision + 5), source: '入户走访发现住院支出大、务工收入下降' } };
    case 7: return { type: 'identification.CaseOpened.v1', data: { caseId, village, purpose: 'ENROLMENT', clueIds: [clueId], policyVersion: 'national-2026.1', steps: STEPS, mode: null, dueOn: dayOf(revision + 8) } };
    case 8: return {
      type: 'identification.HouseholdVerified.v1',
      data: {
        caseId, verifierIds: ['officer-17', 'officer-42'], visitedOn: on, incomePerHeadFen: 612_000, rigidSpendingPerHeadFen: 480_000,
        safeguards: { food: true, clothing: true, education: true, medical: false, housing: true, water: true }, riskTypes: ['01', '07'], evidenceHashes: [HASH],
      },
    };
    case 9: return { type: 'identification.AuthorisationGranted.v1', data: { caseId, personIds: [0, 1, 2, 3].map(personOf), scope: ['income', 'vehicles', 'companies'], from: on, to: '2027-03-01', noticeVersion: '2026-1', evidenceHash: HASH } };
    case 10: return { type: 'identification.ComparisonReturned.v1', data: { caseId, result: 'CLEAR', sources: ['civil-affairs', 'vehicles', 'companies'], evidenceHash: HASH } };
    case 11: return { type: 'identification.ReviewHeld.v1', data: { caseId, heldOn: on, attendance: 25, votesFor: 23, votesAgainst: 1, minutesHash: HASH } };
    case 12: return { type: 'identification.PublicityOpened.v1', data: { caseId, openedOn: on, mayCloseOn: dayOf(revision + 3), evidenceHash: HASH } };
    case 13: return { type: 'identification.PublicityClosed.v1', data: { caseId, closedOn: on } };
    case 14: return { type: 'identification.TownshipOpinionGiven.v1', data: { caseId, agrees: true, reason: null } };
    case 15: return { type: 'identification.CountyDecisionMade.v1', data: { caseId, approved: true, reason: null } };
    case 16: return { type: 'identification.DecisionAnnounced.v1', data: { caseId, announcedOn: on, evidenceHash: HASH } };
    case 17: return {
      type: 'identification.HouseholdEnrolled.v1',
      data: {
        caseId, enrolmentId, previousEnrolmentId: null, category: household % 3 === 0 ? 'C1' : 'C2', risks: [{ riskId, type: '01' }, { riskId: idOf(household, 6), type: '07' }], enrolledOn: on,
        incomePerHeadFen: 612_000, lineFen: 820_000, lineVersion: 'sichuan-2026', policyVersion: 'national-2026.1',
      },
    };
    case 18: return { type: 'identification.ClueClosed.v1', data: { clueId, verdict: 'ENROLLED', reason: null, caseId } };
    case 19: return { type: 'identification.RiskEliminated.v1', data: { enrolmentId, riskId, mode: 'HELP', evidenceHash: HASH } };
    default: return { type: 'identification.IncomeRecorded.v1', data: { year: 2006 + revision, incomePerHeadFen: 700_000 + revision * 1_000 } };
  }
}

const metadataOf = (n: number, household: number, revision: number): EventMetadata => ({
  actor: `officer-${household % 97}`, role: 'township', area: villageOf(household).slice(0, 9), policy: 'national-2026.1', effectiveOn: dayOf(revision), command: 'RecordVerification',
  commandId: idOf(n, 0x10), correlationId: idOf(n, 0x11), causationId: idOf(n, 0x12), traceparent: `00-${idOf(n, 0x13).replaceAll('-', '')}-00f067aa0ba902b7-01`,
});

export type PlacedEvent = Readonly<{ stream: string; revision: number; event: NewEvent }>;

/** A log of so many events: all households get their next event in turn, in scattered order, so that neighbours in the log never share a stream. */
export class HouseholdLog {
  readonly households: number;
  readonly #stride: number;

  /** @param leastHouseholds as many writers that never meet on one stream */
  constructor(events: number, leastHouseholds = 128) {
    this.households = Math.max(leastHouseholds, Math.ceil(events / LIFE));
    this.#stride = this.households % 7_919 === 0 ? 7_907 : 7_919;
  }

  /** Event number `n`, from 0. */
  at(n: number): PlacedEvent {
    const household = (this.turnOf(n) * this.#stride) % this.households;
    const revision = Math.floor(n / this.households);
    return { stream: this.streamOf(household), revision, event: { id: idOf(n, 0xf), ...factOf(household, revision), metadata: metadataOf(n, household, revision) } };
  }

  /** Whose turn it is with event `n`: households take it in this order, again and again. */
  turnOf(n: number): number {
    return n % this.households;
  }

  streamOf(household: number): string {
    return `household-${idOf(household, 0)}`;
  }
}
