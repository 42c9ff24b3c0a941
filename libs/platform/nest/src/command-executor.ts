import {
  type Actor, actorOf, type Calendar, type Caller, chooseGrant, type Clock, type CommandDefinition, type CommandMeta, DomainError, type DomainEvent,
  type EventCatalogue, type EventMetadata, type EventWriter, type IdSource, isLocalDate, KeyLock, localDateOf, type LocalDate, type NewEvent, ownerOf,
  personalDataIn, type PolicySource, RevisionConflict, streamName,
} from '@humai/kernel';
import { v5 } from 'uuid';
import type { AnyAggregate, ExecuteRequest, ExecuteResult, Prepare } from './aggregate.js';
import { parseShape, shapeError } from './parse.js';
import { type LoadedStream, StreamCache } from './stream-cache.js';
import type { CommandObserver } from './tokens.js';
import { activeTraceparent, inAppendSpan, inCommandSpan, onStream } from './tracing.js';

export type ExecutorPorts = Readonly<{
  store: EventWriter;
  catalogue: EventCatalogue;
  clock: Clock;
  ids: IdSource;
  policies: PolicySource;
  calendar: Calendar;
  observer?: CommandObserver | undefined;
  /** Waits between retries after a conflict, in ms; replaced in tests. */
  sleep?: (ms: number) => Promise<void>;
  /** How many streams' states are kept in memory; 0 for none. */
  cachedStreams?: number;
}>;

type Undo = () => Promise<void>;
type Executed = Readonly<{ result: ExecuteResult; repeated: boolean; appendSeconds: number }>;

const RETRIES = 5;
// Fixed for good: ids derived from a command must be the same after every restart and on every machine.
const COMMAND_NAMESPACE = '6f1d8c1e-3a57-5d0b-9a51-0d3c5a7f2b10';
const sleepFor = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * Runs commands: parse, rights, load, decide, append. Knows neither HTTP nor Nest, so import and simulation use it as it is.
 * Safe for concurrent use; concurrent commands on one stream are ordered by the store.
 */
export class CommandExecutor {
  readonly #prepares = new Map<string, Prepare>();
  readonly #cache: StreamCache;
  readonly #retries = new KeyLock();
  readonly #repeats = new KeyLock();

  constructor(private readonly ports: ExecutorPorts) {
    this.#cache = new StreamCache(ports.store, ports.catalogue, ports.cachedStreams ?? 5_000);
  }

  /** Registers the step that maps a command's body before its decider sees it. */
  prepare(aggregate: Pick<AnyAggregate, 'context'>, command: string, step: Prepare): void {
    this.#prepares.set(`${aggregate.context}.${command}`, step);
  }

