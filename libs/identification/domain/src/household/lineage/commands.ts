import type { CarriedClue, CarriedEnrolment, CarriedListing, CarriedMember, CarriedWarning, HouseholdKind, LinkFailure } from '@humai/contracts-identification';
import type { CommandMeta } from '@humai/kernel';

/** What a household hands over to another one. */
export type Carrying = Readonly<{ members: readonly CarriedMember[]; incomes: readonly Readonly<{ year: number; incomePerHeadFen: number }>[]; clues: readonly CarriedClue[]; enrolment: CarriedEnrolment | null; warnings?: readonly CarriedWarning[] | undefined; lists?: readonly CarriedListing[] | undefined }>;

/** What the service does on the other household's stream after a split or a merge; no route leads here. None of them can refuse what has happened. */
export type LinkCommand =
  | Readonly<{
    type: 'FormBySplit';
    data: Readonly<{ registerNumber: string | null; village: string; kind: HouseholdKind; householdId: string; originHouseholdId: string; splitEventId: string; splitPosition: number }> & Omit<Carrying, 'enrolment'>;
    meta: CommandMeta;
  }>
  | Readonly<{ type: 'TakeInHousehold'; data: Readonly<{ fromHouseholdId: string; mergeEventId: string; mergePosition: number }> & Carrying; meta: CommandMeta }>
  | Readonly<{ type: 'UndoLink'; data: Readonly<{ eventId: string; otherHouseholdId: string; why: LinkFailure }> & Carrying; meta: CommandMeta }>;
