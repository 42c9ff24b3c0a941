import { HOUSEHOLDER, SPOUSE, type CarriedClue, type CarriedEnrolment, type CarriedListing, type CarriedMember, type CarriedWarning, type IdentificationEvent, type MemberReason, type Relation, type RiskType } from '@humai/contracts-identification';
import type { z } from 'zod';
import { fact, type Registered } from '../context.js';
import { MAX_RISKS } from '../enrolment.js';
import { entry, type Household } from '../state.js';
import { listedOn } from '../watch/state.js';

const OTHER = '28' satisfies Relation;

/** What the household's monitoring is, for whom takes it over: an open one with its open risks, a cleared one whole. */
export function carriedEnrolment({ enrolment: e, carried }: Household): CarriedEnrolment | null {
  if (!e) return null;
  const { enrolmentId, category, enrolledOn, deliveredMeasures, risks, status } = e;
  return { enrolmentId, category, enrolledOn, deliveredMeasures, risks: [...risks], cleared: status === 'CLEARED' ? carried.cleared : null };
}

/** Members of another household, here. Two householders cannot be, nor two spouses: whoever comes second is something else. */
export function takeMembers(state: Household, coming: readonly Pick<CarriedMember, 'personId' | 'relation' | 'labour'>[], reason: z.infer<typeof MemberReason>): readonly IdentificationEvent[] {
  const taken = new Set<Relation>(Object.values(state.members).map((m) => m.relation));
  return coming.filter(({ personId }) => !entry(state.members, personId)).map(({ personId, relation, labour }) => {
    const unique = relation === HOUSEHOLDER || relation === SPOUSE;
    const known = unique && taken.has(relation) ? OTHER : relation;
    taken.add(known);
    return fact('MemberAdded.v1', { personId, relation: known, labour, reason });
  });
}

/** Years that are not on record here: what a head of this household had is known better here. */
export const takeIncomes = (state: Household, incomes: readonly Readonly<{ year: number; incomePerHeadFen: number }>[]): readonly IdentificationEvent[] =>
  incomes.filter(({ year }) => !entry(state.incomes, String(year))).map((income) => fact('IncomeRecorded.v1', income));

export const takeClues = ({ registered: { village }, clues: known }: Registered, clues: readonly CarriedClue[]): readonly IdentificationEvent[] =>
  // Who reports a clue names it, so two households may have one of the same id, and this one a closed one.
  clues.map((clue) => fact('ClueReported.v1', { ...clue, clueId: freeId(clue.clueId, (id) => entry(known, id) !== undefined), village }));

/** What of the watch goes with all members, or with some of them: their open warnings. The lists are the household's, and both are on them then. */
export function watchOf({ carried, watch }: Household, personIds: readonly string[]): Readonly<{ warnings?: CarriedWarning[]; lists?: CarriedListing[] }> {
  const warnings = Object.values(carried.warnings).filter((w) => personIds.includes(w.personId));
  const lists = listedOn(watch).map(([list, { listedOn: since, dueOn, origin, reason }]) => ({ list, origin, reason, listedOn: since, visitDueOn: dueOn }));
  return { ...(warnings.length === 0 ? {} : { warnings }), ...(lists.length === 0 ? {} : { lists }) };
}

export const takeWarnings = ({ registered: { village }, data }: Registered, warnings: readonly CarriedWarning[] = [], carriedFrom: string): readonly IdentificationEvent[] =>
  warnings.filter(({ warningId }) => !entry(data.warnings, warningId)).map((warning) => fact('WarningRaised.v1', { ...warning, village, carriedFrom }));

/** Tracking goes only with the clearing it is about. */
export const takeLists = ({ registered: { village }, watch }: Registered, lists: readonly CarriedListing[] = [], isCleared: boolean): readonly IdentificationEvent[] =>
  lists.filter(({ list }) => !watch.lists[list] && (list !== 'CLEARED_TRACKING' || isCleared)).map((listing) => fact('WatchListJoined.v1', { ...listing, village }));

type Taken = Readonly<{ events: readonly IdentificationEvent[]; notTaken: readonly RiskType[] }>;

/** Invariant 1: two open enrolments become one. That of the household itself stays, with its category; the other's risks come to its own. */
export function takeEnrolment({ enrolment: own }: Household, coming: CarriedEnrolment | null): Taken {
  if (!coming || (coming.cleared && own)) return { events: [], notTaken: [] };
  if (own?.status === 'OPEN') return uniteRisks(own, coming);
  const open = coming.cleared ? coming.risks : coming.risks.filter((r) => r.open);
  const enrolmentId = freeId(coming.enrolmentId, (id) => own?.enrolmentId === id);
  const carried = fact('MonitoringCarriedOver.v1', {
    enrolmentId, category: coming.category, risks: open.map(({ riskId, type }) => ({ riskId, type })), enrolledMonth: `${coming.enrolledOn.slice(0, 4)}${coming.enrolledOn.slice(5, 7)}`,
    cleared: coming.cleared, bottomLine: false, enrolledOn: coming.enrolledOn, deliveredMeasures: coming.deliveredMeasures,
  });
  return { events: [carried], notTaken: [] };
}

function uniteRisks(own: NonNullable<Household['enrolment']>, coming: CarriedEnrolment): Taken {
  const open = own.risks.filter((r) => r.open).map((r) => r.type);
  const missing = [...new Set(coming.risks.filter((r) => r.open).map((r) => r.type))].filter((type) => !open.includes(type));
  const room = Math.max(0, MAX_RISKS - open.length);
  const ids = new Set(own.risks.map((r) => r.riskId));
  const events = missing.slice(0, room).map((type) => {
    let n = ids.size + 1;
    while (ids.has(`${own.enrolmentId}.${n}`)) n += 1;
    const riskId = `${own.enrolmentId}.${n}`;
    ids.add(riskId);
    return fact('RiskAdded.v1', { enrolmentId: own.enrolmentId, riskId, type });
  });
  return { events, notTaken: missing.slice(room) };
}

/** The id, or the first of its kind that is free. */
function freeId(id: string, isTaken: (id: string) => boolean): string {
  let n = 1;
  let free = id;
  while (isTaken(free)) free = `${id}.${(n += 1)}`;
  return free;
}
