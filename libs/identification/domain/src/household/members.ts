import { DomainError } from '@humai/kernel';
import { hasLabour, HOUSEHOLDER, SPOUSE, type IdentificationEvent, type MemberFacts, type Relation } from '@humai/contracts-identification';
import { openClueIds } from './clues.js';
import { openWarningIds } from './data/state.js';
import { fact, isSame, registered, type CommandOf, type Decisions } from './context.js';
import { entry, type Household, type Member } from './state.js';

/** Invariant 21 within a household: exactly one householder, at most one spouse. [F71] */
export function checkComposition(relations: readonly Relation[]): void {
  if (relations.length === 0) throw new DomainError('HOUSEHOLD.NO_MEMBERS');
  const householders = relations.filter((r) => r === HOUSEHOLDER).length;
  if (householders !== 1) throw new DomainError('HOUSEHOLD.NOT_ONE_HOUSEHOLDER', { count: householders }, 'members');
  const spouses = relations.filter((r) => r === SPOUSE).length;
  if (spouses > 1) throw new DomainError('HOUSEHOLD.TWO_SPOUSES', { count: spouses }, 'members');
}

const relationsWith = (members: Readonly<Record<string, Member>>, change: Readonly<Record<string, Relation | null>>): Relation[] =>
  Object.entries({ ...Object.fromEntries(Object.entries(members).map(([id, m]) => [id, m.relation])), ...change })
    .flatMap(([, relation]) => (relation === null ? [] : [relation as Relation]));

export function registerHousehold(state: Household, { data }: Pick<CommandOf<'RegisterHousehold'>, 'data'>): readonly IdentificationEvent[] {
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

function changeHousehold(state: Household, { data }: CommandOf<'ChangeHousehold'>): readonly IdentificationEvent[] {
  const { registered: current } = registered(state);
  if (isSame({ ...current, ...data }, current)) return [];
  const [clueIds, warningIds] = data.village === current.village ? [[], []] : [openClueIds(state), openWarningIds(state.data)];
  return [fact('HouseholdChanged.v1', { ...data, ...(clueIds.length === 0 ? {} : { openClueIds: clueIds }), ...(warningIds.length === 0 ? {} : { openWarningIds: warningIds }) })];
}

export function addMember(state: Household, { data: { member, reason } }: Pick<CommandOf<'AddMember'>, 'data'>): readonly IdentificationEvent[] {
  registered(state);
  const { personId, relation, labour } = member;
  const present = entry(state.members, personId);
  if (present) {
    if (isSame(present, { relation, labour })) return [];
    throw new DomainError('MEMBER.EXISTS');
  }
  checkComposition(relationsWith(state.members, { [personId]: relation }));
  return [fact('MemberAdded.v1', { personId, relation, labour, reason })];
}

function changeMember(state: Household, { data: { successorId, ...member } }: CommandOf<'ChangeMember'>): readonly IdentificationEvent[] {
  const present = memberOf(state, member.personId);
  if (isSame(present, { relation: member.relation, labour: member.labour })) return [];
  checkComposition(relationsWith(state.members, { ...succession(successorId), [member.personId]: member.relation }));
  return [...succeed(state, successorId), fact('MemberChanged.v1', member)];
}

function removeMember(state: Household, { data: { personId, reason, successorId } }: CommandOf<'RemoveMember'>): readonly IdentificationEvent[] {
  memberOf(state, personId);
  checkComposition(relationsWith(state.members, { ...succession(successorId), [personId]: null }));
  return [...succeed(state, successorId), fact('MemberRemoved.v1', { personId, reason })];
}

/** Who becomes householder in the same step in which the householder becomes something else or leaves: between two steps there would be two, or none. */
const succession = (successorId: string | undefined): Readonly<Record<string, Relation>> => (successorId === undefined ? {} : { [successorId]: HOUSEHOLDER });

function succeed(state: Household, successorId: string | undefined): readonly IdentificationEvent[] {
  if (successorId === undefined) return [];
  const { relation, labour } = memberOf(state, successorId, 'successorId');
  return relation === HOUSEHOLDER ? [] : [fact('MemberChanged.v1', { personId: successorId, relation: HOUSEHOLDER, labour })];
}

export function memberOf(state: Household, personId: string, field = 'personId'): Member {
  registered(state);
  const member = entry(state.members, personId);
  if (!member) throw new DomainError('MEMBER.NOT_FOUND', {}, field);
  return member;
}

function recordIncome(state: Household, { data }: CommandOf<'RecordIncome'>): readonly IdentificationEvent[] {
  registered(state);
  return state.incomes[data.year] === data.incomePerHeadFen ? [] : [fact('IncomeRecorded.v1', data)];
}

/** What the household's rules say to members before anything is done outside its stream. */
export const decideMembers = { registerHousehold, addMember } as const;

/** 整户无劳动能力: no member can work. */
export const isWithoutLabour = (state: Household): boolean => !Object.values(state.members).some((m) => hasLabour(m.labour));

export const memberDecisions = {
  RegisterHousehold: registerHousehold,
  ChangeHousehold: changeHousehold,
  AddMember: addMember,
  ChangeMember: changeMember,
  RemoveMember: removeMember,
  RecordIncome: recordIncome,
} satisfies Partial<Decisions>;
