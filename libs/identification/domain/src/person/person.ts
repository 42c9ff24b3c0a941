import { DomainError, type CommandMeta, type Decider } from '@humai/kernel';
import type { IdentificationEvent } from '@humai/contracts-identification';

type PersonEvent = Extract<IdentificationEvent, { type: `identification.Person${string}` }>;

/** A person's place: the lock that keeps a living person in at most one household (invariant 21). */
export type Person = Readonly<{ householdId: string | null; village: string | null; known: boolean; erased: boolean }>;

export type PersonCommand =
  | Readonly<{ type: 'JoinHousehold'; data: Readonly<{ personId: string; householdId: string; village: string }>; meta: CommandMeta }>
  | Readonly<{ type: 'LeaveHousehold'; data: Readonly<{ personId: string; householdId: string; reason: Extract<PersonEvent, { type: 'identification.PersonLeftHousehold.v1' }>['data']['reason'] }>; meta: CommandMeta }>
  | Readonly<{ type: 'MoveHousehold'; data: Readonly<{ personId: string; via: readonly string[]; householdId: string; village: string; reason: 'SPLIT' | 'MERGE' }>; meta: CommandMeta }>
  | Readonly<{ type: 'ErasePerson'; data: Readonly<{ personId: string }>; meta: CommandMeta }>;

const evolve = (state: Person, { type, data }: PersonEvent): Person => {
  switch (type) {
    case 'identification.PersonJoinedHousehold.v1': return { ...state, known: true, householdId: data.householdId, village: data.village };
    case 'identification.PersonLeftHousehold.v1': return { ...state, householdId: null };
    case 'identification.PersonErased.v1': return { ...state, erased: true };
    default: return state;
  }
};

const decide = ({ type, data }: PersonCommand, state: Person): readonly PersonEvent[] => {
  switch (type) {
    case 'JoinHousehold':
      if (state.householdId === data.householdId) return [];
      // Invariant 21.
      if (state.householdId !== null) throw new DomainError('PERSON.IN_OTHER_HOUSEHOLD', { household: state.householdId });
      return [{ type: 'identification.PersonJoinedHousehold.v1', data }];
    case 'LeaveHousehold':
      return state.householdId === data.householdId ? [{ type: 'identification.PersonLeftHousehold.v1', data }] : [];
    case 'MoveHousehold': {
      // One step, so that nobody else can take the person in between. Who is elsewhere by now has moved on.
      const { personId, via, householdId, village, reason } = data;
      if (state.householdId === null || !via.includes(state.householdId)) return [];
      return [
        { type: 'identification.PersonLeftHousehold.v1', data: { personId, householdId: state.householdId, reason } },
        { type: 'identification.PersonJoinedHousehold.v1', data: { personId, householdId, village } },
      ];
    }
    case 'ErasePerson':
      if (!state.known) throw new DomainError('SUBJECT.NOT_FOUND', { subject: data.personId });
      return state.erased ? [] : [{ type: 'identification.PersonErased.v1', data: { personId: data.personId } }];
  }
};

export const personDecider: Decider<Person, PersonCommand, PersonEvent> = { decide, evolve, initialState: { householdId: null, village: null, known: false, erased: false } };
