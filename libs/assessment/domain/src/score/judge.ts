import type { AssessmentPolicy, IndicatorCode } from '@humai/contracts-assessment';
import { addMonths, type Calendar, type LocalDate } from '@humai/kernel';
import type { Fact, HouseholdFacts } from '../facts/facts.js';

export type Frame = Readonly<{
  policy: AssessmentPolicy;
  year: number;
  /** The day the log has come to: a limit that ends later has not been missed yet. */
  asOf: LocalDate;
  calendar: Calendar;
}>;

/** One thing judged: it counts in the village where it happened. */
export type Judgement = Readonly<{ code: IndicatorCode; village: string; good: boolean }>;

type Enrolment = { id: string; village: string; on: LocalDate; riskIds: readonly string[]; deliveries: { on: LocalDate; riskId: string | null }[] };
type Clearing = { id: string; village: string; on: LocalDate; undone: boolean };
type Of<K extends Fact['kind']> = Extract<Fact, { kind: K }>;

/** Everything of one household that counts in a year. Facts are those known on the day in question, in order. */
export function judge({ facts }: HouseholdFacts, frame: Frame): readonly Judgement[] {
  const { policy: { indicators }, year } = frame;
  const inYear = (on: LocalDate) => on.startsWith(`${year}-`);
  const judgements: Judgement[] = [];
  const cases = new Map<string, { openedOn: LocalDate; dueOn: LocalDate; village: string }>();
  const risks = new Map<string, string>();
  const enrolments: Enrolment[] = [];
  const clearings: Clearing[] = [];
  let village = '';

  for (const fact of facts) {
    switch (fact.kind) {
      case 'lives':
        village = fact.village;
        break;
      case 'opened':
        cases.set(fact.caseId, { openedOn: fact.on, dueOn: fact.dueOn, village });
        break;
      case 'withdrawn':
        cases.delete(fact.caseId);
        break;
      case 'decided': {
        const opened = cases.get(fact.caseId);
        cases.delete(fact.caseId);
        if (!opened || !inYear(fact.on)) break;
        const { limit } = indicators.A1;
        const dueOn = limit === 'procedure' ? opened.dueOn : frame.calendar.due(opened.openedOn, limit);
        judgements.push({ code: 'A1', village: opened.village, good: fact.on <= dueOn });
        break;
      }
      case 'enrolled':
        markRelapse(clearings, fact, indicators.A4.relapseMonths);
        enrolments.push({ id: fact.enrolmentId, village, on: fact.on, riskIds: fact.riskIds, deliveries: [] });
        break;
      case 'planned':
        risks.set(fact.measureId, fact.riskId);
        break;
      case 'delivered':
        enrolments.at(-1)?.deliveries.push({ on: fact.on, riskId: fact.riskId ?? risks.get(fact.measureId) ?? null });
        break;
      case 'cleared':
        clearings.push({ id: fact.enrolmentId, village, on: fact.on, undone: false });
        break;
      case 'rolledBack': {
        const last = clearings.findLast((c) => c.id === fact.enrolmentId);
        if (last) last.undone = true;
        break;
      }
      default: // facts of relocation: their state at the end of the year counts, below
    }
  }
  for (const enrolment of enrolments) if (inYear(enrolment.on)) judgements.push(...served(enrolment, frame));
  for (const { village: where, on, undone } of clearings) if (inYear(on)) judgements.push({ code: 'A4', village: where, good: !undone });
  return [...judgements, ...settled(facts, frame)];
}

/** A4: a new enrolment that follows a clearing too soon. */
function markRelapse(clearings: readonly Clearing[], { previousId, on }: Of<'enrolled'>, months: number): void {
  const last = clearings.findLast((c) => c.id === previousId);
  if (last && on <= addMonths(last.on, months)) last.undone = true;
}

/** A3: whether an enrolment's measures came in time. One whose limit still runs is not judged unless it is served already. */
function served({ village, on, riskIds, deliveries }: Enrolment, { policy, calendar, asOf }: Frame): readonly Judgement[] {
  const { limit, coverage } = policy.indicators.A3;
  const dueOn = calendar.due(on, limit);
  const inTime = deliveries.filter((d) => d.on <= dueOn);
  const good = coverage === 'first-delivery' ? inTime.length > 0 : riskIds.every((id) => inTime.some((d) => d.riskId === id));
  return good || dueOn < asOf ? [{ code: 'A3', village, good }] : [];
}

/** D: where a relocated household stands at the end of the year: a job where it has labour, its certificate once that is due. */
function settled(facts: readonly Fact[], { policy, year, asOf }: Frame): readonly Judgement[] {
  const yearEnd = `${year}-12-31`;
  const end = asOf < yearEnd ? asOf : yearEnd;
  const labour = new Map<string, boolean>();
  const jobs = new Map<string, string>();
  let village: string | undefined;
  let movedOn: LocalDate | undefined;
  let certified = false;
  let ended = false;
  for (const fact of facts) {
    if (fact.on > end) continue;
    if (fact.kind === 'lives') village = fact.village;
    else if (fact.kind === 'member') labour.set(fact.personId, fact.labour);
    else if (fact.kind === 'left') labour.delete(fact.personId);
    else if (fact.kind === 'ended') ended = true;
    else if (fact.kind === 'resumed') ended = false;
    else if (fact.kind === 'moved') movedOn = fact.on;
    else if (fact.kind === 'certified') certified = true;
    else if (fact.kind === 'employed') jobs.set(fact.employmentId, fact.personId);
    else if (fact.kind === 'unemployed') jobs.delete(fact.employmentId);
  }
  // Who went into another household, or is no more, has nothing there to be judged.
  if (village === undefined || movedOn === undefined || ended) return [];
  const { parts, certificateMonths } = policy.indicators.D;
  const judgements: Judgement[] = [];
  if (parts.includes('employment') && [...labour.values()].includes(true))
    judgements.push({ code: 'D', village, good: [...jobs.values()].some((personId) => labour.has(personId)) });
  if (parts.includes('certificate') && (certified || addMonths(movedOn, certificateMonths) <= end)) judgements.push({ code: 'D', village, good: certified });
  return judgements;
}
