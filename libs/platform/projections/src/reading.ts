import { setTimeout as sleep } from 'node:timers/promises';
import { DomainError, type RecordedEvent } from '@humai/kernel';
import { FailedEvent } from './fold.js';
import type { Lane, Part } from './lane.js';
import type { ProjectionRunnerOptions } from './runner.js';
import { Turns } from './turns.js';

const BATCH = 2_000;
const RETRY = { attempts: 4, delayMs: 250 };
const MAX_DOUBLINGS = 6;
/** How long the stored checkpoint may lag behind events that a projection does not read. */
const LAG_MS = 100;

type Settings = Pick<ProjectionRunnerOptions, 'store' | 'batchSize' | 'retry' | 'onError'>;
/** @param onRead is given every part of the log once. */
type Parts = Readonly<{ lanes: readonly Lane[]; settings: Settings; onRead: (events: readonly RecordedEvent[]) => void; signal?: AbortSignal | undefined }>;

/**
 * One reading of the log for several projections: live until its signal aborts, or without one to where the log ends now.
 * A projection that is behind, has failed or is worked on goes by itself, reading its own events only, until it is level again.
 */
export class Reading {
  /** Up to here the log has been handed out to those who are level. */
  #shared = 0;
  readonly #steps = new Turns();

  constructor(private readonly parts: Parts) {}

  get signal(): AbortSignal | undefined {
    return this.parts.signal;
  }

  /** Resolves when the shared reading has ended; who went by himself then may still be on his way. */
  async run(): Promise<void> {
    const { lanes, signal, settings: { store, batchSize = BATCH } } = this.parts;
    this.#shared = Math.max(0, ...lanes.filter((l) => l.state !== 'stopped').map((l) => l.position));
    for (const lane of lanes) this.bringUp(lane);
    try {
      if (signal) await this.#live(signal, batchSize);
      else await this.#handOut(store.readAll({ after: this.#shared, batchSize }));
    } finally {
      for (const lane of lanes) if (lane.state !== 'stopped') lane.state = 'idle';
    }
  }

  /** Takes a projection out of the shared reading, does the work, and brings it up again. One work after the other. */
  aside<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    lane.away += 1;
    return lane.exclusively(async () => {
      try {
        return await work();
      } finally {
        await this.#bringUp(lane);
      }
    });
  }

  /** Sees to it that a projection becomes level and goes on with the others. */
  bringUp(lane: Lane): void {
    void this.aside(lane, async () => {});
  }

  async #live(signal: AbortSignal, batchSize: number): Promise<void> {
    const { lanes, settings: { store, onError } } = this.parts;
    const flushing = setInterval(() => {
      for (const lane of lanes) if (lane.isUnstored && lane.away === 0) void lane.exclusively(() => lane.flush()).catch((error: unknown) => onError?.({ name: lane.name, status: lane.status, error }));
    }, LAG_MS);
    while (!signal.aborted) {
      try {
        await this.#handOut(store.subscribe({ after: this.#shared, batchSize, signal }));
      } catch (error) {
        onError?.({ error });
      }
      await sleep(RETRY.delayMs, undefined, { signal }).catch(() => {});
    }
    clearInterval(flushing);
  }

  async #handOut(log: AsyncIterable<readonly RecordedEvent[]>): Promise<void> {
    for await (const events of log)
      await this.#steps.take(async () => {
        // The log may hand out one more part after the end; whoever was not level then has left off where he was.
        if (this.signal?.aborted) return;
        const part = { after: this.#shared, upTo: events.at(-1)!.position, events };
        this.#shared = part.upTo;
        this.parts.onRead(events);
        await Promise.all(this.parts.lanes.filter((l) => l.away === 0 && l.state !== 'stopped').map((lane) => this.#give(lane, part)));
      });
  }

  async #give(lane: Lane, part: Part): Promise<void> {
    try {
      await lane.exclusively(() => lane.apply(part));
    } catch (error) {
      this.#failed(lane, error);
      this.bringUp(lane);
    }
  }

  async #bringUp(lane: Lane): Promise<void> {
    const { signal, settings: { store, batchSize = BATCH } } = this.parts;
    const isBehind = (by: number) => lane.state !== 'stopped' && !signal?.aborted && this.#shared - lane.position > by;
    const readUp = () => ((lane.state = 'catching-up'), lane.readUp(store, { upTo: this.#shared, batchSize, signal }));
    for (;;) {
      try {
        if (lane.state === 'retrying') await this.#pause(lane.error?.attempts ?? 1);
        while (isBehind(batchSize)) await readUp();
        // The last step is taken while the shared reading stands still: where events keep arriving it is always one ahead.
        return await this.#steps.take(async () => {
          if (isBehind(0)) await readUp();
          lane.away -= 1;
          if (lane.state !== 'stopped') lane.state = signal?.aborted === false ? 'live' : 'idle';
        });
      } catch (error) {
        this.#failed(lane, error);
      }
    }
  }

  /** A projection that cannot take an event stops in the end. A store that does not answer is waited for, as long as the reading is live. */
  #failed(lane: Lane, error: unknown): void {
    const { retry = RETRY, onError } = this.parts.settings;
    const event = error instanceof FailedEvent ? error.event : undefined;
    const attempts = lane.error?.position === lane.position ? lane.error.attempts + 1 : 1;
    lane.error = {
      code: error instanceof DomainError ? error.code : 'PROJECTION.FAILED', message: error instanceof Error ? error.message : String(error), attempts, position: lane.position,
      ...(event && { event: { position: event.position, type: event.type, id: event.id } }),
    };
    if (attempts > retry.attempts && (event || !this.signal)) lane.stop();
    else lane.state = 'retrying';
    onError?.({ name: lane.name, status: lane.status, error });
  }

  #pause(attempts: number): Promise<void> {
    const { retry = RETRY } = this.parts.settings;
    return sleep(retry.delayMs * 2 ** Math.min(attempts - 1, MAX_DOUBLINGS), undefined, { signal: this.signal }).catch(() => {});
  }
}
