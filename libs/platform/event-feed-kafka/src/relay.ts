import { setTimeout as pause } from 'node:timers/promises';
import { categoryOf, type Clock, DomainError, type EventStore, type LeaderElection, type RawEvent, type ReadStore } from '@humai/kernel';
import { type Admin, type Message, Partitioners, type Producer, type TopicMessages } from 'kafkajs';
import { clientOf, type KafkaConnection, RETRY } from './connection.js';
import { messageOf, sizeOf } from './envelope.js';
import { faultOf, isFenced, isRefusal, isUnknownTopic } from './faults.js';
import { untilReadable } from './position.js';
import { checkTopics, topicOf, topicOfCategory, withAdmin } from './topics.js';

/** The name of the relay's lease, of its checkpoint and of its producer, so that all relays of a system are one. */
export const RELAY = 'humai.relay';

export type RelayOptions = Readonly<{
  kafka: KafkaConnection;
  store: Pick<EventStore, 'subscribe' | 'readRaw' | 'lastPosition'>;
  /** Keeps how far it has published; see {@link relayPosition}. */
  progress: Pick<ReadStore, 'checkpoint' | 'setCheckpoint'>;
  /** Absent where there is only one process that could relay. */
  leader?: LeaderElection;
  clock: Clock;
  /** Most events in one transaction, 500 unless told. */
  batchEvents?: number;
  observer?: RelayObserver | undefined;
  instrument?: RelayInstrument | undefined;
  /** Waits before it starts again after a failure; may end early when the signal aborts. */
  sleep?: (ms: number, signal: AbortSignal) => Promise<void>;
}>;

/** Told what was published and what went wrong, for metrics and logs. Must not throw. */
export interface RelayObserver {
  published(batch: Readonly<{ events: number; bytes: number; /** Of the last event. */ position: number; seconds: number; /** Age of the oldest event of the batch when it was out. */ lagSeconds: number }>): void;
  /** `retries` false: it has stopped and {@link Relay.run} rejects. */
  failed(failure: Readonly<{ error: unknown; position: number; retries: boolean }>): void;
}

/** Follows the hop of each event for traces. */
export interface RelayInstrument {
  /** Called before an event is sent. `headers` are added to the message, a `traceparent` there replaces the event's own; `end` is called when it is out, or with what kept it. */
  publish(event: RawEvent, topic: string): Readonly<{ headers: Readonly<Record<string, string>>; end(error?: unknown): void }>;
}

export type RelayStatus = Readonly<{
  /** `standby`: another process leads, or it has not begun. `failing`: it tries again by itself. `stopped`: somebody must act, then start it again. */
  state: 'standby' | 'running' | 'failing' | 'stopped';
  /** All up to here is published. */
  position: number;
  /** How far the log is ahead, in positions. */
  lag: number;
  /** Age of the oldest event that is not published yet, in seconds; 0 when all are. */
  lagSeconds: number;
  problem: DomainError | null;
}>;

/** How far the relay has published: what a consumer may count as everything there is. */
export const relayPosition = (progress: Pick<ReadStore, 'checkpoint'>): Promise<number> => progress.checkpoint(RELAY);

type Session = Readonly<{ producer: Producer; admin: Admin; signal: AbortSignal }>;

const READ = 1_000;
const BATCH_EVENTS = 500;
/** Below the smallest limit brokers commonly have for a record batch, 1 MiB. */
const BATCH_BYTES = 900_000;
/** Headers and frame of one event, about. */
const FRAME_BYTES = 700;
const TRANSACTION_MS = 30_000;
const FIRST_PAUSE_MS = 200;
const LONGEST_PAUSE_MS = 30_000;
/** Starting again changes nothing about these. */
const FINAL = ['KAFKA.EVENT_REFUSED', 'KAFKA.TOPIC_MISSING', 'KAFKA.BAD_CATEGORY', 'KAFKA.ACCESS_REFUSED', 'LEADER.LOST', 'STORE.CLOSED', 'STORE.DAMAGED'];

/**
 * Publishes the log to Kafka: every event, in order per stream, the event's own id on it.
 *
 * What holds
 * - **Nothing is left out.** The checkpoint is stored after the brokers have acknowledged (all in-sync copies) and consumers can read it, never before.
 * - **Order.** First arrivals of a stream are the stream. Batches go out one after the other, each in one transaction that is seen whole or not at all.
 * - **One relay at a time**, even if a lease fails: all relays share one transactional id, and the broker refuses a producer as soon as
 *   the next one has begun, also in the middle of a batch, which is then never seen (`LEADER.LOST`). So two never interleave a stream.
 * - **Repeats.** A crash between acknowledgement and checkpoint publishes that batch again, with the same ids and positions.
 *   A consumer must drop what is at or below the position it has of a stream, as the inbox of the consumer loop does.
 *   Consumers of other systems must read committed messages only, as all but some old ones do when told (`isolation.level=read_committed`).
 * - An event the broker will not take **stops** the relay, because what comes after it may not overtake it: `KAFKA.EVENT_REFUSED` names its position.
 *
 * Measured with kafkajs 2.2.4 and Kafka 4.1: a transaction costs 7 ms; batches of 300 lose a quarter of the rate of an idempotent producer without it.
 */
