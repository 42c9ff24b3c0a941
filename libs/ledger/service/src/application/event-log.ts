import type { EventsQuery, LoggedEvent } from '@humai/contracts-ledger';
import { DomainError, type EventStore, type RecordedEvent } from '@humai/kernel';

const BATCH = 1_000;

type Asked = Pick<EventsQuery, 'after' | 'types' | 'limit'>;

/** The log up to a position, or less when a limit is reached. */
export async function* readLog(store: Pick<EventStore, 'readAll'>, { after, types, limit }: Asked, upTo: number): AsyncGenerator<readonly LoggedEvent[]> {
  yield* limited(store.readAll({ after, upTo, batchSize: Math.min(limit ?? BATCH, BATCH), ...(types && { types }) }), limit);
}

/** The log as it grows, until a limit is reached or the signal aborts; that it was stopped is an error, because there is no other end. */
export async function* followLog(store: Pick<EventStore, 'subscribe'>, { after, types, limit }: Asked, signal: AbortSignal): AsyncGenerator<readonly LoggedEvent[]> {
  // The reader is to know at once that it is being served.
  yield [];
  const left = yield* limited(store.subscribe({ after, batchSize: BATCH, signal, ...(types && { types }) }), limit);
  if (left > 0) throw new DomainError('STORE.CLOSED');
}

/** Answers how many more there may be. */
async function* limited(batches: AsyncIterable<readonly RecordedEvent[]>, limit = Number.POSITIVE_INFINITY): AsyncGenerator<readonly LoggedEvent[], number> {
  let left = limit;
  for await (const batch of batches) {
    yield batch.slice(0, left).map(toLogged);
    left -= batch.length;
    if (left <= 0) break;
  }
  return left;
}

const toLogged = ({ position, stream, revision, type, id, recordedAt, metadata, data, hash }: RecordedEvent): LoggedEvent =>
  ({ position, stream, revision, type, id, recordedAt, metadata, data, hash });
