import { DomainError } from '@humai/kernel';
import { HOUSEHOLDER, type CarriedClue, type IdentificationEvent } from '@humai/contracts-identification';
import { fact, policyOf, registered, type CommandOf, type Registered } from '../context.js';
import { checkComposition, memberOf } from '../members.js';
import { entry, type Household } from '../state.js';
import { takeClues, takeIncomes, takeLists, takeMembers, takeWarnings, watchOf } from './carry.js';
import { requireNoCase } from './ended.js';

/** The householder's part is the old household: its number, its history, its enrolment and risks stay with it. */
export function splitHousehold(state: Household, { data, meta }: CommandOf<'SplitHousehold'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const { householdId, village, kind } = household.registered;
  const exists = () => new DomainError('HOUSEHOLD.EXISTS', { household: data.newHouseholdId }, 'newHouseholdId');
  if (data.newHouseholdId === householdId) throw exists();
  if (state.lineage.parts.includes(data.newHouseholdId)) {
    if (data.members.some(({ personId }) => entry(state.members, personId))) throw exists();
    return [];
  }
  requireNoCase(state);
  const members = data.members.map(({ personId, relation }, i) => {
    const { relation: previousRelation, labour } = memberOf(state, personId, `members.${i}.personId`);
    if (previousRelation === HOUSEHOLDER) throw new DomainError('SPLIT.HOUSEHOLDER_STAYS', {}, `members.${i}.personId`);
    return { personId, relation, previousRelation, labour };
  });
  requireOnce(members.map((m) => m.personId));
  checkComposition(members.map((m) => m.relation));
  const clues = data.clueIds.map((id, i) => openClue(state, id, `clueIds.${i}`));
  return [
    fact('HouseholdSplit.v1', {
      newHouseholdId: data.newHouseholdId, registerNumber: data.newRegisterNumber, village: data.village ?? village, kind, members, incomes: incomesOf(state),
      clues: [...clues, ...screening(household, clues, meta)], evidenceHash: data.evidenceHash, ...watchOf(state, members.map((m) => m.personId)),
    }),
    ...members.map(({ personId }) => fact('MemberRemoved.v1', { personId, reason: 'SPLIT' })),
    ...clues.map(({ clueId }) => fact('ClueClosed.v1', { clueId, verdict: 'DUPLICATE', reason: '随分户转入新户', caseId: null })),
  ];
}

/** Who split off from a monitored household lived with its risks until now: the new household is looked at, where the policy says so. */
function screening(household: Registered, carried: readonly CarriedClue[], meta: CommandOf<'SplitHousehold'>['meta']): readonly CarriedClue[] {
  const { content } = policyOf(household, meta);
  const known = carried.flatMap((c) => c.riskTypes);
  const riskTypes = [...new Set((household.enrolment?.status === 'OPEN' ? household.enrolment.risks : []).filter((r) => r.open && !known.includes(r.type)).map((r) => r.type))];
  if (!content.lineage?.screenSplitOff || riskTypes.length === 0) return [];
  const { effectiveOn: on } = meta;
  return [{ clueId: 'split-screening', channel: 'OTHER', riskTypes, occurredOn: on, foundOn: on, dueOn: meta.calendar.due(on, content.clueLimit), source: 'identification.HouseholdSplit' }];
}

/** The new household, from what the split says; the first one to take its id has it. */
export function formBySplit(state: Household, { data }: CommandOf<'FormBySplit'>): readonly IdentificationEvent[] {
  const { householdId, registerNumber, village, kind, originHouseholdId, splitEventId, splitPosition } = data;
  if (state.lineage.origin?.splitEventId === splitEventId) return [];
  if (state.registered) throw new DomainError('HOUSEHOLD.EXISTS', { household: householdId });
  const household = { householdId, registerNumber, village, kind };
  return [
    fact('HouseholdRegistered.v1', household),
    fact('HouseholdFormedBySplit.v1', { originHouseholdId, splitEventId, splitPosition }),
    ...takeMembers(state, data.members, 'SPLIT'),
    ...takeIncomes(state, data.incomes),
    ...takeClues({ ...state, registered: household }, data.clues),
    ...takeWarnings({ ...state, registered: household }, data.warnings, originHouseholdId),
    ...takeLists({ ...state, registered: household }, data.lists, false),
  ];
}

export const incomesOf = (state: Household) => Object.entries(state.incomes).map(([year, incomePerHeadFen]) => ({ year: Number(year), incomePerHeadFen }));

export function requireOnce(personIds: readonly string[]): void {
  if (new Set(personIds).size !== personIds.length) throw new DomainError('MEMBER.EXISTS', {}, 'members');
}

function openClue(state: Household, clueId: string, field: string): CarriedClue {
  const clue = entry(state.carried.clues, clueId);
  if (clue) return clue;
  throw new DomainError(entry(state.clues, clueId) ? 'CLUE.CLOSED' : 'CLUE.NOT_FOUND', { clue: clueId }, field);
}
