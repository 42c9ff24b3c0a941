import type { HouseholdCommands, IdentificationEvent } from '@humai/contracts-identification';
import type { WrongEntry } from '@humai/identification-domain';
import { type AreaDirectory, DomainError, type EventCatalogue, type EventStore, isInArea, type RecordedEvent } from '@humai/kernel';
import type { CommandExecutor, PrepareContext } from '@humai/nest';
import type { z } from 'zod';
import { householdAggregate } from './household-aggregate.js';
import { Streams } from './streams.js';

type Body<N extends keyof typeof HouseholdCommands> = z.infer<(typeof HouseholdCommands)[N]['body']>;
export type LineagePorts = Readonly<{ store: Pick<EventStore, 'readStream'>; catalogue: EventCatalogue; areas: AreaDirectory }>;

/** What splits, merges and corrections look at outside the decision: the other household, and the entry that was wrong. */
export function prepareLineage(executor: CommandExecutor, { store, catalogue, areas }: LineagePorts): void {
  const streams = new Streams(store, catalogue);

  executor.prepare(householdAggregate, 'SplitHousehold', async (body: Body<'SplitHousehold'>, context: PrepareContext) => {
    if (body.village !== undefined && areas.find(body.village, context.effectiveOn)?.level !== 'village') throw new DomainError('AREA.UNKNOWN', { code: body.village }, 'village');
    const { state: { registered, lineage } } = await streams.household(body.newHouseholdId);
    if (registered && lineage.origin?.householdId !== context.id) throw new DomainError('HOUSEHOLD.EXISTS', { household: body.newHouseholdId }, 'newHouseholdId');
    return body;
  });

  executor.prepare(householdAggregate, 'MergeHousehold', async (body: Body<'MergeHousehold'>, context: PrepareContext) => {
    const { state: into } = await streams.household(body.intoHouseholdId);
    // Who merges must have the right to both.
    if (into.registered && !isInArea(into.registered.village, context.actor.area)) throw new DomainError('PERMISSION.AREA', { area: into.registered.village }, 'intoHouseholdId');
    return { ...body, into };
  });

  executor.prepare(householdAggregate, 'CorrectEntry', async (body: Body<'CorrectEntry'>, context: PrepareContext) => {
    const events = (await store.readStream(context.stream)).map((event) => catalogue.upcast(event));
    const index = events.findIndex((e) => e.id === body.eventId || String(e.position) === body.eventId);
    if (index < 0) throw new DomainError('CORRECTION.NOT_FOUND', { event: body.eventId }, 'eventId');
    const { id, type, data, position, metadata: { effectiveOn } } = events[index]!;
    const entry: WrongEntry = { type, data, position, effectiveOn, supersededBy: events.slice(index + 1).find((later) => supersedes(later, events[index]!))?.position ?? null };
    return { ...body, eventId: id, entry };
  });
}

type Told = RecordedEvent<IdentificationEvent>;

/** Whether a later event says the same thing anew. */
function supersedes(laterEvent: RecordedEvent, entryEvent: RecordedEvent): boolean {
  const [later, entry] = [laterEvent as Told, entryEvent as Told];
  switch (entry.type) {
    case 'identification.IncomeRecorded.v1': return later.type === entry.type && later.data.year === entry.data.year;
    case 'identification.ClueReported.v1': return later.type === entry.type && later.data.clueId === entry.data.clueId;
    case 'identification.HouseholdVerified.v1': return later.type === entry.type && later.data.caseId === entry.data.caseId;
    case 'identification.HouseholdRegistered.v1': return later.type === 'identification.HouseholdChanged.v1' && later.data.kind !== entry.data.kind;
    default: return false;
  }
}
