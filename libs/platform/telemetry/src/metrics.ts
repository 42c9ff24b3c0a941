import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is asked at each scrape; nothing runs between scrapes. */
export type Watched = Readonly<{
  /** Position of the last event of the log. */
  lastPosition?: () => Promise<number>;
  projections?: () => Promise<readonly Readonly<{ name: string; position: number }>[]>;
  consumers?: () => Promise<readonly Readonly<{ group: string; position: number }>[]>;
  parked?: () => Promise<number>;
  overdue?: () => Promise<readonly Readonly<{ kind: string; count: number }>[]>;
}>;

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** The system's measures. It fits the platform's observers of commands, requests and consumers, and its source of `/metrics`. */
export class Metrics {
  readonly registry = new Registry();
  readonly contentType = this.registry.contentType;
  readonly #in = { registers: [this.registry] };
  readonly #commands = new Counter({ name: 'humai_commands_total', help: 'Commands by outcome; code is the refusal', labelNames: ['context', 'command', 'outcome', 'code'], ...this.#in });
  readonly #commandSeconds = new Histogram({ name: 'humai_command_seconds', help: 'Duration of commands', labelNames: ['context', 'command'], buckets: SECONDS, ...this.#in });
  readonly #appendSeconds = new Histogram({ name: 'humai_append_seconds', help: 'Duration of durable appends', labelNames: ['context'], buckets: SECONDS, ...this.#in });
  readonly #events = new Counter({ name: 'humai_events_appended_total', help: 'Events appended by commands', labelNames: ['context'], ...this.#in });
  readonly #requests = new Histogram({ name: 'humai_http_request_seconds', help: 'Duration of requests by route', labelNames: ['method', 'route', 'status'], buckets: SECONDS, ...this.#in });
  readonly #defects = new Counter({ name: 'humai_http_defects_total', help: 'Requests answered 500', labelNames: ['route'], ...this.#in });
  readonly #messages = new Counter({ name: 'humai_messages_total', help: 'Messages by what became of them', labelNames: ['group', 'outcome'], ...this.#in });
  readonly #messageSeconds = new Histogram({ name: 'humai_message_seconds', help: 'Duration of handling a message, tries included', labelNames: ['group'], buckets: SECONDS, ...this.#in });

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
  };

  /** Adds the gauges that are read when somebody scrapes. */
  watch({ lastPosition, projections, consumers, parked, overdue }: Watched): void {
    const gauge = (name: string, help: string, labelNames: string[], read: (gauge: Gauge) => Promise<void>) =>
      new Gauge({ name, help, labelNames, ...this.#in, async collect() { this.reset(); await read(this); } });
    if (lastPosition) gauge('humai_log_position', 'Position of the last event', [], async (g) => g.set(await lastPosition()));
    if (projections) {
      gauge('humai_projection_position', 'How far a read model is', ['projection'], async (g) => (await projections()).forEach((p) => g.set({ projection: p.name }, p.position)));
      if (lastPosition) gauge('humai_projection_lag', 'Events a read model is behind', ['projection'], async (g) => lags(g, 'projection', await lastPosition(), (await projections()).map((p) => [p.name, p.position])));
    }
    if (consumers && lastPosition) gauge('humai_consumer_lag', 'Positions a consumer group is behind', ['group'], async (g) => lags(g, 'group', await lastPosition(), (await consumers()).map((c) => [c.group, c.position])));
    if (parked) gauge('humai_parked_messages', 'Messages no handler could take', [], async (g) => g.set(await parked()));
    if (overdue) gauge('humai_overdue', 'Deadlines missed and still open', ['kind'], async (g) => (await overdue()).forEach((o) => g.set({ kind: o.kind }, o.count)));
  }

  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  /** Forgets everything; nothing was running. */
  close(): void {
    this.registry.clear();
  }
}

const lags = (gauge: Gauge, label: string, last: number, positions: readonly (readonly [string, number])[]) =>
  positions.forEach(([name, position]) => gauge.set({ [label]: name }, Math.max(0, last - position)));
