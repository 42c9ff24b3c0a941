import type { RelocationEvent } from '@humai/contracts-relocation';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { type DomainEvent, type EventCatalogue, type EventStore, type RecordedEvent, subjectOf } from '@humai/kernel';
import { commandIdOf, RethrowFilter } from '@humai/messaging';
import { CATALOGUE, CommandExecutor, EVENT_STORE } from '@humai/nest';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { householdAggregate, identificationService, personPlace } from '../application/household-aggregate.js';
import { Streams } from '../application/streams.js';

/** Names this service's consumer; one strategy listens under it. */
export const IDENTIFICATION = Symbol('identification');
/** The consumer's name is its checkpoint: never renamed. */
export const IDENTIFICATION_GROUP = 'identification.reactions';

type On<E extends DomainEvent, T extends E['type']> = RecordedEvent<Extract<E, { type: T }>>;

/** What identification does because of what happened elsewhere. */
@Controller()
@UseFilters(RethrowFilter)
export class IdentificationReactions {
  readonly #streams: Streams;

  constructor(
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) catalogue: EventCatalogue,
  ) {
    this.#streams = new Streams(store, catalogue);
  }

  /** A relocated household with labour whose last job is gone is a clue (domain §4, life cycle). */
  @EventPattern<string>('relocation.EmploymentLost.v1', IDENTIFICATION)
  async onEmploymentLost(@Payload() event: On<RelocationEvent, 'relocation.EmploymentLost.v1'>): Promise<void> {
    if (!event.data.lastJob) return;
    // Who was in a household that is gone has moved on: its jobs are told where they are now.
    if ((await this.#streams.household(subjectOf(event.stream))).state.lineage.ended) return;
    await this.executor.execute(householdAggregate, {
      type: 'ReportClue', id: subjectOf(event.stream), actor: identificationService, commandId: commandIdOf(event.id, 'ReportClue'),
      data: { clueId: commandIdOf(event.id, 'clue'), channel: 'OTHER', riskTypes: ['07'], occurredOn: event.data.lostOn, source: 'relocation.EmploymentLost' },
      ...because(event),
    });
  }

  /** Who leaves a household is free to join another (invariant 21). */
  @EventPattern<string>('identification.MemberRemoved.v1', IDENTIFICATION)
  async onMemberRemoved(@Payload() event: On<IdentificationEvent, 'identification.MemberRemoved.v1'>): Promise<void> {
    const { personId, reason } = event.data;
    const householdId = subjectOf(event.stream);
    // Who came back before this was handled has the place still, and needs it.
    if (Object.hasOwn((await this.#streams.household(householdId)).state.members, personId)) return;
    await this.executor.execute(personPlace, {
      type: 'LeaveHousehold', id: personId, actor: identificationService, commandId: commandIdOf(event.id, 'LeaveHousehold'),
      data: { personId, householdId, reason }, ...because(event),
    });
  }
}

/** What a command that follows from an event says of it. */
export const because = ({ id, metadata }: RecordedEvent) => ({
  causationId: id, correlationId: metadata.correlationId, effectiveOn: metadata.effectiveOn, ...(metadata.traceparent === undefined ? {} : { traceparent: metadata.traceparent }),
});
