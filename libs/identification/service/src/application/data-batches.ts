import type { DataBatchCommands } from '@humai/contracts-identification';
import { DomainError, type EventCatalogue, type EventStore, isInArea } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import type { z } from 'zod';
import { readBatch } from '../data/batches.js';
import { dataBatchAggregate } from './data-batch-aggregate.js';
import { Streams } from './streams.js';

type SettleMatch = z.infer<(typeof DataBatchCommands)['SettleMatch']['body']>;

/** A match is accepted only for somebody whom the batch may be about: else its signal would be lost without a word. */
export function prepareDataBatches(executor: CommandExecutor, store: Pick<EventStore, 'readStream'>, catalogue: EventCatalogue): void {
  const streams = new Streams(store, catalogue);
  executor.prepare(dataBatchAggregate, 'SettleMatch', async (body: SettleMatch, { id }) => {
    const { received, matches } = await readBatch(store, catalogue, id);
    const match = Object.hasOwn(matches, body.matchId) ? matches[body.matchId] : undefined;
    const personId = body.personId ?? match?.candidateId ?? undefined;
    if (body.verdict === 'REJECTED' || !received || !match || match.settled || personId === undefined) return body; // the decider says what it thinks of these
    const { householdId } = (await streams.person(personId)).state;
    const village = householdId === null ? undefined : (await streams.household(householdId)).state.registered?.village;
    if (village === undefined || !isInArea(village, received.area)) throw new DomainError('MATCH.PERSON_NOT_HERE', {}, 'personId');
    return body;
  });
}
