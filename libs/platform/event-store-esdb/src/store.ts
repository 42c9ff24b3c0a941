import { setTimeout as delay } from 'node:timers/promises';
import { type AllStreamResolvedEvent, BACKWARDS, type EventStoreDBClient, eventTypeFilter, excludeSystemEvents, FORWARDS, NO_STREAM, type RecordedEvent as EsdbEvent, START, END } from '@eventstore/db-client';
import { type Appended, type Clock, DomainError, type EventStore, type ExpectedRevision, KeyLock, type NewEvent, type RawEvent, type ReadAllOptions, type RecordedEvent, RevisionConflict } from '@humai/kernel';
import { appendLimitOf, damaged, faultOf, isConflict, isMissingStream, isTransient, messageOf, Stalled } from './faults.js';
import { Source, type Streamed } from './source.js';
import { chain, type Chained, rawOf, recordedOf, type Row, rowsOf } from './stored.js';
import { extended, NO_TAIL, type Tail, Tails } from './tails.js';

const BATCH = 1_000;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;
/** Events the server looks at between two checkpoints of a filtered subscription, times 32, its smallest window. */
const CHECKPOINT_INTERVAL = 10;
/** The most that EventStoreDB lets one append have unless configured. */
const USUAL_APPEND_LIMIT = 1_048_576;

/** The event store of an EventStoreDB (KurrentDB) that holds nothing else. */
export type EsdbEventStore = EventStore &
  Readonly<{
    /** True when its first event was recorded by a simulated clock. */
    simulated: boolean;
    /** Resolves when the server answers at this moment. Throws `STORE.UNREACHABLE` or `STORE.ACCESS_REFUSED`. */
    ping(): Promise<void>;
  }>;

export type Parts = Readonly<{
  client: EventStoreDBClient;
  clock: Clock;
  /** How the server is called in errors: its address without user and password. */
  place: string;
  /** How long one call may take. */
  deadlineMs: number;
  /** How long the same is tried again while the server does not answer. */
  patienceMs: number;
  onTrouble: (error: unknown) => void;
}>;

/** What the client gives to read from; it declares the two kinds as different classes. */
type Reading = Streamed & Readonly<{ cancel(): Promise<void> }>;

type Wanted = Readonly<{ types?: readonly string[]; batchSize?: number }>;

const isOurs = ({ streamId, type }: EsdbEvent): boolean => !streamId.startsWith('$') && !type.startsWith('$');
const eventsOf = (resolved: readonly AllStreamResolvedEvent[]): EsdbEvent[] => resolved.flatMap(({ event }) => (event && isOurs(event) ? [event] : []));
const positionOf = (event: EsdbEvent): number => Number(event.position?.commit ?? -1n);
const placeFrom = (position: number) => (position <= 0 ? START : { commit: BigInt(position), prepare: BigInt(position) });
const escaped = (type: string): string => type.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

// Whatever is asked is asked of the leader: a follower may not yet have what was acknowledged.
const LEADER = { requiresLeader: true } as const;

export class EsdbStore implements EsdbEventStore {
  #simulated = false;
  #closing: Promise<void> | undefined;
  readonly #closed = new AbortController();
  readonly #appends = new Set<Promise<unknown>>();
  readonly #locks = new KeyLock();
  readonly #tails = new Tails();
  #lastRecordedAt = '';

  constructor(private readonly parts: Parts) {}

  get simulated(): boolean {
    return this.#simulated;
  }

