import { randomUUID } from 'node:crypto';
import { createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError } from '@humai/kernel';

const EVERY_MS = 200;

export type WorkLine<P, R> = Readonly<{ progress: P } | { result: R } | { problem: unknown }>;

const isStream = (body: unknown): body is Readable => typeof body === 'object' && body !== null && 'pipe' in body;

/**
 * Puts what is sent into a file of the scratch folder, whole: an import reads it twice, and a slow line must not hold its households open.
 * Throws `SHAPE.INVALID` for a body that is not a file.
 */
export async function keepUpload(scratch: string, name: string, body: unknown): Promise<string> {
  if (!isStream(body)) throw new DomainError('SHAPE.INVALID', { problem: 'send the file as application/octet-stream', problemZh: '请以 application/octet-stream 发送文件', place: 'body' }, 'body');
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  const file = join(scratch, `${name}-${randomUUID()}`);
  try {
    await pipeline(body, createWriteStream(file, { mode: 0o600 }));
    return file;
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}

/** How far a work is, now and then, and at last what came of it. */
export async function* linesOf<P, R>(work: (onProgress: (step: P) => void) => Promise<R>, signal: AbortSignal, problemOf: (error: unknown) => unknown): AsyncGenerator<readonly WorkLine<P, R>[]> {
  let step: P | undefined;
  try {
    const running = work((s) => { step = s; });
    running.catch(() => {}); // when the reader has gone away nobody waits for it
    for (let ended = false; !ended; ) {
      ended = await Promise.race([running.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), EVERY_MS))]);
      if (!ended && step !== undefined) yield [{ progress: step }];
    }
    yield [{ result: await running }];
  } catch (error) {
    if (signal.aborted) throw error;
    yield [{ problem: problemOf(error) }];
  }
}