  async execute(aggregate: AnyAggregate, request: ExecuteRequest): Promise<ExecuteResult> {
    const { observer } = this.ports;
    if (!observer) return (await this.#traced(aggregate, request)).result;
    const started = performance.now();
    const seconds = () => (performance.now() - started) / 1000;
    try {
      const { result, repeated, appendSeconds } = await this.#traced(aggregate, request);
      observer.executed({ context: aggregate.context, name: request.type, seconds: seconds(), appendSeconds, events: repeated ? 0 : result.events.length, repeated });
      return result;
    } catch (error) {
      observer.refused({ context: aggregate.context, name: request.type, seconds: seconds(), code: error instanceof DomainError ? error.code : 'INTERNAL' });
      throw error;
    }
  }

  #traced(aggregate: AnyAggregate, request: ExecuteRequest): Promise<Executed> {
    return inCommandSpan(aggregate.context, request, () => this.#execute(aggregate, request));
  }

  async #execute(aggregate: AnyAggregate, request: ExecuteRequest): Promise<Executed> {
    const definition = aggregate.commands[request.type];
    if (!definition) throw new Error(`${aggregate.context} has no command ${request.type}`);
    const caller = callerOf(request.actor);
    chooseGrant(caller.grants, definition.roles); // before anything is read or told
    const body: unknown = parseShape(definition.body, request.data ?? {}, 'body');
    // It stands in the metadata of every event.
    if (personalDataIn(request.commandId) !== null) throw new DomainError('EVENT.PERSONAL_DATA', { place: 'Idempotency-Key' }, 'Idempotency-Key');
    const stream = streamName(aggregate.category, request.id);
    const undoing: Undo[] = [];
    const decide = this.#decision(aggregate, request, definition, caller, body, stream, undoing);
    // Equal requests one after the other: none may take back what another has prepared.
    return this.#repeats.run(`${stream}\n${request.commandId}`, async () => {
      try {
        return await this.#untilDecided(stream, request, decide);
      } catch (error) {
        if (isRefusal(error)) for (const undo of undoing) await undo();
        throw error;
      }
    });
  }

  async #untilDecided(stream: string, request: ExecuteRequest, decide: () => Promise<Executed>): Promise<Executed> {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof RevisionConflict)) throw error;
    }
    // Whoever lost a race queues behind the others who did. Not before: a first try may itself run commands, on this stream too.
    // With If-Match the next round answers: either this very command got through by another request, or 409.
    return this.#retries.run(stream, async () => {
      for (let attempt = 1; ; attempt += 1)
        try {
          return await decide();
        } catch (error) {
          if (!(error instanceof RevisionConflict) || attempt >= RETRIES || request.expectedRevision !== undefined) throw error;
          await (this.ports.sleep ?? sleepFor)(Math.random() * 2 ** attempt * 5);
        }
    });
  }

  /** One round of load, decide, append; throws RevisionConflict when somebody else was faster. The prepare step runs in the first round that needs it. */
  #decision(aggregate: AnyAggregate, request: ExecuteRequest, definition: CommandDefinition, caller: Caller, body: unknown, stream: string, undoing: Undo[]): () => Promise<Executed> {
    let prepared: { data: unknown } | undefined;
    return async () => {
      const loaded = await this.#cache.load(aggregate, stream);
      if (!aggregate.exists(loaded.state) && !aggregate.creates.includes(request.type)) throw new DomainError('SUBJECT.NOT_FOUND', { subject: request.id });
      if (loaded.revision >= 0) onStream(stream);
      else requireNameless(request.id);
      const grant = chooseGrant(caller.grants, definition.roles, aggregate.areaOf(loaded.state, request.type, body));

      const repeat = repeatOf(aggregate, request, stream, loaded);
      if (repeat) return repeat;
      if (request.expectedRevision !== undefined && request.expectedRevision !== loaded.revision) throw new RevisionConflict(stream, request.expectedRevision, loaded.revision);

      const meta = this.#metaOf(request, actorOf(caller, grant));
      if (!prepared) {
        // Where no rulebook is in force, nothing may be done on other streams either.
        aggregate.policyOf?.(loaded.state, { type: request.type, data: body, meta });
        try {
          prepared = { data: await this.#prepared(aggregate, request, body, stream, meta, undoing) };
        } catch (error) {
          // Another process may have been given this very command at the same moment: what it has done since stands in the way here, and answers for both.
          const done = isRefusal(error) ? repeatOf(aggregate, request, stream, await this.#cache.load(aggregate, stream)) : null;
          if (done) return done;
          throw error;
        }
      }
      const command = { type: request.type, data: prepared.data, meta };
      const decided: readonly DomainEvent[] = aggregate.decider.decide(command, loaded.state);
      if (decided.length === 0) return { result: { stream, revision: loaded.revision, position: loaded.position, events: [] }, repeated: false, appendSeconds: 0 };
      const metadata = this.#metadataOf(request, meta, aggregate.policyOf?.(loaded.state, command) ?? null);
      const events = decided.map((event): NewEvent => ({ ...this.#checked(aggregate, event), id: this.ports.ids.next(), metadata }));

      const started = performance.now();
      const appended = await inAppendSpan(events.length, () => this.ports.store.append(stream, events, loaded.revision < 0 ? 'none' : loaded.revision));
      const result = { stream, revision: appended.revision, position: appended.position, events: events.map((e) => e.type) };
      return { result, repeated: false, appendSeconds: (performance.now() - started) / 1000 };
    };
  }

  async #prepared(aggregate: AnyAggregate, request: ExecuteRequest, body: unknown, stream: string, { actor, effectiveOn }: CommandMeta, undoing: Undo[]): Promise<unknown> {
    const prepare = this.#prepares.get(`${aggregate.context}.${request.type}`);
    if (!prepare) return body;
    const idFor = (purpose: string) => v5(`${request.commandId}\n${purpose}`, COMMAND_NAMESPACE);
    return prepare(body as never, {
      id: request.id, stream, actor, commandId: request.commandId, effectiveOn, idFor, related: (result) => request.onRelated?.(result), onRefused: (undo) => void undoing.push(undo),
    });
  }

  #metaOf(request: ExecuteRequest, actor: Actor): CommandMeta {
    const now = this.ports.clock.now();
    const today = localDateOf(now);
    const effectiveOn = checkedDate(request.effectiveOn ?? today, today);
    return { now, today, effectiveOn, actor, commandId: request.commandId, policies: this.ports.policies, calendar: this.ports.calendar };
  }

  #metadataOf(request: ExecuteRequest, { actor, effectiveOn }: CommandMeta, policy: string | null): EventMetadata {
    const traceparent = activeTraceparent() ?? request.traceparent;
    return {
      actor: actor.id, role: actor.role, area: actor.area, policy, effectiveOn, command: request.type, commandId: request.commandId,
      correlationId: request.correlationId ?? request.commandId,
      causationId: request.causationId ?? request.commandId,
      ...(traceparent === undefined ? {} : { traceparent }),
      ...(this.ports.clock.simulated ? { simulated: true as const } : {}),
    };
  }

  /** Ownership and shape: what is on disk is there for good, so a decider's mistake must stop here. */
  #checked(aggregate: AnyAggregate, event: DomainEvent): DomainEvent {
    if (ownerOf(event.type) !== aggregate.context) throw new DomainError('EVENT.NOT_OWNED', { context: aggregate.context, type: event.type });
    const problem = this.ports.catalogue.knows(event.type) ? this.ports.catalogue.problemOf(event) : 'not in the catalogue';
    if (problem) throw new Error(`${event.type} cannot be written: ${problem}`);
    const place = personalDataIn(event.data);
    if (place !== null) throw new DomainError('EVENT.PERSONAL_DATA', { place }, place);
    return { type: event.type, data: event.data };
  }
}

