import type { EventCatalogue, EventStore } from '@humai/kernel';
import { RethrowFilter } from '@humai/messaging';
import { CATALOGUE, CommandExecutor, EVENT_STORE } from '@humai/nest';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { type HouseholdMergedInto, type HouseholdSplit, Links } from './links.js';
import { IDENTIFICATION } from './reactions.js';

/** The other side of splits and merges. */
@Controller()
@UseFilters(RethrowFilter)
export class LineageReactions {
  readonly #links: Links;

  constructor(
    @Inject(CommandExecutor) executor: CommandExecutor,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) catalogue: EventCatalogue,
  ) {
    this.#links = new Links(executor, store, catalogue);
  }

  @EventPattern<string>('identification.HouseholdSplit.v1', IDENTIFICATION)
  async onHouseholdSplit(@Payload() event: HouseholdSplit): Promise<void> {
    await this.#links.split(event);
  }

  @EventPattern<string>('identification.HouseholdMergedInto.v1', IDENTIFICATION)
  async onHouseholdMergedInto(@Payload() event: HouseholdMergedInto): Promise<void> {
    await this.#links.merge(event);
  }
}
