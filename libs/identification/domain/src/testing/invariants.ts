import { IdentificationPolicy, IncomeLinePolicy, type Procedure, type Purpose } from '@humai/contracts-identification';
import { addMonths, type Actor, type Calendar, type PolicySource } from '@humai/kernel';
import type { HouseholdEvent } from '../household/state.js';

// Written from the list of invariants (domain §8) and the policy documents alone: nothing of what decides is used here, so the two can disagree.

export type Happened = Readonly<{ household: string; event: HouseholdEvent; on: string; actor: Actor }>;
type Running = {
  id: string; purpose: Purpose; policy: IdentificationPolicy; mode: string | null; clueIds: readonly string[]; done: Set<string>; verifiers: readonly string[]; income: number; spending: number; solved: boolean;
  authorised: { personIds: readonly string[]; from: string; to: string } | null; worst: string; publicity: { openedOn: string; open: Set<string> } | null; upheld: boolean; reviewer: string | null; carried: boolean;
  risksAdded: number;
};
type Known = {
  village: string; kind: string; members: Map<string, { relation: string; labour: string }>; running: Running | null;
  monitoring: { id: string; open: boolean; since: string; category: string; risks: Map<string, boolean>; delivered: number } | null;
  clues: Map<string, string | null>;
};

const KIND_OF: Readonly<Record<string, string>> = { C1: 'OUT_OF_POVERTY', C2: 'GENERAL' };
const CANNOT_WORK = ['LOST', 'NONE'];
const EVENT_OF_STEP: Readonly<Record<string, string>> = {
  AssetCheckReturned: 'assetCheck', HouseholdVerified: 'verification', AuthorisationGranted: 'authorisation', ComparisonReturned: 'comparison', ReviewHeld: 'review', PublicityClosed: 'publicity',
  TownshipOpinionGiven: 'townshipOpinion', CountyDecisionMade: 'countyDecision', DecisionAnnounced: 'announcement',
};
const NOT_AFTER_CLEARING = ['RiskAdded', 'RiskEliminated', 'CategoryChanged', 'HouseholdCleared'];

/** What may never be, whatever was commanded: told of every event, it says which numbered invariant one breaks. */
export class Invariants {
  readonly broken: string[] = [];
  readonly #known = new Map<string, Known>();
  readonly #homeOf = new Map<string, string>();

  constructor(private readonly policies: PolicySource, private readonly calendar: Pick<Calendar, 'isWorkingDay'>) {}

  /** The events of one decision, in order. */
  told(decision: readonly Happened[]): void {
    for (const happened of decision) this.#one(happened);
    for (const household of new Set(decision.map((d) => d.household))) this.#settled(household, decision.map((d) => d.event));
  }

