import type { IdentificationEvent } from '@humai/contracts-identification';
import { DomainError, type EventCatalogue, type EventStore, type RecordedEvent, streamName, subjectOf } from '@humai/kernel';
import { commandIdOf } from '@humai/messaging';
import type { AnyAggregate, CommandExecutor } from '@humai/nest';
import { identificationService, personPlace } from '../application/household-aggregate.js';
import { householdLinks } from '../application/lineage-aggregate.js';
import { Streams } from '../application/streams.js';
import { because } from './reactions.js';

type On<T extends IdentificationEvent['type']> = RecordedEvent<Extract<IdentificationEvent, { type: T }>>;
export type HouseholdSplit = On<'identification.HouseholdSplit.v1'>;
export type HouseholdMergedInto = On<'identification.HouseholdMergedInto.v1'>;
type Link = HouseholdSplit | HouseholdMergedInto;

/** What the new household is formed from. */
export const formedBy = ({ id, position, stream, data }: HouseholdSplit) => {
  const { newHouseholdId: householdId, registerNumber, village, kind, members, incomes, clues, warnings, lists } = data;
  return { householdId, registerNumber, village, kind, members, incomes, clues, warnings, lists, originHouseholdId: subjectOf(stream), splitEventId: id, splitPosition: position };
};

/** Carries splits and merges out on the other side. Every step may be taken again: after a crash, because the message comes again, or by somebody who cannot wait for it. */
export class Links {
  readonly #streams: Streams;

  constructor(
    private readonly executor: Pick<CommandExecutor, 'execute'>,
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly catalogue: EventCatalogue,
  ) {
    this.#streams = new Streams(store, catalogue);
  }

  /** The split by which a person left a household and has not come back since; null where there is none. */
  async splitOf(householdId: string, personId: string): Promise<HouseholdSplit | null> {
    const { splitOff } = (await this.#streams.household(householdId)).state.lineage;
    if (!Object.hasOwn(splitOff, personId)) return null;
    const events = (await this.store.readStream(streamName('household', householdId))).map((event) => this.catalogue.upcast(event) as RecordedEvent<IdentificationEvent>);
    const isIt = (event: RecordedEvent<IdentificationEvent>): event is HouseholdSplit => event.type === 'identification.HouseholdSplit.v1' && event.data.members.some((m) => m.personId === personId);
    return events.findLast(isIt) ?? null;
  }

  /** Answers whether the new household is there; false when the split came to nothing and all are where they were. */
  async split(event: HouseholdSplit): Promise<boolean> {
    const { newHouseholdId: householdId } = event.data;
    if ((await this.#streams.household(subjectOf(event.stream))).state.lineage.undone.includes(event.id)) return false;
    try {
      await this.#give(householdLinks, event, 'FormBySplit', householdId, formedBy(event));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'HOUSEHOLD.EXISTS') throw error;
      // Somebody else was first to take the id: nobody has left.
      await this.#undo(event, householdId, 'ID_TAKEN');
      return false;
    }
    await this.#movePlaces(event, householdId, 'SPLIT');
    return true;
  }

  async merge(event: HouseholdMergedInto): Promise<void> {
    const fromHouseholdId = subjectOf(event.stream);
    const { intoHouseholdId, members, incomes, clues, enrolment, warnings, lists } = event.data;
    if ((await this.#streams.household(fromHouseholdId)).state.lineage.undone.includes(event.id)) return;
    const id = await this.#receiverOf(event.id, fromHouseholdId, intoHouseholdId);
    if (id === null) return this.#undo(event, intoHouseholdId, 'HOUSEHOLD_GONE');
    await this.#give(householdLinks, event, 'TakeInHousehold', id, { fromHouseholdId, mergeEventId: event.id, mergePosition: event.position, members, incomes, clues, enrolment, warnings, lists });
    await this.#movePlaces(event, id, 'MERGE');
  }

  /** The household that has taken it in, or that is to: the one named, or the one into which that went itself in the meantime. Null where the way leads nowhere. */
  async #receiverOf(mergeEventId: string, from: string, into: string): Promise<string | null> {
    const seen = new Set([from]);
    for (let id = into; !seen.has(id);) {
      seen.add(id);
      const { lineage } = (await this.#streams.household(id)).state;
      if (!lineage.ended || lineage.mergedFrom.some((m) => m.mergeEventId === mergeEventId)) return id;
      if (lineage.ended.how !== 'MERGED') return null;
      id = lineage.ended.into;
    }
    return null;
  }

  /** Each person's one place goes along (invariant 21), to wherever the person is a member by now. */
  async #movePlaces(event: Link, householdId: string, reason: 'SPLIT' | 'MERGE'): Promise<void> {
    const from = subjectOf(event.stream);
    for (const { personId } of event.data.members) {
      const { to, via } = await this.#placeOf(personId, from, householdId);
      if (to) await this.#give(personPlace, event, 'MoveHousehold', personId, { personId, via, ...to, reason });
      else await this.#give(personPlace, event, 'LeaveHousehold', personId, { personId, householdId: from, reason });
    }
  }

  async #placeOf(personId: string, from: string, householdId: string) {
    const via = [from];
    for (let id = householdId; !via.includes(id);) {
      const { registered, members, lineage: { ended } } = (await this.#streams.household(id)).state;
      if (registered && Object.hasOwn(members, personId)) return { to: { householdId: id, village: registered.village }, via };
      if (ended?.how !== 'MERGED') break;
      via.push(id);
      id = ended.into;
    }
    return { to: null, via };
  }

  async #undo(event: Link, otherHouseholdId: string, why: 'ID_TAKEN' | 'HOUSEHOLD_GONE'): Promise<void> {
    const { members, incomes, clues, warnings, lists } = event.data;
    const enrolment = event.type === 'identification.HouseholdMergedInto.v1' ? event.data.enrolment : null;
    await this.#give(householdLinks, event, 'UndoLink', subjectOf(event.stream), { eventId: event.id, otherHouseholdId, why, members, incomes, clues, enrolment, warnings, lists });
  }

  async #give(aggregate: AnyAggregate, event: Link, type: string, id: string, data: Readonly<Record<string, unknown>>): Promise<void> {
    await this.executor.execute(aggregate, { type, id, data, actor: identificationService, commandId: commandIdOf(event.id, `${type} ${id}`), ...because(event) });
  }
}
