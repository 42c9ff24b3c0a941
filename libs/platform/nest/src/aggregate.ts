import type { Actor, Caller, Command, CommandDefinition, Decider, DomainEvent, LocalDate } from '@humai/kernel';

/** A consistency boundary as one context sees it: its decider and what the platform must know to run it. */
export type Aggregate<S = unknown, E extends DomainEvent = DomainEvent> = Readonly<{
  /** Owner of the event types the decider may yield: `identification`. */
  context: string;
  /** Category of its streams: `household`. */
  category: string;
  // The command union differs per context; the executor only ever passes parsed data through.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  decider: Decider<S, any, E>;
  commands: Readonly<Record<string, CommandDefinition>>;
  /** Names of the commands that may begin a stream; all others need the subject to exist. */
  creates: readonly string[];
  exists(state: S): boolean;
  /** The division that decides the rights, village code where there is one; undefined when the role alone decides. */
  areaOf(state: S, command: string, data: unknown): string | undefined;
  /** Version of the policy that decides a command, to stand in its events' metadata. Asked with the body first, to refuse before anything is prepared; then with what came of it. */
  policyOf?(state: S, command: Command): string | null;
}>;

/** Keeps the inference of state and event. */
export const defineAggregate = <S, E extends DomainEvent>(aggregate: Aggregate<S, E>): Aggregate<S, E> => aggregate;

// State sits in both directions of an aggregate's functions, so a list of different aggregates needs the open type.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyAggregate = Aggregate<any, any>;

export type ExecuteRequest = Readonly<{
  /** Name of the command: `ReportClue`. */
  type: string;
  /** Id of the subject, without the category. */
  id: string;
  data: unknown;
  /** A caller with grants, of which the fitting one is chosen, or an actor with the one right it has. */
  actor: Caller | Actor;
  /** Idempotency key. */
  commandId: string;
  /** `If-Match`: refused with 409 unless the stream is at this revision. */
  expectedRevision?: number;
  /** Business date, today unless told. */
  effectiveOn?: LocalDate;
  correlationId?: string;
  causationId?: string;
  traceparent?: string;
  /** Told of what a prepare step did on other streams for this command. */
  onRelated?: (result: ExecuteResult) => void;
}>;

export type ExecuteResult = Readonly<{
  stream: string;
  /** Revision of the command's last event, or of the stream when there is none; -1 for an empty stream. */
  revision: number;
  /** Position of that event; 0 for an empty stream. */
  position: number;
  /** Types of the events the command led to. */
  events: readonly string[];
}>;

export type PrepareContext = Readonly<{
  id: string;
  stream: string;
  actor: Actor;
  commandId: string;
  effectiveOn: LocalDate;
  /** An id that is the same for every repeat of this command, one per purpose. */
  idFor(purpose: string): string;
  /** To be called with the result of every command the step gives on another stream. */
  related(result: ExecuteResult): void;
  /** What takes back what the step did, should the command be refused after all, by the step itself or later. */
  onRefused(undo: () => Promise<void>): void;
}>;

/**
 * Maps a command's body to what its decider takes, e.g. by moving personal data to the vault.
 * Runs after the rights are checked and before the decision; must be idempotent, because the append may still be refused.
 */
export type Prepare = (body: never, context: PrepareContext) => Promise<unknown>;
