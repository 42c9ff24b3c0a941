import { AssistanceErrors } from '@humai/contracts-assistance';
import { IdentificationErrors, IdentificationPolicy, IncomeLinePolicy, type IncomeWindow } from '@humai/contracts-identification';
import { RelocationErrors } from '@humai/contracts-relocation';
import { householdDecider as assistance, type Household as Helped, type HouseholdEvent as HelpEvent } from '@humai/assistance-domain';
import { householdDecider as identification, type Household as Identified, type HouseholdEvent } from '@humai/identification-domain';
import {
  type Actor, addDays, type AreaDirectory, type Calendar, countyOf, DomainError, type EventStore, fold, type LocalDate, type PolicySource, streamName, townshipOf,
} from '@humai/kernel';
import type { AnyAggregate, CommandExecutor } from '@humai/nest';
import type { Agenda, Task } from './agenda.js';
import type { SimulatedClock } from './clock.js';
import type { SimulatedHousehold } from './household.js';
import type { IdNumbers } from './id-numbers.js';
import type { Random } from './random.js';
import type { Rates } from './rates.js';

export type Tier = 'village' | 'township' | 'county';

/** A household as it stands in the log, as two contexts see it. */
export type Standing = Readonly<{ identified: Identified; helped: Helped }>;

export type WorldParts = Readonly<{
  executor: CommandExecutor; store: Pick<EventStore, 'readStream'>; clock: SimulatedClock; calendar: Calendar; areas: AreaDirectory; policies: PolicySource;
  random: Random; rates: Rates; agenda: Agenda; numbers: IdNumbers;
  /** Hash of the one picture that stands for all. */
  photo: string;
}>;

// Another refusal says that the simulation, or the system below it, is at fault: it ends the simulation.
const RULES: Readonly<Record<string, unknown>> = { ...IdentificationErrors, ...AssistanceErrors, ...RelocationErrors };
/** From one command to the next, in ms: while a register is taken over, and in an office. */
const PAUSE = { batch: { from: 1, to: 40 }, office: { from: 20_000, to: 150_000 } } as const;
/** Households whose standing is kept, and only brought up to date. */
const REMEMBERED = 5_000;
const NEVER_SEEN = { revision: -1, identified: identification.initialState, helped: assistance.initialState };
const TIER_DIGITS: Readonly<Record<Tier, number>> = { village: 12, township: 9, county: 6 };

/** Everything the parts of a simulation share. */
export class World {
  today: LocalDate;
  pace: keyof typeof PAUSE = 'office';
  /** Commands that a rule refused, by code: expected now and then (a line that rose, a race of two officers), never many. */
  readonly refusals = new Map<string, number>();
  commands = 0;
  #ids = 0;
  readonly #looks = new Map<string, Standing & Readonly<{ revision: number }>>();

  constructor(readonly parts: WorldParts, start: LocalDate, readonly end: LocalDate) {
    this.today = start;
  }

  get random(): Random { return this.parts.random; }
  get rates(): Rates { return this.parts.rates; }

  /** A name of its own for anything a simulation makes. */
  id(kind: string): string {
    this.#ids += 1;
    return `${kind}-${String(this.#ids).padStart(6, '0')}`;
  }

  /** A document's hash: nothing lies behind it. */
  evidence(): string {
    return this.random.hex(64);
  }

  /** Gives a command; false when a rule refused it. */
  async give(aggregate: AnyAggregate, type: string, id: string, data: unknown, actor: Actor): Promise<boolean> {
    const { from, to } = PAUSE[this.pace];
    this.parts.clock.tick(this.random.int(from, to));
    this.commands += 1;
    try {
      await this.parts.executor.execute(aggregate, { type, id, data, actor, commandId: this.id('sim') });
      return true;
    } catch (error) {
      if (!(error instanceof DomainError) || !(error.code in RULES)) throw error;
      this.refusals.set(error.code, (this.refusals.get(error.code) ?? 0) + 1);
      return false;
    }
  }

  /** Spreads what is to be done over the day. */
  async work(): Promise<void> {
    const { agenda, clock } = this.parts;
    await agenda.run(this.today, (left) => clock.tick(this.random.int(0, Math.floor((2 * clock.left) / (left + 1)))));
  }

  /** How a household stands now. */
  async look({ id }: Pick<SimulatedHousehold, 'id'>): Promise<Standing> {
    const known = this.#looks.get(id) ?? NEVER_SEEN;
    const events = await this.parts.store.readStream(streamName('household', id), { fromRevision: known.revision + 1 });
    const seen = {
      revision: known.revision + events.length, identified: fold(identification, events as unknown as readonly HouseholdEvent[], known.identified),
      helped: fold(assistance, events as unknown as readonly HelpEvent[], known.helped),
    };
    this.#looks.delete(id);
    this.#looks.set(id, seen);
    if (this.#looks.size > REMEMBERED) this.#looks.delete(this.#looks.keys().next().value!);
    return seen;
  }

  /** The income line of today, in yuan. */
  line(village: string): number {
    return this.parts.policies.inForce(IncomeLinePolicy, village, this.today).content.lineFen / 100;
  }

  /** The twelve months that an income is of, there and today. */
  incomeWindow(village: string): IncomeWindow {
    return this.parts.policies.inForce(IdentificationPolicy, village, this.today).content.checks?.incomeWindow ?? 'ROLLING';
  }

  /** Puts something off for some days; what is done in an office waits for the next working day. */
  later(days: number, task: Task, { working = false }: Readonly<{ working?: boolean }> = {}): void {
    let date = addDays(this.today, days);
    while (working && !this.parts.calendar.isWorkingDay(date)) date = addDays(date, 1);
    if (date <= this.end) this.parts.agenda.on(date, task);
  }

  /** How much slower (above 1) or faster the township of a village works. */
  paceOf(village: string): number {
    const { slowest, fastest } = this.rates.townships;
    // From the code, so that a township keeps its pace whatever else the seed changes.
    const share = (Number(village.slice(6, 9)) % 17) / 16;
    return fastest + (slowest - fastest) * share;
  }

  officer(tier: Tier, village: string, which = 1): Actor {
    const area = tier === 'village' ? village : tier === 'township' ? townshipOf(village) : countyOf(village);
    return { id: `${tier}-${area.slice(0, TIER_DIGITS[tier])}-${which}`, role: tier, area };
  }

  department(code: string, village: string): Actor {
    return { id: `${code}-${village.slice(0, 6)}-1`, role: `department:${code}`, area: countyOf(village) };
  }
}
