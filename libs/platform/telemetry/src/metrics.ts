import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The log as those who lag behind it are measured by. */
export type WatchedLog = Readonly<{
  /** Position of the last event. */
  lastPosition(): Promise<number>;
  /** When the first event after a position was recorded; null when there is none. */
  recordedAfter(position: number): Promise<string | null>;
  now(): string;
}>;

/** What is asked at each scrape; nothing runs between scrapes. */
export type Watched = Readonly<{
  log?: WatchedLog;
  projections?: () => Promise<readonly Readonly<{ name: string; position: number; state: string }>[]>;
  consumers?: () => Promise<readonly Readonly<{ group: string; position: number }>[]>;
  /** All up to this position is published. */
  relay?: () => Promise<number>;
  parked?: () => Promise<number>;
  /** By process: deadlines that have passed and were not acted upon. */
  overdue?: () => Promise<readonly Readonly<{ process: string; count: number }>[]>;
}>;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The system's measures. It fits the platform's observers of commands, requests and consumers, and its source of `/metrics`. */
export class Metrics {
  readonly registry = new Registry();
  readonly contentType = this.registry.contentType;
  readonly #in = { registers: [this.registry] };
  readonly #commands = new Counter({ name: 'humai_commands_total', help: 'Commands by outcome; code is the refusal', labelNames: ['context', 'command', 'outcome', 'code'], ...this.#in });
  readonly #commandSeconds = new Histogram({ name: 'humai_command_duration_seconds', help: 'Duration of commands', labelNames: ['context', 'command'], buckets: SECONDS, ...this.#in });
  readonly #appendSeconds = new Histogram({ name: 'humai_append_duration_seconds', help: 'Duration of durable appends', labelNames: ['context'], buckets: SECONDS, ...this.#in });
  readonly #events = new Counter({ name: 'humai_events_appended_total', help: 'Events appended by commands', labelNames: ['context'], ...this.#in });
  readonly #requests = new Histogram({ name: 'humai_http_request_duration_seconds', help: 'Duration of requests by route', labelNames: ['method', 'route', 'status'], buckets: SECONDS, ...this.#in });
  readonly #defects = new Counter({ name: 'humai_http_defects_total', help: 'Requests answered 500', labelNames: ['route'], ...this.#in });
  readonly #messages = new Counter({ name: 'humai_messages_total', help: 'Messages by what became of them', labelNames: ['group', 'outcome'], ...this.#in });
  readonly #messageSeconds = new Histogram({ name: 'humai_message_duration_seconds', help: 'Duration of handling a message, tries included', labelNames: ['group'], buckets: SECONDS, ...this.#in });
  readonly #deadLetters = new Counter({ name: 'humai_dead_letters_total', help: 'Messages sent to the dead-letter topic', labelNames: ['group'], ...this.#in });
  readonly #published = new Counter({ name: 'humai_relay_published_events_total', help: 'Events the relay has published', ...this.#in });
  readonly #publishSeconds = new Histogram({ name: 'humai_relay_publish_duration_seconds', help: 'Duration of publishing a batch', buckets: SECONDS, ...this.#in });
  readonly #publishLag = new Histogram({ name: 'humai_relay_publish_lag_seconds', help: 'Age of the oldest event of a batch when it was out', buckets: SECONDS, ...this.#in });
  readonly #relayFailures = new Counter({ name: 'humai_relay_failures_total', help: 'Times the relay broke off; code is why', labelNames: ['code'], ...this.#in });
  readonly #projected = new Counter({ name: 'humai_projected_events_total', help: 'Events of the log a read model has passed', labelNames: ['projection'], ...this.#in });
  readonly #projectionSeconds = new Histogram({ name: 'humai_projection_duration_seconds', help: 'Duration of applying a part of the log and writing it', labelNames: ['projection'], buckets: SECONDS, ...this.#in });
  readonly #leads = new Gauge({ name: 'humai_leads', help: '1 for a lease that this process holds, 0 where it stands by for it', labelNames: ['lease'], ...this.#in });
  readonly #unread = new Counter({ name: 'humai_scrape_errors_total', help: 'Measures that could not be read when scraped, and were left out', labelNames: ['metric'], ...this.#in });

  constructor({ process = false }: Readonly<{ /** Also measure the process: memory, event loop, garbage collection. */ process?: boolean }> = {}) {
    if (process) collectDefaultMetrics({ register: this.registry });
  }

  readonly commands = {
    executed: ({ context, name, seconds, appendSeconds, events, repeated }: Readonly<{ context: string; name: string; seconds: number; appendSeconds: number; events: number; repeated: boolean }>): void => {
      this.#commands.inc({ context, command: name, outcome: repeated ? 'repeated' : events > 0 ? 'executed' : 'unchanged', code: '' });
      this.#commandSeconds.observe({ context, command: name }, seconds);
      if (events === 0) return;
      this.#appendSeconds.observe({ context }, appendSeconds);
      this.#events.inc({ context }, events);
    },
    refused: ({ context, name, seconds, code }: Readonly<{ context: string; name: string; seconds: number; code: string }>): void => {
      this.#commands.inc({ context, command: name, outcome: 'refused', code });
      this.#commandSeconds.observe({ context, command: name }, seconds);
    },
  };

