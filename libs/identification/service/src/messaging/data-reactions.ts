import type { IdentificationEvent } from '@humai/contracts-identification';
import { type EventCatalogue, type EventStore, type Purpose, type RecordedEvent, subjectOf, type Vault } from '@humai/kernel';
import { commandIdOf, RethrowFilter } from '@humai/messaging';
import { CATALOGUE, CommandExecutor, EVENT_STORE, VAULT } from '@humai/nest';
import { Controller, Inject, UseFilters } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Streams } from '../application/streams.js';
import { readBatch, rowIdOf } from '../data/batches.js';
import { rowOfRecord } from '../data/doubtful-record.js';
import { raiseWarnings } from '../data/raise.js';
import { Links } from './links.js';
import { IDENTIFICATION } from './reactions.js';

type MatchSettled = RecordedEvent<Extract<IdentificationEvent, { type: 'identification.MatchSettled.v1' }>>;

/** What follows when somebody has looked at a doubtful row. */
@Controller()
@UseFilters(RethrowFilter)
export class DataReactions {
  readonly #streams: Streams;

  constructor(
    @Inject(CommandExecutor) private readonly executor: CommandExecutor,
    @Inject(EVENT_STORE) private readonly store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) private readonly catalogue: EventCatalogue,
    @Inject(VAULT) private readonly vault: Vault,
  ) {
    this.#streams = new Streams(store, catalogue);
  }

  /** An accepted row is given to its household like any other; what it said of a person is not needed any more either way, and is erased. */
  @EventPattern<string>('identification.MatchSettled.v1', IDENTIFICATION)
  async onMatchSettled(@Payload() event: MatchSettled): Promise<void> {
    const { matchId, personId } = event.data;
    const why: Purpose = { actor: event.metadata.actor, role: event.metadata.role, purpose: `identification.data match ${matchId}` };
    if (personId !== null) await this.#raise(event, personId, why);
    await this.vault.erase(matchId, why);
  }

  async #raise({ id, stream, data: { matchId } }: MatchSettled, personId: string, why: Purpose): Promise<void> {
    const batchId = subjectOf(stream);
    const { received, matches } = await readBatch(this.store, this.catalogue, batchId);
    const record = (await this.vault.read([matchId], why)).get(matchId);
    const { householdId } = (await this.#streams.person(personId)).state;
    const match = matches[matchId];
    // Without its record the row was given to the household before, and this message comes again.
    if (!received || !match || !record || householdId === null) return;
    const { sourceVersion, period, area, receivedOn } = received;
    await raiseWarnings(this.executor, new Links(this.executor, this.store, this.catalogue), {
      batchId, rowId: rowIdOf(batchId, match.row), sourceVersion, period, area, receivedOn, personId, householdId, fields: rowOfRecord(record).fields, commandId: commandIdOf(id, 'RaiseWarnings'),
    });
  }
}
