import { hostname } from 'node:os';
import type { LeaderElection } from '@humai/kernel';
import type { MongoLeaderElection } from '@humai/leader-mongo';
import type { Leadership } from '@humai/nest';

/** The job of keeping a service's read models and acting on its due dates. */
export const readModelsOf = (service: string): string => `read-models/${service}`;

/** Told of every job that is led or waited for here. Must not throw. */
export type LeadershipObserver = Readonly<{ standsBy(job: string): void; leads(job: string): void; leadsNoMore(job: string): void }>;

/** An election that knows which jobs this process leads just now. */
export class WatchedElection implements LeaderElection {
  readonly #led = new Set<string>();

  constructor(private readonly election: MongoLeaderElection, private readonly observer: LeadershipObserver) {}

  async lead(job: string, work: (signal: AbortSignal) => Promise<void>, signal: AbortSignal): Promise<void> {
    this.observer.standsBy(job);
    await this.election.lead(job, async (leading) => {
      this.#led.add(job);
      this.observer.leads(job);
      try {
        await work(leading);
      } finally {
        this.#led.delete(job);
        this.observer.leadsNoMore(job);
      }
    }, signal);
  }

  /** Who keeps the read models of a service. */
  of(service: string): Leadership {
    const job = readModelsOf(service);
    return {
      service,
      leads: () => this.#led.has(job),
      leader: async () => {
        const url = await this.election.leaderOf(job);
        return url === null ? null : { name: service, url };
      },
    };
  }
}

const EVERYWHERE = ['0.0.0.0', '::'];

/**
 * Where the other replicas reach this one: at what it was told, else where it listens, else by the name of its machine.
 * Undefined where the system chooses the port.
 */
export function addressOf({ address, host, port }: Readonly<{ address: string | undefined; host: string; port: number }>, machine = hostname()): string | undefined {
  if (port === 0) return undefined;
  const name = address ?? (EVERYWHERE.includes(host) ? machine : host);
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
