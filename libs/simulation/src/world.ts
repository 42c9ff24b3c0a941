import { type Actor, addDays, type AreaDirectory, type Calendar, type Clock, countyOf, DomainError, type EventStore, type Instant, type LocalDate, startOfDate, streamName, townshipOf } from '@humai/kernel';
import type { AnyAggregate, CommandExecutor } from '@humai/nest';
import type { Agenda } from './agenda.js';
import type { Random } from './random.js';
import type { Rates } from './rates.js';

/** A clock that is set, never running: it moves a second with every command, so that no two share an instant. */
export class SimulatedClock implements Clock {
  readonly simulated = true;
  #ms: number;

  constructor(start: LocalDate) {
    this.#ms = Date.parse(startOfDate(start));
  }

  now(): Instant {
    return new Date(this.#ms).toISOString();
  }

  /** Nine in the morning of a date, unless it is later already. */
  startDay(date: LocalDate): void {
    this.#ms = Math.max(this.#ms, Date.parse(startOfDate(date)) + 9 * 3_600_000);
  }

  tick(): void {
    this.#ms += 1;
  }
}

export type Tier = 'village' | 'township' | 'county';

/** Everything the parts of a simulation share. */
export class World {
  today: LocalDate;
  /** Commands that a rule refused, by code: expected now and then (a withdrawn form, a race of two officers), never many. */
  readonly refusals = new Map<string, number>();
  commands = 0;
  #ids = 0;

  constructor(
    readonly parts: Readonly<{
      executor: CommandExecutor; store: Pick<EventStore, 'readStream'>; clock: SimulatedClock; calendar: Calendar; areas: AreaDirectory; random: Random; rates: Rates; agenda: Agenda;
    }>,
    start: LocalDate,
    readonly end: LocalDate,
  ) {
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

  /** Gives a command on a household; false when a rule refused it. */
  async give(aggregate: AnyAggregate, type: string, id: string, data: unknown, actor: Actor): Promise<boolean> {
    this.parts.clock.tick();
    this.commands += 1;
    try {
      await this.parts.executor.execute(aggregate, { type, id, data, actor, commandId: this.id('sim') });
      return true;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.refusals.set(error.code, (this.refusals.get(error.code) ?? 0) + 1);
      return false;
    }
  }

  /** The events of a household as they stand. */
  history(householdId: string) {
    return this.parts.store.readStream(streamName('household', householdId));
  }

  /** Puts something off for some days; a step that falls on a day of rest is done on the next working day. */
  later(days: number, task: () => Promise<void>, options: Readonly<{ working?: boolean }> = {}): void {
    let date = addDays(this.today, days);
    if (options.working) while (!this.parts.calendar.isWorkingDay(date)) date = addDays(date, 1);
    if (date <= this.end) this.parts.agenda.on(date, task);
  }

  /** How much slower (above 1) or faster the township of a village works. */
  pace(village: string): number {
    const { slowest, fastest } = this.rates.townships;
    // From the code, so that a township keeps its pace whatever else the seed changes.
    const share = (Number(village.slice(6, 9)) % 17) / 16;
    return fastest + (slowest - fastest) * share;
  }

  officer(tier: Tier, village: string, which = 1): Actor {
    const area = tier === 'village' ? village : tier === 'township' ? townshipOf(village) : countyOf(village);
    return { id: `${tier}-${area.slice(0, tier === 'village' ? 12 : tier === 'township' ? 9 : 6)}-${which}`, role: tier, area };
  }
}
