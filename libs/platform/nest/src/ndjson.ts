import { Readable } from 'node:stream';
import type { HttpReply } from './http-context.js';

/** A reply that also tells when its reader is gone. */
export type StreamReply = HttpReply & Readonly<{ raw: { once(event: 'close', listener: () => void): unknown } }>;

/** Aborts when the answer is complete or its reader has gone away, so that nobody works for an answer that cannot arrive. */
export function untilClosed(reply: StreamReply): AbortSignal {
  const closed = new AbortController();
  reply.raw.once('close', () => closed.abort());
  return closed.signal;
}

/**
 * Answers one JSON value per line, as the reader takes them; memory holds a few batches.
 * What fails before the first batch is an ordinary problem. After it the connection breaks, so that a part never looks like the whole.
 */
export async function sendNdjson(reply: StreamReply, batches: AsyncIterable<readonly unknown[]>, headers: Readonly<Record<string, string>> = {}): Promise<void> {
  const rest = batches[Symbol.asyncIterator]();
  const first = await rest.next();
  for (const [name, value] of Object.entries(headers)) reply.header(name, value);
  // Readable.from counts batches, of which it would hold 16.
  const body = Readable.from(linesOf(first, rest), { highWaterMark: 1 });
  // Here, because a generator that was never asked for its first line runs no `finally`.
  body.once('close', () => void rest.return?.().catch(() => {}));
  void reply.status(200).header('content-type', 'application/x-ndjson').send(body);
}

async function* linesOf(first: IteratorResult<readonly unknown[]>, rest: AsyncIterator<readonly unknown[]>): AsyncGenerator<string> {
  for (let next = first; !next.done; next = await rest.next()) yield next.value.map((value) => `${JSON.stringify(value)}\n`).join('');
}
