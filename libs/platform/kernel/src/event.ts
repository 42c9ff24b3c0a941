import { z } from 'zod';
import type { Instant, LocalDate } from './dates.js';

/**
 * Who, under which rule, for which business date, and because of what.
 * STORAGE FORMAT. These names are on disk for good: only optional fields are ever added.
 */
export const EventMetadata = z.object({
  actor: z.string().describe('pseudonymous id of the user or service'),
  role: z.string().describe('the role under which the command was allowed'),
  area: z.string().describe('division code of the right that was used'),
  policy: z.string().nullable().describe('policy version in force at the business date'),
  effectiveOn: z.string().describe('business date'),
  command: z.string().describe('name of the command'),
  commandId: z.string().describe('idempotency key: a repeat of it writes nothing'),
  correlationId: z.string(),
  causationId: z.string().describe('id of the event or request that led to this one'),
  traceparent: z.string().optional().describe('W3C trace context'),
  simulated: z.literal(true).optional().describe('the recorded time is of a simulated clock'),
});
export type EventMetadata = Readonly<z.infer<typeof EventMetadata>>;

/** A fact as deciders see it. `type` is `<context>.<Fact>.v<N>`, the very name it is stored and published under. */
export type DomainEvent<Type extends string = string, Data = unknown> = Readonly<{ type: Type; data: Data }>;

/** A fact ready to be appended. */
export type NewEvent = DomainEvent & Readonly<{ id: string; metadata: EventMetadata }>;

/** A fact as stored. */
export type RecordedEvent<E extends DomainEvent = DomainEvent> = E &
  Readonly<{
    id: string;
    stream: string;
    /** 0 for the first event of the stream, without gaps. */
    revision: number;
    /** Place in the whole log, greater for every later event; the SQLite store leaves no gap, starting at 1. */
    position: number;
    recordedAt: Instant;
    metadata: EventMetadata;
    /** SHA-256 over the previous hash of the stream and the exact stored bytes, hex. */
    hash: string;
  }>;

/**
 * A stored event before parsing: what integrity checks read. `data` and `metadata` are the exact stored text.
 * A row that cannot be read at all is not left out: its `hash` is '' and `data` says why.
 */
export type RawEvent = Readonly<{
  id: string;
  type: string;
  stream: string;
  revision: number;
  position: number;
  recordedAt: Instant;
  data: string;
  metadata: string;
  /** Hash of the stream's previous event; '' for the first. */
  previousHash: string;
  hash: string;
}>;

/**
 * The exact text whose SHA-256 (hex, of its UTF-8 bytes) is an event's `hash`. STORAGE FORMAT.
 * The position is left out because a distributed store assigns it at commit.
 */
export const hashedText = (e: Omit<RawEvent, 'hash' | 'position'>): string =>
  `${e.previousHash}\n${e.stream}\n${e.revision}\n${e.id}\n${e.type}\n${e.recordedAt}\n${e.data.length}\n${e.data}\n${e.metadata}`;

/** The context that owns a type: `identification` of `identification.HouseholdEnrolled.v1`. */
export const ownerOf = (type: string): string => type.slice(0, Math.max(0, type.indexOf('.')));

/** The category of a stream: `household` of `household-018f…`. */
export const categoryOf = (stream: string): string => stream.slice(0, Math.max(0, stream.indexOf('-')));

/** The id within a stream name: all after the first dash. */
export const subjectOf = (stream: string): string => stream.slice(stream.indexOf('-') + 1);

export const streamName = (category: string, id: string): string => `${category}-${id}`;

type Shapes = Readonly<Record<`${string}.v${number}`, z.ZodType>>;

/** All event types of one context, by full name. */
export type EventShapes = Readonly<Record<string, z.ZodType>>;
type Prefixed<C extends string, S extends Shapes> = { readonly [K in keyof S & string as `${C}.${K}`]: S[K] };

/** Declares the events a context owns; the result's keys are the stored type names. */
export function defineEvents<const C extends string, const S extends Shapes>(context: C, shapes: S): Prefixed<C, S> {
  return Object.fromEntries(Object.entries(shapes).map(([name, shape]) => [`${context}.${name}`, shape])) as Prefixed<C, S>;
}

/** The union of a context's events: `{ type: 'identification.ClueReported.v1'; data: … } | …`. */
export type EventOf<S extends EventShapes> = { [K in keyof S & string]: DomainEvent<K, Readonly<z.infer<S[K]>>> }[keyof S & string];

/** Turns an old shape of an event into the next one. Pure; applied at every read. */
export type Upcaster = Readonly<{ from: string; to: string; upcast: (data: never, event: RecordedEvent) => unknown }>;

/** The effective-date window and record-time window of a question: "as true on" and "as known at". */
export type AsOf = Readonly<{ trueOn?: LocalDate; knownAt?: Instant }>;

/** True when an event belongs to what was known at `knownAt` and true on `trueOn`. */
export const isWithin = (event: Pick<RecordedEvent, 'recordedAt' | 'metadata'>, { trueOn, knownAt }: AsOf): boolean =>
  (knownAt === undefined || event.recordedAt <= knownAt) && (trueOn === undefined || event.metadata.effectiveOn <= trueOn);
