import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LeaderElection } from '@humai/kernel';
import { connectMongo, type Database, type MongoConnection, type MongoOptions } from '@humai/mongo';

export type MongoLeaderOptions = MongoOptions &
  Readonly<{
    /** How long a leader leads without renewing; 10,000 unless told. */
    leaseMs?: number;
    /** Where others reach this process while it leads, as text of theirs; see {@link MongoLeaderElection.leaderOf}. */
    address?: string;
    /** Told of what came between; it is tried again. */
    onError?: (error: unknown) => void;
  }>;
export type MongoLeaderElection = LeaderElection & Readonly<{
  /** The address of whoever leads, or led until a moment ago; null when nobody does, or none was told. */
  leaderOf(name: string): Promise<string | null>;
  close(): Promise<void>;
}>;

/** `turn` changes with every renewal: whoever sees it unchanged for the whole lease knows that nobody renews. */
type Lease = { _id: string; holder: string; turn: number; leaseMs: number; /** Of the holder. */ address: string };

const LEASES = 'humai.leases';
const RENEWALS_PER_LEASE = 4;
const DUPLICATE_KEY = 11_000;

/**
 * Leadership as a document that its holder renews. No clock is compared with another machine's: a contender takes over
 * when it has watched the lease stand still, by its own clock, for a lease's length; a holder stops when, by its own clock,
 * three quarters of it have passed since it began the last renewal that succeeded. So two lead at once only where a process
 * stood still and does not know it, for as long as the request that it is in the middle of: what it writes must bear that.
 */
export async function openMongoLeaderElection(options: MongoLeaderOptions): Promise<MongoLeaderElection> {
  return new Election(await connectMongo(options), options);
}

class Election implements MongoLeaderElection {
  readonly #leaseMs: number;

  constructor(private readonly connection: MongoConnection, private readonly options: MongoLeaderOptions) {
    this.#leaseMs = options.leaseMs ?? 10_000;
  }

  async lead(name: string, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const holder = randomUUID();
    while (!signal.aborted) {
      const since = await this.#acquired(name, holder, signal);
      if (since === undefined) return;
      await this.#term(name, holder, since, work, signal);
    }
  }

  /** When this holder began the request that made it leader; undefined when the signal aborted before. */
  async #acquired(name: string, holder: string, signal: AbortSignal): Promise<number | undefined> {
    let seen: Readonly<{ turn: number; at: number }> | undefined;
    while (!signal.aborted) {
      try {
        const began = performance.now();
        const lease = await this.#run((leases) => leases.findOne({ _id: name }));
        if (!lease) {
          if (await this.#founded(name, holder)) return began;
        } else if (lease.holder === '' || (seen && seen.turn === lease.turn && began - seen.at > lease.leaseMs)) {
          if (await this.#tookOver(lease, holder)) return began;
        } else if (seen?.turn !== lease.turn) seen = { turn: lease.turn, at: began };
      } catch (error) {
        this.options.onError?.(error);
      }
      await sleep(this.#leaseMs / RENEWALS_PER_LEASE, undefined, { signal }).catch(() => {});
    }
    return undefined;
  }

  #founded(name: string, holder: string): Promise<boolean> {
    return this.#run((leases) => leases.insertOne({ _id: name, holder, turn: 0, ...this.#terms }).then(
      () => true,
      (error: { code?: number }) => {
        if (error.code === DUPLICATE_KEY) return false;
        throw error;
      },
    ));
  }

  /** From the very holder and turn that were seen, so that of two contenders one succeeds. */
  async #tookOver({ _id, holder: before, turn }: Lease, holder: string): Promise<boolean> {
    const { modifiedCount } = await this.#run((leases) => leases.updateOne({ _id, holder: before, turn }, { $set: { holder, turn: turn + 1, ...this.#terms } }));
    return modifiedCount === 1;
  }

  async #term(name: string, holder: string, since: number, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    const lost = new AbortController();
    const ended = new AbortController();
    const renewing = this.#renew(name, holder, since, lost, ended.signal);
    try {
      await work(AbortSignal.any([signal, lost.signal]));
    } finally {
      ended.abort();
      await renewing;
      if (!lost.signal.aborted) await this.#giveBack(name, holder);
    }
  }

  async #renew(name: string, holder: string, since: number, lost: AbortController, ended: AbortSignal): Promise<void> {
    let renewed = since;
    const expiry = (this.#leaseMs * 3) / 4;
    while (!ended.aborted) {
      await sleep(this.#leaseMs / RENEWALS_PER_LEASE, undefined, { signal: ended }).catch(() => {});
      if (ended.aborted) return;
      const began = performance.now();
      const timeLeft = renewed + expiry - began;
      // A request that hangs must not outlast the lease.
      const outcome = timeLeft <= 0 ? undefined : await Promise.race([
        this.#renewed(name, holder),
        sleep(timeLeft, undefined, { signal: ended }).catch(() => undefined),
      ]);
      if (ended.aborted) return;
      if (outcome === true) renewed = began;
      if (outcome === false || performance.now() - renewed >= expiry) return lost.abort();
    }
  }

  /** False when another leads by now; undefined when it could not be asked. */
  async #renewed(name: string, holder: string): Promise<boolean | undefined> {
    try {
      return (await this.#run((leases) => leases.updateOne({ _id: name, holder }, { $inc: { turn: 1 } }))).matchedCount === 1;
    } catch (error) {
      this.options.onError?.(error);
      return undefined;
    }
  }

  /** So that the next one need not wait until the lease has run out. */
  async #giveBack(name: string, holder: string): Promise<void> {
    await this.#run((leases) => leases.updateOne({ _id: name, holder }, { $set: { holder: '' }, $inc: { turn: 1 } })).catch((error: unknown) => this.options.onError?.(error));
  }

  async leaderOf(name: string): Promise<string | null> {
    const lease = await this.#run((leases) => leases.findOne({ _id: name }));
    return lease && lease.holder !== '' && lease.address ? lease.address : null;
  }

  get #terms(): Pick<Lease, 'leaseMs' | 'address'> {
    return { leaseMs: this.#leaseMs, address: this.options.address ?? '' };
  }

  #run<T>(work: (leases: ReturnType<typeof collectionOf>) => Promise<T>): Promise<T> {
    return this.connection.run((database) => work(collectionOf(database)));
  }

  close(): Promise<void> {
    return this.connection.close();
  }
}

const collectionOf = (database: Database) => database.collection<Lease>(LEASES);
