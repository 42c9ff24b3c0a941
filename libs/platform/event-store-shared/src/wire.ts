import { z } from 'zod';
import { DomainError, type ErrorDetails, RevisionConflict } from '@humai/kernel';

/** Bytes of one request: the most that one append may have, and far more than the client puts together from several. */
export const MAX_REQUEST_BYTES = 64_000_000;
export const MAX_APPENDS = 500;

const Position = z.int().min(0);
const Expected = z.union([z.int(), z.literal(['none', 'any'])]);

// Not checked beyond what the store needs to keep it as it is: the holder knows no context.
const Event = z.object({ id: z.string(), type: z.string(), data: z.unknown().optional(), metadata: z.record(z.string(), z.unknown()) });

/** `POST /appends`: each is accepted or refused for itself. */
export const AppendRequest = z.object({ appends: z.array(z.object({ stream: z.string(), events: z.array(Event), expected: Expected })).min(1).max(MAX_APPENDS) });

const Detail = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]);
const Refusal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('conflict'), stream: z.string(), expected: Expected, actual: z.int() }),
  z.object({ kind: z.literal('domain'), code: z.string(), details: z.record(z.string(), Detail), field: z.string().optional() }),
  z.object({ kind: z.literal('shape'), message: z.string() }),
  z.object({ kind: z.literal('fault'), message: z.string() }),
]);
type Refusal = z.infer<typeof Refusal>;

const Appended = z.object({ stream: z.string(), revision: z.int(), position: Position, repeated: z.boolean() });
const Answer = z.union([z.object({ appended: Appended }), z.object({ refused: Refusal })]);
export type Answer = z.infer<typeof Answer>;

/** Answers in the order of the appends, and the last durable position after them. */
export const AppendResponse = z.object({ position: Position, answers: z.array(Answer) });

/** A line of `GET /positions`: the last durable position, whenever it has grown and once a second at least. */
export const PositionLine = z.object({ position: Position });

export function refusalOf(error: unknown): Refusal {
  if (error instanceof RevisionConflict) return { kind: 'conflict', stream: error.stream, expected: error.expected, actual: error.actual };
  if (error instanceof DomainError) return { kind: 'domain', code: error.code, details: { ...error.details }, field: error.field };
  if (error instanceof TypeError) return { kind: 'shape', message: error.message };
  return { kind: 'fault', message: 'the event store has failed; its holder has logged why' };
}

export function errorOf(refusal: Refusal): Error {
  switch (refusal.kind) {
    case 'conflict':
      return new RevisionConflict(refusal.stream, refusal.expected, refusal.actual);
    case 'domain':
      return new DomainError(refusal.code, refusal.details as ErrorDetails, refusal.field);
    case 'shape':
      return new TypeError(refusal.message);
    case 'fault':
      return new Error(refusal.message);
  }
}
