import { DomainError, type CommandMeta } from '@humai/kernel';
import { CATEGORIES, type CarriedEnrolment, type IdentificationEvent } from '@humai/contracts-identification';
import { fact, named, policyOf, registered, type CommandOf, type Registered } from '../context.js';
import { MAX_RISKS } from '../enrolment.js';
import { checkComposition, memberOf } from '../members.js';
import { entry, type Household } from '../state.js';
import { carriedEnrolment, takeClues, takeEnrolment, takeIncomes, takeLists, takeMembers, takeWarnings, watchOf } from './carry.js';
import { requireLiving, requireNoCase } from './ended.js';
import { incomesOf, requireOnce } from './split.js';

/** This household goes into another one whole: decided here, on what the other one is now. */
export function mergeHousehold(state: Household, { data: { intoHouseholdId, into, members: going, evidenceHash }, meta }: CommandOf<'MergeHousehold'>): readonly IdentificationEvent[] {
  const { householdId } = registered(state).registered;
  if (state.lineage.ended?.how === 'MERGED' && state.lineage.ended.into === intoHouseholdId) return [];
  requireLiving(state);
  if (intoHouseholdId === householdId) throw new DomainError('MERGE.SAME_HOUSEHOLD', {}, 'intoHouseholdId');
  requireNoCase(state);
  if (!into.registered) throw new DomainError('HOUSEHOLD.NOT_FOUND', { household: intoHouseholdId }, 'intoHouseholdId');
  requireLiving(into, 'intoHouseholdId');
  requireNoCase(into, 'intoHouseholdId');
  const members = going.map(({ personId, relation }, i) => {
    const { relation: previousRelation, labour } = memberOf(state, personId, `members.${i}.personId`);
    return { personId, relation, previousRelation, labour };
  });
  requireOnce(members.map((m) => m.personId));
  const missing = Object.keys(state.members).length - members.length;
  if (missing > 0) throw new DomainError('MERGE.MEMBERS', { missing }, 'members');
  checkComposition([...Object.values(into.members).map((m) => m.relation), ...members.map((m) => m.relation)]);
  const enrolment = carriedEnrolment(state);
  requireRoom(into as Registered, enrolment, meta);
  const clues = Object.values(state.carried.clues);
  return [
    fact('HouseholdMergedInto.v1', { intoHouseholdId, members, incomes: incomesOf(state), clues, enrolment, evidenceHash, ...watchOf(state, members.map((m) => m.personId)) }),
    ...members.map(({ personId }) => fact('MemberRemoved.v1', { personId, reason: 'MERGE' })),
    ...clues.map(({ clueId }) => fact('ClueClosed.v1', { clueId, verdict: 'DUPLICATE', reason: '随并户转入新户', caseId: null })),
  ];
}

/** Whether the other household can take the enrolment as the rules are: invariants 1 and 2, and five risks. */
function requireRoom(into: Registered, enrolment: CarriedEnrolment | null, meta: CommandMeta): void {
  if (!enrolment || enrolment.cleared) return;
  if (into.enrolment?.status !== 'OPEN') {
    const { kinds } = policyOf(into, meta).content.categories[enrolment.category];
    if (!kinds.includes(into.registered.kind)) throw new DomainError('ENROLMENT.CATEGORY_KIND', named('category', CATEGORIES[enrolment.category]), 'intoHouseholdId');
    return;
  }
  const count = new Set([...into.enrolment.risks, ...enrolment.risks].filter((r) => r.open).map((r) => r.type)).size;
  if (count > MAX_RISKS) throw new DomainError('MERGE.TOO_MANY_RISKS', { count, max: MAX_RISKS }, 'intoHouseholdId');
}

/** What has been decided there is carried out here, whatever came between: what does not fit any more is said, not refused. */
export function takeInHousehold(state: Household, { data }: CommandOf<'TakeInHousehold'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const { fromHouseholdId, mergeEventId, mergePosition, members, incomes, clues, enrolment, warnings, lists } = data;
  if (state.lineage.mergedFrom.some((m) => m.mergeEventId === mergeEventId)) return [];
  requireLiving(state);
  const { events, notTaken } = takeEnrolment(state, enrolment);
  return [
    fact('HouseholdMergedFrom.v1', { fromHouseholdId, mergeEventId, mergePosition, risksNotTaken: [...notTaken] }),
    ...takeMembers(state, members, 'MERGE'), ...takeIncomes(state, incomes), ...takeClues(household, clues), ...events,
    ...takeWarnings(household, warnings, fromHouseholdId), ...takeLists(household, lists, state.enrolment === null && (enrolment?.cleared ?? null) !== null),
  ];
}

/** A split or a merge that found nobody on the other side: everything is here again. */
export function undoLink(state: Household, { data: { eventId, otherHouseholdId, why, members, clues, enrolment, warnings } }: CommandOf<'UndoLink'>): readonly IdentificationEvent[] {
  const household = registered(state);
  if (state.lineage.undone.includes(eventId)) return [];
  const back = members.map(({ personId, previousRelation, labour }) => ({ personId, relation: previousRelation, labour }));
  // The clue that was made for the other household is nobody's.
  const own = clues.filter(({ clueId }) => entry(state.clues, clueId));
  return [
    fact('HouseholdLinkUndone.v1', { eventId, otherHouseholdId, why }), ...takeMembers(state, back, 'OTHER'), ...takeClues(household, own), ...takeEnrolment(state, enrolment).events,
    ...takeWarnings(household, warnings, otherHouseholdId),
  ];
}
