import { DomainError } from '@humai/kernel';
import { hasLabour, HOUSEHOLDER, SPOUSE, type IdentificationEvent, type MemberFacts, type Relation } from '@humai/contracts-identification';
import { fact, isSame, registered, type CommandOf } from './context.js';
import type { Household, Member } from './state.js';

/** Invariant 21 within a household: exactly one householder, at most one spouse. [F71] */
function checkComposition(relations: readonly Relation[]): void {
  if (relations.length === 0) throw new DomainError('HOUSEHOLD.NO_MEMBERS');
  const householders = relations.filter((r) => r === HOUSEHOLDER).length;
  if (householders !== 1) throw new DomainError('HOUSEHOLD.NOT_ONE_HOUSEHOLDER', { count: householders }, 'members');
  const spouses = relations.filter((r) => r === SPOUSE).length;
  if (spouses > 1) throw new DomainError('HOUSEHOLD.TWO_SPOUSES', { count: spouses }, 'members');
}

const relationsWith = (members: Readonly<Record<string, Member>>, change: Readonly<Record<string, Relation | null>>): Relation[] =>
  Object.entries({ ...Object.fromEntries(Object.entries(members).map(([id, m]) => [id, m.relation])), ...change })
    .flatMap(([, relation]) => (relation === null ? [] : [relation as Relation]));

export function registerHousehold(state: Household, { data }: CommandOf<'RegisterHousehold'>): readonly IdentificationEvent[] {
  const { members, ...household } = data;
  if (state.registered) {
    const asked = Object.fromEntries(members.map(({ personId, relation, labour }) => [personId, { relation, labour }]));
    if (isSame(state.registered, household) && isSame(state.members, asked)) return [];
    throw new DomainError('HOUSEHOLD.EXISTS', { household: household.registerNumber ?? household.householdId });
  }
  checkComposition(members.map((m) => m.relation));
  if (new Set(members.map((m) => m.personId)).size !== members.length) throw new DomainError('MEMBER.EXISTS', {}, 'members');
  return [
    fact('HouseholdRegistered.v1', household),
    ...members.map(({ personId, relation, labour }: MemberFacts) => fact('MemberAdded.v1', { personId, relation, labour, reason: 'REGISTER' })),
  ];
}

export function changeHousehold(state: Household, { data }: CommandOf<'ChangeHousehold'>): readonly IdentificationEvent[] {
  const { registered: current } = registered(state);
  return isSame({ ...current, ...data }, current) ? [] : [fact('HouseholdChanged.v1', data)];
}

export function addMember(state: Household, { data: { member, reason } }: CommandOf<'AddMember'>): readonly IdentificationEvent[] {
  registered(state);
  const { personId, relation, labour } = member;
  const present = state.members[personId];
  if (present) {
    if (isSame(present, { relation, labour })) return [];
    throw new DomainError('MEMBER.EXISTS');
  }
  checkComposition(relationsWith(state.members, { [personId]: relation }));
  return [fact('MemberAdded.v1', { personId, relation, labour, reason })];
}

export function changeMember(state: Household, { data }: CommandOf<'ChangeMember'>): readonly IdentificationEvent[] {
  const present = memberOf(state, data.personId);
  if (isSame(present, { relation: data.relation, labour: data.labour })) return [];
  checkComposition(relationsWith(state.members, { [data.personId]: data.relation }));
  return [fact('MemberChanged.v1', data)];
}

export function removeMember(state: Household, { data: { personId, reason, successorId } }: CommandOf<'RemoveMember'>): readonly IdentificationEvent[] {
  memberOf(state, personId);
  const successor = successorId === undefined ? null : memberOf(state, successorId);
  checkComposition(relationsWith(state.members, { [personId]: null, ...(successorId === undefined ? {} : { [successorId]: HOUSEHOLDER }) }));
  return [
    ...(successor && successorId !== undefined ? [fact('MemberChanged.v1', { personId: successorId, relation: HOUSEHOLDER, labour: successor.labour })] : []),
    fact('MemberRemoved.v1', { personId, reason }),
  ];
}

function memberOf(state: Household, personId: string): Member {
  registered(state);
  const member = state.members[personId];
  if (!member) throw new DomainError('MEMBER.NOT_FOUND', {}, 'personId');
  return member;
}

export function recordIncome(state: Household, { data }: CommandOf<'RecordIncome'>): readonly IdentificationEvent[] {
  registered(state);
  return state.incomes[data.year] === data.incomePerHeadFen ? [] : [fact('IncomeRecorded.v1', data)];
}

/** 整户无劳动能力: no member can work. */
export const isWithoutLabour = (state: Household): boolean => !Object.values(state.members).some((m) => hasLabour(m.labour));