  readonly http = {
    answered: ({ method, route, status, seconds }: Readonly<{ method: string; route: string; status: number; seconds: number }>): void =>
      this.#requests.observe({ method, route, status: String(status) }, seconds),
    failed: ({ route }: Readonly<{ route: string }>): void => this.#defects.inc({ route }),
  };

  readonly consumers = {
    handled: ({ group, seconds, duplicate }: Readonly<{ group: string; seconds: number; duplicate: boolean }>): void => {
      this.#messages.inc({ group, outcome: duplicate ? 'duplicate' : 'handled' });
      if (!duplicate) this.#messageSeconds.observe({ group }, seconds);
    },
    parked: ({ group }: Readonly<{ group: string }>): void => this.#messages.inc({ group, outcome: 'parked' }),
    deadLettered: ({ group }: Readonly<{ group: string }>): void => this.#deadLetters.inc({ group }),
  };

  readonly relay = {
    published: ({ events, seconds, lagSeconds }: Readonly<{ events: number; seconds: number; lagSeconds: number }>): void => {
      this.#published.inc(events);
      this.#publishSeconds.observe(seconds);
      this.#publishLag.observe(lagSeconds);
    },
    failed: ({ code }: Readonly<{ code: string }>): void => this.#relayFailures.inc({ code }),
  };

  readonly leadership = {
    leads: (lease: string): void => this.#leads.set({ lease }, 1),
    standsBy: (lease: string): void => this.#leads.set({ lease }, 0),
  };

  readonly projections = {
    applied: ({ name, events, seconds }: Readonly<{ name: string; events: number; seconds: number }>): void => {
      this.#projected.inc({ projection: name }, events);
      this.#projectionSeconds.observe({ projection: name }, seconds);
    },
  };

  /** Adds the gauges that are read when somebody scrapes. What cannot be read then is left out, and counted. */
  watch({ log, projections, consumers, relay, parked, overdue }: Watched): void {
    const unread = this.#unread;
    const gauge = (name: string, help: string, labelNames: string[], read: (gauge: Gauge) => Promise<void>) =>
      new Gauge({ name, help, labelNames, ...this.#in, async collect() {
        this.reset();
        // Where a store is down, the rest is wanted all the more.
        await read(this).catch(() => { this.reset(); unread.inc({ metric: name }); });
      } });
    const followed = (what: string, who: string, label: string | null, positions: () => Promise<readonly (readonly [who: string, position: number])[]>) => {
      const labels = label === null ? [] : [label];
      const each = async (g: Gauge, value: (position: number) => number | Promise<number>) => {
        for (const [name, position] of await positions()) g.set(label === null ? {} : { [label]: name }, await value(position));
      };
      gauge(`humai_${what}_position`, `Log position up to which ${who} has done everything`, labels, (g) => each(g, (position) => position));
      if (!log) return;
      gauge(`humai_${what}_lag_events`, `Positions of the log ${who} is behind`, labels, async (g) => {
        const last = await log.lastPosition();
        await each(g, (position) => Math.max(0, last - position));
      });
      gauge(`humai_${what}_lag_seconds`, `Age of the first event ${who} has not done`, labels, async (g) => {
        const asked = new Map<number, Promise<number>>(); // Most are at the same place.
        await each(g, (position) => asked.get(position) ?? asked.set(position, secondsSince(log, position)).get(position)!);
      });
    };
    if (log) gauge('humai_log_position', 'Position of the last event', [], async (g) => g.set(await log.lastPosition()));
    if (projections) {
      followed('projection', 'the read model', 'projection', async () => (await projections()).map((p) => [p.name, p.position]));
      gauge('humai_projection_stopped', '1 for a read model that could not take an event and waits for somebody', ['projection'], async (g) => (await projections()).forEach((p) => g.set({ projection: p.name }, Number(p.state === 'stopped'))));
    }
    if (consumers) followed('consumer', 'the consumer group', 'group', async () => (await consumers()).map((c) => [c.group, c.position]));
    if (relay) followed('relay', 'the relay', null, async () => [['relay', await relay()]]);
    if (parked) gauge('humai_parked_messages', 'Messages no handler could take', [], async (g) => g.set(await parked()));
    if (overdue) gauge('humai_overdue_deadlines', 'Deadlines that have passed and were not acted upon', ['process'], async (g) => (await overdue()).forEach((o) => g.set({ process: o.process }, o.count)));
  }

  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  /** Forgets everything; nothing was running. */
  close(): void {
    this.registry.clear();
  }
}

async function secondsSince({ recordedAfter, now }: WatchedLog, position: number): Promise<number> {
  const at = await recordedAfter(position);
  return at === null ? 0 : Math.max(0, (Date.parse(now()) - Date.parse(at)) / 1_000);
}
