import type { IdentificationEvent } from '@humai/contracts-identification';
import { type DomainEvent, type RecordedEvent, subjectOf } from '@humai/kernel';
import { commandIdOf, RethrowFilter } from '@humai/messaging';
import { CommandExecutor } from '@humai/nest';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { assistanceAggregate, assistanceService } from '../application/household-aggregate.js';

/** Names this service's consumer; one strategy listens under it. */
export const ASSISTANCE = Symbol('assistance');
/** The consumer's name is its checkpoint: never renamed. */
export const ASSISTANCE_GROUP = 'assistance.reactions';

type On<E extends DomainEvent, T extends E['type']> = RecordedEvent<Extract<E, { type: T }>>;

/** What assistance does because of what happened elsewhere. */
@Controller()
@UseFilters(RethrowFilter)
export class AssistanceReactions {
  constructor(@Inject(CommandExecutor) private readonly executor: CommandExecutor) {}

  /** Rights go by the village of the household, so its running measures must be seen there. */
  @EventPattern<string>('identification.HouseholdChanged.v1', ASSISTANCE)
  async onHouseholdChanged(@Payload() { id, stream, metadata }: On<IdentificationEvent, 'identification.HouseholdChanged.v1'>): Promise<void> {
    await this.executor.execute(assistanceAggregate, {
      type: 'MoveMeasures', id: subjectOf(stream), data: {}, actor: assistanceService, commandId: commandIdOf(id, 'MoveMeasures'), causationId: id, correlationId: metadata.correlationId,
      effectiveOn: metadata.effectiveOn, ...(metadata.traceparent === undefined ? {} : { traceparent: metadata.traceparent }),
    });
  }
}
