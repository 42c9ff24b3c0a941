import type { IdentificationEvent } from '@humai/contracts-identification';
import { daysBetween, type LocalDate, localDateOf, type RawEvent, type RecordedEvent } from '@humai/kernel';
import type { SimulationResult } from '../index.js';

const FULL_DAYS_OF_PUBLICITY = 5;

type Limit = { readonly dueOn: LocalDate; overdueOn: LocalDate[]; closedOn: LocalDate | null };
type Household = {
  enrolled: boolean;
  openRisks: Set<string>;
  publicity: { openedOn: LocalDate; objections: Set<string> } | null;
  /** By kind and id. */
  limits: Map<string, Limit>;
};

/**
 * What in a log breaks the rules of the house, found without its deciders: facts counted one after the other, as an auditor would.
 * @param until the last day that was lived: what was due before it must be settled or recorded as late
 */
export function brokenRules(events: readonly RecordedEvent[], until: LocalDate): string[] {
  const households = new Map<string, Household>();
  const householdOf = new Map<string, string>();
  const broken: string[] = [];

  for (const event of events) {
    const { stream, position, recordedAt, metadata } = event;
    const { type, data } = event as unknown as IdentificationEvent;
    const on = metadata.effectiveOn;
    const say = (rule: string) => broken.push(`${position} ${stream}: ${rule}`);
    if (localDateOf(recordedAt) !== on) say(`recorded on ${localDateOf(recordedAt)} for ${on}`);
    if (!stream.startsWith('household-')) continue;
    const h = households.get(stream) ?? { enrolled: false, openRisks: new Set(), publicity: null, limits: new Map() };
    households.set(stream, h);
    const begin = (risks: readonly { riskId: string }[]) => {
      if (h.enrolled) say('a second open enrolment');
      h.enrolled = true;
      h.openRisks = new Set(risks.map((r) => r.riskId));
    };
    const settle = (key: string) => {
      const limit = h.limits.get(key);
      if (limit) limit.closedOn ??= on;
    };
    switch (type) {
      case 'identification.MonitoringCarriedOver.v1': if (!data.cleared) begin(data.risks); break;
      case 'identification.HouseholdEnrolled.v1': begin(data.risks); settle(`CASE ${data.caseId}`); break;
      case 'identification.RiskAdded.v1': h.openRisks.add(data.riskId); break;
      case 'identification.RiskEliminated.v1': h.openRisks.delete(data.riskId); break;
      case 'identification.HouseholdCleared.v1':
        if (!h.enrolled) say('cleared without an enrolment');
        if (h.openRisks.size > 0) say('cleared with an open risk');
        h.enrolled = false;
        settle(`CASE ${data.caseId}`);
        break;
      case 'identification.ClearingRolledBack.v1':
        if (h.enrolled) say('rolled back while enrolled');
        h.enrolled = true;
        h.openRisks = new Set(data.reopenedRiskIds);
        break;
      case 'identification.PublicityOpened.v1': h.publicity = { openedOn: data.openedOn, objections: new Set() }; break;
      case 'identification.ObjectionRaised.v1': h.publicity?.objections.add(data.objectionId); break;
      case 'identification.ObjectionSettled.v1': h.publicity?.objections.delete(data.objectionId); break;
      case 'identification.PublicityClosed.v1':
        if (!h.publicity || daysBetween(h.publicity.openedOn, data.closedOn) <= FULL_DAYS_OF_PUBLICITY) say('publicity closed too early');
        if ((h.publicity?.objections.size ?? 0) > 0) say('publicity closed with an open objection');
        break;
      case 'identification.ClueReported.v1':
        h.limits.set(`CLUE ${data.clueId}`, { dueOn: data.dueOn, overdueOn: [], closedOn: null });
        if (data.acceptBy !== undefined) h.limits.set(`ACCEPTANCE ${data.clueId}`, { dueOn: data.acceptBy, overdueOn: [], closedOn: null });
        break;
      case 'identification.ClueClosed.v1':
        settle(`CLUE ${data.clueId}`);
        settle(`ACCEPTANCE ${data.clueId}`);
        break;
      case 'identification.ClueAccepted.v1': settle(`ACCEPTANCE ${data.clueId}`); break;
      case 'identification.ClueAcceptanceOverdue.v1': h.limits.get(`ACCEPTANCE ${data.clueId}`)?.overdueOn.push(on); break;
      case 'identification.CaseOpened.v1':
        for (const id of data.clueIds) settle(`ACCEPTANCE ${id}`);
        h.limits.set(`CASE ${data.caseId}`, { dueOn: data.dueOn, overdueOn: [], closedOn: null });
        break;
      case 'identification.CaseEnded.v1':
      case 'identification.CategoryChanged.v1': settle(`CASE ${data.caseId}`); break;
      case 'identification.WarningRaised.v1': {
        // With a split or a merge its limit goes along.
        const key = `WARNING ${data.warningId}`;
        const before = data.carriedFrom === undefined ? undefined : households.get(`household-${data.carriedFrom}`)?.limits;
        h.limits.set(key, before?.get(key) ?? h.limits.get(key) ?? { dueOn: data.dueOn, overdueOn: [], closedOn: null });
        before?.delete(key);
        break;
      }
      case 'identification.WarningClosed.v1': settle(`WARNING ${data.warningId}`); break;
      case 'identification.WarningOverdue.v1': h.limits.get(`WARNING ${data.warningId}`)?.overdueOn.push(on); break;
      case 'identification.IdentificationOverdue.v1': h.limits.get(`${data.subject} ${data.subjectId}`)?.overdueOn.push(on); break;
      case 'identification.MemberAdded.v1': {
        const other = householdOf.get(data.personId);
        if (other !== undefined) say(`a member of ${other} too`);
        householdOf.set(data.personId, stream);
        break;
      }
      case 'identification.MemberRemoved.v1': householdOf.delete(data.personId); break;
      default: break; // no rule here hangs on it
    }
  }

  for (const [stream, { limits }] of households)
    for (const [key, { dueOn, overdueOn, closedOn }] of limits) {
      const late = dueOn < (closedOn ?? until);
      if (overdueOn.length !== (late ? 1 : 0)) broken.push(`${stream}: ${key}, due on ${dueOn}, closed on ${closedOn ?? 'no day'}, is recorded as late ${overdueOn.length} times`);
      if (overdueOn.some((day) => day <= dueOn)) broken.push(`${stream}: ${key} is recorded as late while it was not`);
    }
  return broken;
}

/** Names, numbers and telephones of the people of a district that stand in its log. */
export function personalDataIn(raw: readonly Pick<RawEvent, 'data' | 'metadata' | 'stream'>[], { register }: Pick<SimulationResult, 'register'>): string[] {
  const text = raw.map((e) => `${e.stream}\n${e.data}\n${e.metadata}`).join('\n');
  const known = new Set(register.flatMap(({ people }) => [...people.values()].flatMap((p) => [p.name, p.documentNumber, ...(p.phone === undefined ? [] : [p.phone])])));
  return [...known].filter((datum) => text.includes(datum));
}
