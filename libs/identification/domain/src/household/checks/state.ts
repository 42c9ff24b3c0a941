import type { IdentificationEvent } from '@humai/contracts-identification';
import type { HouseholdEvent } from '../state.js';

export type Check = Extract<IdentificationEvent, { type: 'identification.CheckRecorded.v1' }>['data'];

/** What the household's checks were, by round: it is checked once in each. */
export type HouseholdChecks = Readonly<Record<string, Check>>;
export const initialChecks: HouseholdChecks = {};

export const evolveChecks = (state: HouseholdChecks, { type, data }: HouseholdEvent): HouseholdChecks =>
  type === 'identification.CheckRecorded.v1' ? { ...state, [data.roundId]: data } : state;
