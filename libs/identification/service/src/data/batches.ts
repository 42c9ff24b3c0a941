import { type DataBatch, dataBatchDecider, type DataBatchEvent } from '@humai/identification-domain';
import { type EventCatalogue, type EventStore, fold, streamName } from '@humai/kernel';
import { v5 } from 'uuid';

// Fixed for good: the same delivery has the same id wherever and whenever it comes (invariant 24), and so have its rows.
const NAMESPACE = '0b6f0e1a-6f2d-5c0e-9b7f-6a4f3d2c1b50';

export const batchIdOf = (source: string, period: string, area: string, contentHash: string): string => v5([source, period, area, contentHash].join('\n'), NAMESPACE);
export const rowIdOf = (batchId: string, row: number): string => v5(`${batchId}\n${row}`, NAMESPACE);
/** Under this id the vault keeps what a doubtful row says of a person, until the match is settled. */
export const matchIdOf = (batchId: string, row: number): string => v5(`${batchId}\n${row}\nmatch`, NAMESPACE);

/** A batch as its stream has it now. */
export async function readBatch(store: Pick<EventStore, 'readStream'>, catalogue: EventCatalogue, batchId: string): Promise<DataBatch> {
  const events = (await store.readStream(streamName('dataBatch', batchId))).map((event) => catalogue.upcast(event));
  return fold(dataBatchDecider, events as unknown as readonly DataBatchEvent[]);
}