/** What the command led to before, null when it is new. Throws `IDEMPOTENCY.KEY_REUSED`. */
function repeatOf(aggregate: AnyAggregate, { commandId, type }: ExecuteRequest, stream: string, { commands }: LoadedStream): Executed | null {
  const earlier = commands.get(commandId);
  if (!earlier) return null;
  if (earlier.command !== type || earlier.context !== aggregate.context) throw new DomainError('IDEMPOTENCY.KEY_REUSED', { command: earlier.command });
  return { result: { stream, revision: earlier.revision, position: earlier.position, events: earlier.events }, repeated: true, appendSeconds: 0 };
}

/** What begins a stream names it for good, in every event. Chinese in an id may be anybody's name. */
function requireNameless(id: string): void {
  if (personalDataIn(id) !== null) throw new DomainError('EVENT.PERSONAL_DATA', { place: 'id' }, 'id');
  if (/\p{Script=Han}/u.test(id)) throw shapeError('id', 'a new id has no Chinese in it, for that may be a name', '新编号中不得有汉字,以免含有姓名');
}

/** A store that cannot be written to refuses nothing: the repeat of the command goes on from what was prepared. */
const isRefusal = (error: unknown): boolean => error instanceof DomainError && !error.code.startsWith('STORE.');

const callerOf = (actor: Caller | Actor): Caller => ('grants' in actor ? actor : { id: actor.id, grants: [{ role: actor.role, area: actor.area }] });

function checkedDate(effectiveOn: LocalDate, today: LocalDate): LocalDate {
  if (!isLocalDate(effectiveOn)) throw new DomainError('EFFECTIVE_DATE.IMPOSSIBLE', { date: effectiveOn.slice(0, 20) }, 'effectiveOn');
  if (effectiveOn > today) throw new DomainError('EFFECTIVE_DATE.FUTURE', { effectiveOn, today }, 'effectiveOn');
  return effectiveOn;
}