  /** Makes the first contact, and sees whether clock and past go together. */
  async begin(): Promise<void> {
    const { clock, place } = this.parts;
    const first = await this.#patiently(() => this.#edge(FORWARDS));
    // Not parsed: also a damaged log can be opened, so that it can be verified.
    this.#simulated = first ? rawOf(first).metadata.includes('"simulated":true') : clock.simulated;
    if (clock.simulated && !this.#simulated) throw new DomainError('STORE.NOT_SIMULATED', { directory: place });
  }

  async append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<Appended> {
    if (this.#closing) throw new DomainError('STORE.CLOSED');
    const rows = rowsOf(stream, events);
    // One after the other: each is chained to the one before.
    const appended = this.#locks.run(stream, () => this.#patiently(() => this.#append(stream, rows, expected)));
    this.#appends.add(appended);
    try {
      return await appended;
    } finally {
      this.#appends.delete(appended);
    }
  }

  async readStream(stream: string, { fromRevision = 0, maxCount }: Readonly<{ fromRevision?: number; maxCount?: number }> = {}): Promise<readonly RecordedEvent[]> {
    const events = await this.#patiently(() => this.#stream(stream, fromRevision, maxCount));
    const recorded = events.map((event) => this.#recorded(event));
    // Who reads a whole stream mostly does so in order to go on from its end.
    if (fromRevision === 0 && maxCount === undefined) this.#tails.set(stream, extended(NO_TAIL, recorded));
    return recorded;
  }

  readAll(options: ReadAllOptions = {}): AsyncIterable<readonly RecordedEvent[]> {
    return this.#log(options, (event) => this.#recorded(event));
  }

  readRaw(options: ReadAllOptions = {}): AsyncIterable<readonly RawEvent[]> {
    return this.#log(options, rawOf);
  }

  async *subscribe({ after, types, batchSize = BATCH, signal }: Readonly<{ after: number; signal: AbortSignal } & Wanted>): AsyncIterable<readonly RecordedEvent[]> {
    const stop = AbortSignal.any([signal, this.#closed.signal]);
    const from = { position: after };
    for (let pause = FIRST_PAUSE_MS; !stop.aborted; pause = Math.min(LONGEST_PAUSE_MS, pause * 2)) {
      try {
        for await (const events of this.#live(from, { batchSize, ...(types && { types }) }, stop)) {
          pause = FIRST_PAUSE_MS;
          yield events.map((event) => this.#recorded(event));
        }
      } catch (error) {
        if (stop.aborted) return;
        if (!isTransient(error)) throw faultOf(error, this.parts.place);
        this.parts.onTrouble(error);
      }
      // Also after an end without an error: the server was stopped.
      await delay(pause, undefined, { signal: stop }).catch(() => {}); // Aborted: the loop ends.
    }
  }

  async lastPosition(): Promise<number> {
    const last = await this.#patiently(() => this.#edge(BACKWARDS));
    return last ? positionOf(last) : 0;
  }

  async ping(): Promise<void> {
    try {
      await this.#edge(BACKWARDS);
    } catch (error) {
      throw faultOf(error, this.parts.place);
    }
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#appends);
    this.#closed.abort();
    await this.parts.client.dispose();
  }

  async #append(stream: string, rows: readonly Row[], expected: ExpectedRevision): Promise<Appended> {
    let tail = this.#tails.find(stream);
    for (let isFresh = false; ; isFresh = true) {
      tail = tail && !isFresh ? tail : await this.#follow(stream, tail ?? NO_TAIL);
      const known = await this.#repeatOf(stream, rows, tail);
      if (known) return known;
      if (expected !== 'any' && tail.revision !== (expected === 'none' ? -1 : expected)) {
        if (isFresh) throw new RevisionConflict(stream, expected, tail.revision);
        continue; // What is remembered may be old.
      }
      const appended = await this.#write(stream, rows, tail);
      if (appended) return appended;
    }
  }

  /** Undefined when another process was faster. */
  async #write(stream: string, rows: readonly Row[], tail: Tail): Promise<Appended | undefined> {
    const recordedAt = [new Date(this.parts.clock.now()).toISOString(), tail.recordedAt, this.#lastRecordedAt].reduce((a, b) => (b > a ? b : a));
    const chained = chain(stream, rows, tail, recordedAt);
    const revision = tail.revision + rows.length;
    // From here on until it is read back, what is at the end of the stream is not known.
    this.#tails.forget(stream);
    try {
      await this.#send(stream, chained, tail.revision);
    } catch (error) {
      if (isConflict(error)) {
        this.#tails.set(stream, tail);
        return undefined;
      }
      throw this.#tooLarge(error, rows);
    }
    // The server answers the append of ids that already follow the expected revision as if it had just written them, and what it
    // answers as their position differs by its version. What stands there now, in whichever process it was made, is what counts.
    const written = await this.#stream(stream, tail.revision + 1, rows.length);
    const last = written.at(-1);
    if (!last || Number(last.revision) !== revision || last.id !== rows.at(-1)?.id) throw damaged(this.parts.place, `${stream} does not hold what was acknowledged at revision ${revision}`);
    this.#tails.set(stream, extended(tail, written.map(rawOf)));
    this.#lastRecordedAt = recordedAt;
    return { stream, revision, position: positionOf(last), repeated: rawOf(last).hash !== chained.at(-1)?.hash };
  }

  async #send(stream: string, chained: readonly Chained[], revision: number): Promise<void> {
    const { client, deadlineMs } = this.parts;
    const options = { ...LEADER, expectedRevision: revision < 0 ? NO_STREAM : BigInt(revision), deadline: deadlineMs } as const;
    const sent = client.appendToStream(stream, chained.map(({ event }) => event), options);
    await this.#inTime(sent, deadlineMs + 1_000); // The client itself does not notice when its stream of appends ends without an answer.
  }

  /** The earlier append of the same ids, undefined when none is stored. Throws `EVENT.ID_TAKEN` when some are, or one is offered twice. */
  async #repeatOf(stream: string, rows: readonly Row[], { ids }: Tail): Promise<Appended | undefined> {
    const found = rows.map(({ id }) => ids.get(id));
    const [first] = found;
    const last = found.at(-1);
    if (first !== undefined && last !== undefined && found.every((revision, i) => revision === first + i)) {
      const [event] = await this.#stream(stream, last, 1);
      if (!event) throw damaged(this.parts.place, `${stream} has lost its revision ${last}`);
      return { stream, revision: last, position: positionOf(event), repeated: true };
    }
    const taken = rows.find(({ id }, i) => found[i] !== undefined || rows.findIndex((other) => other.id === id) < i);
    if (taken) throw new DomainError('EVENT.ID_TAKEN', { id: taken.id, stream });
    return undefined;
  }

  /** A tail with what has come to its stream since. */
  async #follow(stream: string, tail: Tail): Promise<Tail> {
    const now = extended(tail, (await this.#stream(stream, tail.revision + 1)).map(rawOf));
    this.#tails.set(stream, now);
    return now;
  }

  #tooLarge(error: unknown, rows: readonly Row[]): unknown {
    const limit = appendLimitOf(error);
    if (limit === undefined) return error;
    const bytes = rows.reduce((sum, { data, metadata }) => sum + Buffer.byteLength(data) + Buffer.byteLength(metadata), 0);
    return new DomainError('EVENT.TOO_LARGE', { type: rows[0]!.type, bytes, limit: Number.isSafeInteger(limit) ? limit : USUAL_APPEND_LIMIT });
  }

  async #stream(stream: string, fromRevision: number, maxCount?: number): Promise<EsdbEvent[]> {
    this.#checkOpen();
    const options = { ...LEADER, fromRevision: BigInt(fromRevision), direction: FORWARDS, ...(maxCount === undefined ? {} : { maxCount }) } as const;
    const reading = this.parts.client.readStream(stream, options, { highWaterMark: BATCH });
    const all: EsdbEvent[] = [];
    try {
      for await (const batch of this.#batches(reading, BATCH)) all.push(...batch);
      return all;
    } catch (error) {
      if (isMissingStream(error)) return [];
      throw error;
    }
  }

  /** Our first or last event of all. Mostly it is among the outermost few; the server has events of its own as well. */
  async #edge(direction: typeof FORWARDS | typeof BACKWARDS): Promise<EsdbEvent | undefined> {
    for (const maxCount of [16, 1_024, Number.MAX_SAFE_INTEGER]) {
      this.#checkOpen();
      const reading = this.parts.client.readAll({ ...LEADER, direction, fromPosition: direction === FORWARDS ? START : END, maxCount }, { highWaterMark: 16 });
      for await (const [event] of this.#batches(reading, 16)) return event;
    }
    return undefined;
  }

  // The end is taken when the caller asks, not when it first iterates.
  #log<E>(options: ReadAllOptions, as: (event: EsdbEvent) => E): AsyncIterable<readonly E[]> {
    const last = this.lastPosition();
    last.catch(() => {}); // Told to whoever iterates.
    return this.#walk(options, last, as);
  }

  // Unfiltered: the client passes no filter with a read, and a subscription, which takes one, does not say when it is past a position.
  async *#walk<E>({ after = 0, upTo = Number.MAX_SAFE_INTEGER, types, batchSize = BATCH }: ReadAllOptions, last: Promise<number>, as: (event: EsdbEvent) => E): AsyncIterable<readonly E[]> {
    const end = Math.min(upTo, await last);
    let from = after;
    let patience = this.#patience();
    while (from < end)
      try {
        this.#checkOpen();
        const reading = this.parts.client.readAll({ ...LEADER, direction: FORWARDS, fromPosition: placeFrom(from) }, { highWaterMark: batchSize });
        for await (const batch of this.#batches(reading, batchSize)) {
          const events = batch.filter((event) => positionOf(event) > from && positionOf(event) <= end);
          from = Math.max(from, positionOf(batch.at(-1)!));
          const wanted = types ? events.filter(({ type }) => types.includes(type)) : events;
          if (wanted.length > 0) yield wanted.map(as);
          patience = this.#patience();
          if (from >= end) return;
        }
        return;
      } catch (error) {
        await patience(error);
      }
  }

  async *#live(from: { position: number }, { types, batchSize = BATCH }: Wanted, signal: AbortSignal): AsyncIterable<readonly EsdbEvent[]> {
    if (types?.length === 0) return void (await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true })));
    const checkpoint = {
      checkpointInterval: CHECKPOINT_INTERVAL,
      // Only when all before it has been taken: what has not is asked for again after a break.
      checkpointReached: async (taken: Pick<Streamed, 'readableLength'>, position: Readonly<{ commit: bigint }>) => {
        if (taken.readableLength === 0) from.position = Math.max(from.position, Number(position.commit));
      },
    };
    const filter = types ? eventTypeFilter({ ...checkpoint, regex: `^(?:${types.map(escaped).join('|')})$` }) : excludeSystemEvents(checkpoint);
    const subscription = this.parts.client.subscribeToAll({ ...LEADER, fromPosition: placeFrom(from.position), filter }, { highWaterMark: batchSize });
    const source = new Source<AllStreamResolvedEvent>(subscription, () => subscription.unsubscribe());
    try {
      for (let taken; (taken = await source.take(batchSize, { signal })); ) {
        const events = eventsOf(taken).filter((event) => positionOf(event) > from.position);
        if (events.length === 0) continue;
        from.position = positionOf(events.at(-1)!);
        yield events;
        if (signal.aborted) return;
      }
    } finally {
      await source.stop();
    }
  }

  async *#batches(reading: Reading, batchSize: number): AsyncIterable<EsdbEvent[]> {
    const source = new Source<AllStreamResolvedEvent>(reading, () => reading.cancel());
    try {
      for (let taken; (taken = await source.take(batchSize, { stallMs: this.parts.deadlineMs })); ) {
        const events = eventsOf(taken);
        if (events.length > 0) yield events;
      }
    } finally {
      await source.stop();
    }
  }

  #recorded(event: EsdbEvent): RecordedEvent {
    try {
      return recordedOf(event);
    } catch (error) {
      throw damaged(this.parts.place, messageOf(error));
    }
  }

  #checkOpen(): void {
    if (this.#closed.signal.aborted) throw new DomainError('STORE.CLOSED');
  }

  async #inTime<T>(call: Promise<T>, ms: number): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(new Stalled(`no answer for ${ms} ms`)), ms)));
    call.catch(() => {}); // It may still fail when nobody waits for it any more.
    return Promise.race([call, late]).finally(() => clearTimeout(timer));
  }

  async #patiently<T>(attempt: () => Promise<T>): Promise<T> {
    for (const patience = this.#patience(); ; )
      try {
        return await attempt();
      } catch (error) {
        await patience(error);
      }
  }

  /** Waits before the next attempt, longer each time; throws when another attempt makes no sense or there is no time left. */
  #patience(): (error: unknown) => Promise<void> {
    const { patienceMs, place, onTrouble } = this.parts;
    const until = performance.now() + patienceMs;
    let pause = FIRST_PAUSE_MS;
    return async (error) => {
      if (!isTransient(error) || performance.now() + pause > until) throw faultOf(error, place);
      onTrouble(error);
      await delay(pause * (0.5 + Math.random() / 2));
      pause = Math.min(LONGEST_PAUSE_MS, pause * 2);
    };
  }
}