  #say(number: number, household: string, what: string): void {
    this.broken.push(`invariant ${number}: ${household}: ${what}`);
  }

  #procedure({ purpose, policy }: Running): Procedure {
    return purpose === 'ENROLMENT' ? policy.enrolment : purpose === 'CLEARING' ? policy.clearing.procedure : (policy.regrade.procedure ?? policy.enrolment);
  }

  #settled(household: string, events: readonly HouseholdEvent[]): void {
    const h = this.#known.get(household)!;
    const relations = [...h.members.values()].map((m) => m.relation);
    if (relations.filter((r) => r === '01').length !== 1) this.#say(21, household, 'not one householder');
    if (relations.filter((r) => r === '02').length > 1) this.#say(21, household, 'two spouses');
    for (const { type, data } of events)
      if (type === 'identification.ObjectionSettled.v1' && data.upheld && h.running) this.#say(4, household, 'an upheld objection left the case open');
      else if (type === 'identification.CaseEnded.v1' && [...h.clues].some(([id, verdict]) => verdict === null && this.#endedClues.has(id))) this.#say(23, household, 'a case ended and its clue stands open');
    this.#endedClues.clear();
  }
  readonly #endedClues = new Set<string>();

  /** What every label needs: all steps of the case's own version, an authorisation by all who are there, a comparison that allows it. */
  #label(number: number, household: string, h: Known, on: string): void {
    const r = h.running;
    if (!r) return this.#say(number, household, 'a label without a case');
    const steps = this.#procedure(r).steps.map((s) => s.step);
    for (const step of steps) if (!r.done.has(step)) this.#say(number, household, `a label without ${step}`);
    if (steps.includes('authorisation')) this.#authorised(number, household, h, on);
    if (r.worst === 'DISQUALIFIED') this.#say(number, household, 'a label on a comparison that disqualifies');
    if (!r.carried) this.#say(number, household, 'a label on a review that did not carry');
  }

  #authorised(number: number, household: string, h: Known, on: string): void {
    const a = h.running?.authorised;
    if (!a || on < a.from || on > a.to) this.#say(number, household, 'without an authorisation in force');
    else for (const id of h.members.keys()) if (!a.personIds.includes(id)) this.#say(number, household, `without the authorisation of ${id}`);
  }

  #line(h: Known, on: string): number {
    return this.policies.inForce(IncomeLinePolicy, h.village, on).content.lineFen;
  }

  #publicityClosed(household: string, r: Running, closedOn: string): void {
    const { days, dayType } = this.#procedure(r).publicity;
    if (!r.publicity) return this.#say(4, household, 'publicity closed that was not open');
    let full = 0;
    for (let day = Date.parse(r.publicity.openedOn) + 86_400_000; day < Date.parse(closedOn); day += 86_400_000)
      if (dayType === 'natural' || this.calendar.isWorkingDay(new Date(day).toISOString().slice(0, 10))) full += 1;
    if (full < days) this.#say(4, household, `publicity closed after ${full} full days of ${days}`);
    if (r.publicity.open.size > 0) this.#say(4, household, 'publicity closed over an open objection');
  }

  #one({ household, event: { type, data }, on, actor }: Happened): void {
    const name = type.split('.')[1]!;
    if (type === 'identification.HouseholdRegistered.v1') {
      this.#known.set(household, { village: data.village, kind: data.kind, members: new Map(), running: null, monitoring: null, clues: new Map() });
      return;
    }
    const h = this.#known.get(household)!;
    const r = h.running;
    const m = h.monitoring;
    if (m && !m.open && NOT_AFTER_CLEARING.includes(name)) this.#say(18, household, `${name} of a cleared household`);
    if (EVENT_OF_STEP[name] !== undefined) {
      const step = EVENT_OF_STEP[name]!;
      const rule = r && this.#procedure(r).steps.find((s) => s.step === step);
      if (!r || !rule) this.#say(3, household, `${step} is no step of the case`);
      else {
        for (const before of rule.after) if (!r.done.has(before)) this.#say(3, household, `${step} before ${before}`);
        if (!(rule.roles as readonly string[]).includes(actor.role)) this.#say(5, household, `${step} by ${actor.role}`);
        if (!h.village.startsWith(actor.area.replace(/(000){1,2}$/, ''))) this.#say(5, household, `${step} by somebody of ${actor.area}`);
        r.done.add(step);
      }
    }

    switch (type) {
      case 'identification.HouseholdChanged.v1': h.village = data.village; h.kind = data.kind; break;
      case 'identification.MemberAdded.v1':
        if (this.#homeOf.has(data.personId)) this.#say(21, household, `${data.personId} lives in ${this.#homeOf.get(data.personId)} too`);
        this.#homeOf.set(data.personId, household);
        h.members.set(data.personId, data);
        break;
      case 'identification.MemberChanged.v1': h.members.set(data.personId, data); break;
      case 'identification.MemberRemoved.v1': h.members.delete(data.personId); this.#homeOf.delete(data.personId); break;

      case 'identification.ClueReported.v1':
        if (h.clues.has(data.clueId)) this.#say(23, household, `clue ${data.clueId} twice`);
        h.clues.set(data.clueId, null);
        break;
      case 'identification.ClueClosed.v1':
        if (h.clues.get(data.clueId) !== null) this.#say(23, household, `a second verdict on ${data.clueId}`);
        if (data.verdict === 'NOT_ELIGIBLE' && !data.reason) this.#say(23, household, 'not eligible without a reason');
        if (data.verdict === 'NOT_ELIGIBLE' && data.caseId === null && data.toldOn === undefined) this.#say(23, household, 'a reason that was not told');
        if (data.verdict === 'DUPLICATE' && (data.duplicateOf === data.clueId || !h.clues.has(data.duplicateOf ?? ''))) this.#say(23, household, 'a duplicate of nothing');
        if ((data.verdict === 'ALREADY_ENROLLED' || data.verdict === 'ENROLLED') && !h.monitoring?.open) this.#say(23, household, `${data.verdict} and not enrolled`);
        h.clues.set(data.clueId, data.verdict);
        break;

      case 'identification.CaseOpened.v1': {
        const { content: policy } = this.policies.version(IdentificationPolicy, data.policyVersion);
        if (r) this.#say(1, household, 'two cases at once');
        if (data.policyVersion !== this.policies.inForce(IdentificationPolicy, h.village, on).version) this.#say(20, household, 'a case under a rulebook that is not in force');
        if (data.purpose === 'ENROLMENT' && m?.open) this.#say(1, household, 'an identification of an enrolled household');
        if (data.purpose !== 'ENROLMENT' && !m?.open) this.#say(18, household, `${data.purpose} of a household that is not enrolled`);
        if (data.purpose === 'CLEARING' && data.mode !== 'NATURAL' && m) {
          if (on < addMonths(m.since, policy.clearing.minMonthsEnrolled)) this.#say(12, household, 'clearing proposed too early');
          if (m.delivered < policy.clearing.minDeliveredMeasures) this.#say(13, household, 'clearing proposed without a delivered measure');
        }
        h.running = {
          id: data.caseId, purpose: data.purpose, policy, mode: data.mode, clueIds: data.clueIds, done: new Set(), verifiers: [], income: 0, spending: 0, solved: false, authorised: null, worst: '', publicity: null,
          upheld: false, reviewer: null, carried: true, risksAdded: 0,
        };
        break;
      }
      case 'identification.HouseholdVerified.v1':
        if (new Set(data.verifierIds).size < r!.policy.minVerifiers) this.#say(5, household, 'verified by too few');
        if (data.visitedOn > on) this.#say(20, household, 'visited in the future');
        Object.assign(r!, { verifiers: data.verifierIds, income: data.incomePerHeadFen, spending: data.rigidSpendingPerHeadFen, solved: Object.values(data.safeguards).every(Boolean) });
        break;
      case 'identification.AuthorisationGranted.v1': r!.authorised = data; break;
      case 'identification.AuthorisationWithdrawn.v1': r!.authorised = null; r!.done.delete('authorisation'); break;
      case 'identification.AssetCheckReturned.v1':
      case 'identification.ComparisonReturned.v1':
        this.#authorised(6, household, h, on);
        if (r!.worst !== 'DISQUALIFIED') r!.worst = data.result;
        break;
      case 'identification.ReviewHeld.v1': {
        const { quorum, majority } = r!.policy.review;
        if (data.votesFor + data.votesAgainst + (data.abstentions ?? 0) > data.attendance) this.#say(3, household, 'more votes than people');
        if (quorum && data.attendance / (data.invited ?? Infinity) < quorum.atLeast / quorum.of) this.#say(3, household, 'a review without its quorum');
        r!.carried = data.votesFor / data.attendance > majority.moreThan / majority.of && data.votesFor > data.votesAgainst;
        break;
      }
      case 'identification.PublicityOpened.v1': r!.publicity = { openedOn: data.openedOn, open: new Set() }; break;
      case 'identification.ObjectionRaised.v1': r!.publicity!.open.add(data.objectionId); break;
      case 'identification.ObjectionSettled.v1': r!.publicity!.open.delete(data.objectionId); break;
      case 'identification.PublicityClosed.v1': this.#publicityClosed(household, r!, data.closedOn); break;
      case 'identification.TownshipOpinionGiven.v1':
        if (r!.verifiers.includes(actor.id)) this.#say(5, household, 'the verifier gave the opinion');
        r!.reviewer = actor.id;
        break;
      case 'identification.CountyDecisionMade.v1':
        if (r!.verifiers.includes(actor.id)) this.#say(5, household, 'the verifier decided');
        if (r!.reviewer === actor.id) this.#say(5, household, 'the reviewer decided');
        break;
      case 'identification.CaseEnded.v1':
        r!.clueIds.forEach((id) => this.#endedClues.add(id));
        h.running = null;
        break;

      case 'identification.HouseholdEnrolled.v1':
        if (m?.open) this.#say(1, household, 'enrolled twice');
        if (r?.purpose !== 'ENROLMENT') this.#say(3, household, 'enrolled by another procedure');
        if (h.kind !== (KIND_OF[data.category] ?? h.kind)) this.#say(2, household, `${data.category} for ${h.kind}`);
        this.#label(3, household, h, on);
        if (data.lineFen !== this.#line(h, on)) this.#say(20, household, 'enrolled by another line');
        if (data.category !== 'C3' && data.incomePerHeadFen >= data.lineFen && r?.solved) this.#say(20, household, 'enrolled above the line of the day');
        if (data.previousEnrolmentId !== (m?.id ?? null) || data.enrolmentId === m?.id) this.#say(19, household, 'not linked to the enrolment before');
        if (data.risks.length < 1 || data.risks.length > 5) this.#say(3, household, `${data.risks.length} risks`);
        h.monitoring = { id: data.enrolmentId, open: true, since: on, category: data.category, risks: new Map(data.risks.map(({ riskId }) => [riskId, true])), delivered: 0 };
        h.running = null;
        break;
      case 'identification.MonitoringCarriedOver.v1':
        if (m) this.#say(1, household, 'carried over beside an enrolment');
        if (h.kind !== (KIND_OF[data.category] ?? h.kind)) this.#say(2, household, `${data.category} for ${h.kind}`);
        h.monitoring = {
          id: data.enrolmentId, open: data.cleared === null, since: `${data.enrolledMonth.slice(0, 4)}-${data.enrolledMonth.slice(4)}-01`, category: data.category,
          risks: new Map(data.risks.map(({ riskId }) => [riskId, data.cleared === null])), delivered: 0,
        };
        break;
      case 'identification.CategoryChanged.v1':
        if (r?.purpose !== 'REGRADE') this.#say(3, household, 'a category changed by another procedure');
        if (h.kind !== (KIND_OF[data.to] ?? h.kind)) this.#say(2, household, `${data.to} for ${h.kind}`);
        this.#label(3, household, h, on);
        m!.category = data.to;
        h.running = null;
        break;
      case 'identification.RiskAdded.v1': m!.risks.set(data.riskId, true); break;
      case 'identification.RiskEliminated.v1': m!.risks.set(data.riskId, false); break;
      case 'assistance.MeasureDelivered.v1': if (m?.open && data.measureId !== null) m.delivered += 1; break;
      case 'identification.HouseholdCleared.v1':
        if (r?.purpose !== 'CLEARING') this.#say(16, household, 'cleared by another procedure');
        this.#label(16, household, h, on);
        if (r?.mode !== 'NATURAL' && m!.delivered < r!.policy.clearing.minDeliveredMeasures) this.#say(13, household, 'cleared without a delivered measure');
        if ([...m!.risks.values()].some(Boolean)) this.#say(14, household, 'cleared with an open risk');
        if (!r?.solved) this.#say(15, household, 'cleared with a safeguard unsolved');
        if (r!.income <= this.#line(h, on)) this.#say(15, household, 'cleared at or below the line of the day');
        if (!r?.policy.clearing.noLabourClearable && [...h.members.values()].every(({ labour }) => CANNOT_WORK.includes(labour))) this.#say(17, household, 'cleared without labour');
        m!.open = false;
        h.running = null;
        break;
      case 'identification.ClearingRolledBack.v1':
        if (m?.open !== false) this.#say(19, household, 'rolled back what is not cleared');
        if (!data.reason || data.approverId === undefined || data.approverId === actor.id) this.#say(19, household, 'rolled back without reason or another approver');
        m!.open = true;
        data.reopenedRiskIds.forEach((id) => m!.risks.set(id, true));
        break;
      case 'identification.HouseholdTracked.v1': if (m?.open !== false) this.#say(18, household, 'tracked while not cleared'); break;
      default: break; // no invariant speaks of it
    }
  }
}