export class Relay {
  #state: RelayStatus['state'] = 'standby';
  #problem: DomainError | null = null;
  #position: number | undefined;
  /** Lowered when a broker refuses a batch, until one event alone is in question. */
  #most: number;
  /** Categories whose topics are there. */
  readonly #published = new Set<string>();

  constructor(private readonly options: RelayOptions) {
    this.#most = options.batchEvents ?? BATCH_EVENTS;
  }

  /**
   * Relays while this process leads, until the signal aborts; a batch under way is ended first.
   * Starts again by itself when Kafka or a store cannot be reached. Rejects when somebody must act: `KAFKA.EVENT_REFUSED`, `KAFKA.TOPIC_MISSING`,
   * `KAFKA.BAD_CATEGORY`, `KAFKA.ACCESS_REFUSED`, or when another relay has taken over (`LEADER.LOST`).
   */
  async run(signal: AbortSignal): Promise<void> {
    const { leader } = this.options;
    await (leader ? leader.lead(RELAY, (leading) => this.#work(leading), signal) : this.#work(signal));
  }

  async status(): Promise<RelayStatus> {
    const { store, progress, clock } = this.options;
    const position = this.#state === 'standby' ? await relayPosition(progress) : (this.#position ?? (await relayPosition(progress)));
    const last = await store.lastPosition();
    let lagSeconds = 0;
    if (position < last)
      for await (const [oldest] of store.readRaw({ after: position, upTo: last, batchSize: 1 })) {
        lagSeconds = oldest ? ageOf(oldest, clock) : 0;
        break;
      }
    return { state: this.#state, position, lag: Math.max(0, last - position), lagSeconds, problem: this.#problem };
  }

  async #work(signal: AbortSignal): Promise<void> {
    for (let wait = FIRST_PAUSE_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      try {
        await this.#session(signal, () => {
          wait = FIRST_PAUSE_MS;
        });
      } catch (error) {
        if (isRefusal(error)) continue; // #send has lowered what a batch may hold
        const fault = isFenced(error) ? new DomainError('LEADER.LOST', { name: RELAY }) : faultOf(error, this.options.kafka);
        this.#problem = fault instanceof DomainError ? fault : new DomainError('KAFKA.FAILED', { brokers: this.options.kafka.brokers, problem: fault instanceof Error ? fault.name : 'a defect' });
        const retries = !FINAL.includes(this.#problem.code);
        this.#state = retries ? 'failing' : 'stopped';
        this.options.observer?.failed({ error: fault, position: this.#position ?? 0, retries });
        if (!retries) throw fault;
        if (!signal.aborted) await (this.options.sleep ?? sleepFor)(wait, signal);
      }
    }
    this.#state = 'standby';
    this.#position = undefined;
  }

  /** One life of a producer. After any failure it is thrown away: only a new one knows for certain what the broker has. */
  async #session(signal: AbortSignal, onPublished: () => void): Promise<void> {
    const { kafka, progress } = this.options;
    const client = clientOf(kafka);
    const admin = client.admin();
    const producer = client.producer({
      transactionalId: RELAY, transactionTimeout: TRANSACTION_MS, maxInFlightRequests: 1, allowAutoTopicCreation: false, retry: RETRY,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    try {
      await Promise.all([producer.connect(), admin.connect()]);
      // From here on a former leader can publish nothing more; only then is its checkpoint final, but for one it writes late, which leads to repeats.
      await (await producer.transaction()).abort();
      this.#position = await progress.checkpoint(RELAY);
      for await (const batch of this.#batches(this.#position, signal)) {
        if (!(await this.#publish({ producer, admin, signal }, batch))) break; // it is out, but nobody reads it yet: it goes out again
        this.#position = batch.at(-1)!.position;
        await progress.setCheckpoint(RELAY, this.#position);
        onPublished();
      }
    } finally {
      await Promise.allSettled([producer.disconnect(), admin.disconnect()]); // nothing can be lost by it, and the failure that led here is told
    }
  }

  async *#batches(after: number, signal: AbortSignal): AsyncIterable<readonly RawEvent[]> {
    const { store } = this.options;
    for (let from = after; !signal.aborted; ) {
      const end = await store.lastPosition();
      this.#state = 'running';
      this.#problem = null;
      if (end <= from) {
        for await (const _ of store.subscribe({ after: from, batchSize: 1, signal })) break;
        continue;
      }
      for await (const part of store.readRaw({ after: from, upTo: end, batchSize: READ })) {
        for await (const batch of this.#cut(part)) {
          yield batch;
          if (signal.aborted) return;
        }
      }
      from = end;
    }
  }

  /** Cuts at what one batch can take, and before an event that cannot be published: what is before it goes out first. */
  async *#cut(events: readonly RawEvent[]): AsyncIterable<readonly RawEvent[]> {
    let batch: RawEvent[] = [];
    let bytes = 0;
    for (const event of events) {
      const size = Buffer.byteLength(event.data) + Buffer.byteLength(event.metadata) + FRAME_BYTES;
      const problem = await this.#problemOf(event);
      if (batch.length > 0 && (problem || batch.length >= this.#most || bytes + size > BATCH_BYTES)) {
        yield batch;
        [batch, bytes] = [[], 0];
      }
      if (problem) throw problem;
      batch.push(event);
      bytes += size;
    }
    if (batch.length > 0) yield batch;
  }

  async #problemOf({ position, id, stream, hash, data }: RawEvent): Promise<DomainError | null> {
    if (hash === '') return new DomainError('KAFKA.EVENT_REFUSED', { position, id: id || '–', problem: `the store cannot read it: ${data}` });
    const category = categoryOf(stream);
    if (this.#published.has(category)) return null;
    try {
      const topic = topicOfCategory(category);
      await withAdmin(this.options.kafka, (admin) => checkTopics(admin, [topic]));
      this.#published.add(category);
      return null;
    } catch (error) {
      if (error instanceof DomainError && FINAL.includes(error.code)) return new DomainError(error.code, { ...error.details, position, id });
      throw error;
    }
  }

  /** Resolves with false when it was told to stop before consumers could read it. */
  async #publish(session: Session, events: readonly RawEvent[]): Promise<boolean> {
    const { observer, instrument, clock } = this.options;
    const started = performance.now();
    const byTopic = new Map<string, Message[]>();
    const ends: ((error?: unknown) => void)[] = [];
    let bytes = 0;
    for (const event of events) {
      const topic = topicOf(event.stream);
      const trace = instrument?.publish(event, topic);
      if (trace) ends.push((error) => trace.end(error));
      const message = messageOf(event, trace?.headers);
      bytes += sizeOf(message);
      const messages = byTopic.get(topic);
      if (messages) messages.push(message);
      else byTopic.set(topic, [message]);
    }
    let readable: boolean;
    try {
      readable = await this.#send(session, [...byTopic].map(([topic, messages]) => ({ topic, messages })), events);
    } catch (error) {
      for (const end of ends) end(error);
      throw error;
    }
    for (const end of ends) end();
    if (readable) observer?.published({ events: events.length, bytes, position: events.at(-1)!.position, seconds: (performance.now() - started) / 1_000, lagSeconds: ageOf(events[0]!, clock) });
    return readable;
  }

  #late(topic: string): void {
    this.#state = 'failing';
    this.#problem = new DomainError('KAFKA.FAILED', { brokers: this.options.kafka.brokers, problem: `readers of ${topic} wait for the end of a transaction that somebody else holds open` });
    this.options.observer?.failed({ error: this.#problem, position: this.#position ?? 0, retries: true });
  }

  async #send({ producer, admin, signal }: Session, topicMessages: TopicMessages[], events: readonly RawEvent[]): Promise<boolean> {
    const transaction = await producer.transaction();
    try {
      const written = await transaction.sendBatch({ acks: -1, topicMessages });
      await transaction.commit();
      return await untilReadable(admin, written, signal, (topic) => this.#late(topic));
    } catch (error) {
      // The next producer under this id ends the transaction anyway; this only frees its readers sooner.
      if (transaction.isActive()) await transaction.abort().catch(() => {});
      if (isUnknownTopic(error)) this.#published.clear();
      if (!isRefusal(error)) throw error;
      const [only] = events;
      if (events.length === 1 && only) throw new DomainError('KAFKA.EVENT_REFUSED', { position: only.position, id: only.id, problem: (error as Error).message });
      this.#most = Math.ceil(events.length / 2);
      throw error;
    }
  }
}

const ageOf = ({ recordedAt }: RawEvent, clock: Clock): number => Math.max(0, (Date.parse(clock.now()) - Date.parse(recordedAt)) / 1_000);

const sleepFor = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal }).catch(() => {}); // woken up early is no error here
