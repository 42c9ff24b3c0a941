import { type HouseholdKind, registerField, type RegisterFieldKey } from '@humai/contracts-identification';
import { householdAggregate } from '@humai/identification-service';
import type { LocalDate } from '@humai/kernel';
import type { SimulatedPerson } from './people.js';
import type { World } from './world.js';

/** A household as the simulation knows it; what the system knows of it is asked there. */
export type SimulatedHousehold = {
  readonly id: string;
  readonly registerNumber: string;
  readonly kind: HouseholdKind;
  village: string;
  /** By person id, all who ever belonged to it. */
  readonly people: Map<string, SimulatedPerson>;
  /** Net income per head and year: what they live on now, and what they would without trouble. */
  incomeYuan: number;
  usualYuan: number;
  trouble: Trouble;
  struckOn: LocalDate | null;
  relocated: boolean;
  /** Clues that the township has on its desk: others came by event. */
  readonly seen: Set<string>;
};

/** Rigid spending per head that a shock brought, and what it left unsolved. */
export type Trouble = Readonly<{ spendingYuan: number; unsolved: 'education' | 'medical' | 'housing' | 'water' | null }>;
export const NO_TROUBLE: Trouble = { spendingYuan: 0, unsolved: null };

export const FEN = 100;

/** A person as a command takes one: what the register says goes to the vault under its headings. */
export function memberOf({ name, documentNumber, phone, relation, labour, cells }: SimulatedPerson) {
  const attributes = Object.fromEntries(Object.entries(cells).map(([key, value]) => [registerField(key as RegisterFieldKey).zh, value]));
  return { name, documentNumber, relation, labour, attributes, ...(phone === undefined ? {} : { phone }) };
}

/** The income of the year before. */
export async function recordIncome(world: World, { id, village, incomeYuan }: SimulatedHousehold): Promise<void> {
  const year = Number(world.today.slice(0, 4)) - 1;
  await world.give(householdAggregate, 'RecordIncome', id, { year, incomePerHeadFen: incomeYuan * FEN }, world.officer('village', village));
}
