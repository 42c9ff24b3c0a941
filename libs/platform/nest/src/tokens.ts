/** The ports, by the names the wiring provides them under (a `@Global()` module). Types: the interfaces of the kernel. */
export const EVENT_STORE = Symbol('EventStore');
export const EVENT_FEED = Symbol('EventFeed');
export const READ_STORE = Symbol('ReadStore');
export const CLOCK = Symbol('Clock');
export const IDS = Symbol('IdSource');
export const POLICIES = Symbol('PolicySource');
export const CALENDAR = Symbol('Calendar');
export const AREAS = Symbol('AreaDirectory');
export const VAULT = Symbol('Vault');
export const EVIDENCE = Symbol('EvidenceStore');
/** `OpenRowStaging`. */
export const ROW_STAGING = Symbol('OpenRowStaging');
/** A folder of the data directory, as text, for files that are gone when the work on them is done. */
export const SCRATCH = Symbol('ScratchDirectory');
/** `EventCatalogue` of all event types this system knows. */
export const CATALOGUE = Symbol('EventCatalogue');
/** `ErrorCatalogue`: the platform's and every context's refusals, merged. */
export const ERRORS = Symbol('ErrorCatalogue');
/** `ReadPositions`: how far each read model is; optional, the checkpoints in the read store otherwise. */
export const READ_POSITIONS = Symbol('ReadPositions');
export const PROJECTION_RUNNER = Symbol('ProjectionRunner');
export const PROCESS_RUNNER = Symbol('ProcessRunner');
/** {@link UpToDate}: for whoever must see in a read model all that is in the log. */
export const UP_TO_DATE = Symbol('UpToDate');
/** {@link Leadership}; optional, without it this process keeps its read models itself. */
export const LEADERSHIP = Symbol('Leadership');
export const PARKING_LOT = Symbol('ParkingLot');
/** `readonly AnyAggregate[]`: those of every context of this system. */
export const AGGREGATES = Symbol('Aggregates');
/** `readonly ConsumerProgress[]`: how far each consumer of others' events has come. */
export const CONSUMERS = Symbol('Consumers');
/** {@link StoreTraits} of the event store. */
export const STORE_TRAITS = Symbol('StoreTraits');
/** `readonly HealthCheck[]`, what `/health/ready` asks. */
export const HEALTH_CHECKS = Symbol('HealthChecks');
/** `readonly Peer[]`: the services of this system that run elsewhere; optional, none in a system of one process. */
export const PEERS = Symbol('Peers');
/** {@link CommandObserver}; optional. */
export const COMMAND_OBSERVER = Symbol('CommandObserver');
/** {@link MetricsSource}; optional. Without it `/metrics` answers 404. */
export const METRICS_SOURCE = Symbol('MetricsSource');
/** {@link HttpObserver}; optional. */
export const HTTP_OBSERVER = Symbol('HttpObserver');

export type ConsumerProgress = Readonly<{ group: string; position(): Promise<number> }>;

/** What those who look after a store may know of it beyond its port. */
export type StoreTraits = Readonly<{
  /** Its past was made up (design decision 14). */
  simulated: boolean;
  /** It numbers the whole log 1, 2, 3, … */
  gaplessPositions: boolean;
  /** Looks at the files below the events, where there are any: gives what is wrong with them. */
  checkFiles?: () => Promise<readonly string[]>;
}>;

/** A service of this system with an HTTP interface of its own, and the contexts it runs. */
export type Peer = Readonly<{ name: string; url: string }>;

/** Among the replicas of a service. */
export type Leadership = Readonly<{
  service: string;
  /** Whether this process keeps the read models and the deadlines. */
  leads(): boolean;
  /** Who does, or did until a moment ago; null when nobody does just now. */
  leader(): Promise<Peer | null>;
}>;

export type HealthCheck = Readonly<{
  name: string;
  /** Resolves when well; rejects with the reason, which is shown, so it holds no personal data. */
  check(): Promise<void>;
}>;

/** Told of every command, for metrics and logs. Must not throw. */
export interface CommandObserver {
  executed(command: Readonly<{ context: string; name: string; seconds: number; appendSeconds: number; events: number; repeated: boolean }>): void;
  refused(command: Readonly<{ context: string; name: string; seconds: number; code: string }>): void;
}

/** Text of the metrics in Prometheus' format. */
export interface MetricsSource {
  readonly contentType: string;
  metrics(): Promise<string>;
}

/** Told of every answered request (`route` is the pattern, never the path) and of every error that is nobody's refusal. */
export interface HttpObserver {
  answered(request: Readonly<{ method: string; route: string; status: number; seconds: number }>): void;
  failed(failure: Readonly<{ id: string; method: string; route: string; error: unknown }>): void;
}

