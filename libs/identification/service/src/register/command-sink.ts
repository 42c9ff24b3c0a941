import { collectionOf, playsRole, type Actor, type Caller, type EventCatalogue, type EventStore, type PersonRecord, type Purpose, type ReadStore, type Vault } from '@humai/kernel';
import type { CurrentHousehold } from '@humai/identification-domain';
import type { CommandExecutor, ExecuteResult } from '@humai/nest';
import { v5 } from 'uuid';
import { householdAggregate, identificationService, personPlace } from '../application/household-aggregate.js';
import { Streams } from '../application/streams.js';
import { type HouseholdDocument, householdsProjection } from '../read-model/index.js';
import type { KnownPerson, RecordOf, RegisterSink } from './sink.js';

export type CommandSinkPorts = Readonly<{
  executor: CommandExecutor;
  store: Pick<EventStore, 'readStream'>;
  catalogue: EventCatalogue;
  readStore: ReadStore;
  vault: Vault;
  /** Who imports; the commands' rights are checked for this caller. */
  actor: Caller | Actor;
}>;

// Fixed for good: a register's household has the same id wherever and whenever it is imported, so no look-up can miss it.
const HOUSEHOLDS = '5b0a2b5e-8d0e-5a4e-9c55-7c1d3f6a9e02';
const textOf = ({ name, documentNumber, phone, attributes = {} }: PersonRecord) =>
  JSON.stringify([name, documentNumber, phone, Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** The import's way into the system: the same commands, rights and vault as for everyone else. */
export class CommandSink implements RegisterSink {
  readonly #why: Purpose;
  readonly #streams: Streams;
  readonly #waiting: { records: readonly RecordOf[]; done: (updated: ReadonlySet<string>) => void; failed: (error: unknown) => void }[] = [];

  constructor(private readonly ports: CommandSinkPorts) {
    const { actor, store, catalogue } = ports;
    this.#streams = new Streams(store, catalogue);
    this.#why = { actor: actor.id, role: 'role' in actor ? actor.role : actor.grants.map((g) => g.role).join(), purpose: 'identification.import' };
  }

  async current(registerNumbers: readonly string[]): Promise<ReadonlyMap<string, CurrentHousehold>> {
    const found = new Map<string, CurrentHousehold>();
    const add = async (number: string, householdId: string) => {
      const household = await this.#household(householdId);
      if (household?.registerNumber === number) found.set(number, household);
    };
    await Promise.all(registerNumbers.map((number) => add(number, this.householdIdFor(number))));
    const others = registerNumbers.filter((number) => !found.has(number));
    // Those registered by hand have an id of their own.
    if (others.length > 0) {
      const { readStore } = this.ports;
      const { items } = await readStore.find<HouseholdDocument>(await readStore.resolve(collectionOf(householdsProjection)), { filter: { registerNumber: { in: others } }, limit: others.length });
      await Promise.all(items.map((d) => add(d.registerNumber ?? '', d._id)));
    }
    return found;
  }

  async findPersons(idNumbers: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
    const ids = await this.ports.vault.match(idNumbers, this.#why);
    return new Map(await Promise.all([...ids].map(async ([number, personId]) => [number, { personId, householdId: (await this.#streams.person(personId)).state.householdId }] as const)));
  }

  async registerNumberOf(householdId: string): Promise<string | null> {
    return (await this.#household(householdId))?.registerNumber ?? null;
  }

  /** Calls that come together share one durable step of the vault. */
  updatePersons(records: readonly RecordOf[], write: boolean): Promise<ReadonlySet<string>> {
    if (!write) return this.#compare(records);
    return new Promise((done, failed) => {
      this.#waiting.push({ records, done, failed });
      if (this.#waiting.length === 1) setImmediate(() => void this.#store());
    });
  }

  householdIdFor(registerNumber: string): string {
    return v5(registerNumber, HOUSEHOLDS);
  }

  missingRoles(type: string): readonly string[] {
    const { actor } = this.ports;
    const needed = householdAggregate.commands[type]?.roles ?? [];
    return ('role' in actor ? [actor.role] : actor.grants.map((g) => g.role)).some((role) => playsRole(role, needed)) ? [] : needed;
  }

  async execute(householdId: string, { type, data, key }: Readonly<{ type: string; data: unknown; key: string }>): Promise<Readonly<{ events: number }>> {
    const { executor, actor } = this.ports;
    const commandId = `import-${key}`;
    let events = 0;
    const count = (result: ExecuteResult) => { events += result.events.length; };
    count(await executor.execute(householdAggregate, { type, id: householdId, data, actor, commandId, onRelated: count }));
    if (type === 'RemoveMember') {
      // The place is freed at once, not when the reaction gets to it: the same file may give the person another household.
      const { personId, reason } = data as { personId: string; reason: string };
      count(await executor.execute(personPlace, {
        type: 'LeaveHousehold', id: personId, data: { personId, householdId, reason }, actor: identificationService, commandId: `${commandId}/leave`, causationId: commandId,
      }));
    }
    return { events };
  }

  async #household(householdId: string): Promise<CurrentHousehold | null> {
    const { state, revision } = await this.#streams.household(householdId);
    if (!state.registered) return null;
    const { registerNumber, village, kind } = state.registered;
    return {
      householdId, registerNumber, village, kind, members: state.members, incomes: state.incomes, hasOpenCase: state.case !== null, revision,
      monitoring: state.enrolment && { category: state.enrolment.category, cleared: state.enrolment.status === 'CLEARED' },
    };
  }

  async #store(): Promise<void> {
    const calls = this.#waiting.splice(0);
    try {
      const stored = await this.ports.vault.store(calls.flatMap((c) => c.records), this.#why);
      const updated = new Set(stored.filter((s) => s.outcome !== 'unchanged').map((s) => s.personId));
      for (const { done } of calls) done(updated);
    } catch (error) {
      for (const { failed } of calls) failed(error);
    }
  }

  async #compare(records: readonly RecordOf[]): Promise<ReadonlySet<string>> {
    const kept = await this.ports.vault.read(records.map((r) => r.personId), this.#why);
    return new Set(records.filter(({ personId, record }) => { const now = kept.get(personId); return !now || textOf(now) !== textOf(record); }).map((r) => r.personId));
  }
}
