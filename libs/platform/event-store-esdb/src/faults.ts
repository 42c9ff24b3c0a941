import { DomainError } from '@humai/kernel';

// https://grpc.github.io/grpc/core/md_doc_statuscodes.html
const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const ABORTED = 10;
const UNIMPLEMENTED = 12;
const INTERNAL = 13;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

// Told by what they carry: the client gives some errors a class and a type, and lets others through as gRPC made them.
type Fault = Readonly<{ code?: number; type?: string; message?: string; maxAppendSize?: number }>;
const carried = (error: unknown): Fault => (typeof error === 'object' && error !== null ? error : {});

/** The server did not answer in time. */
export class Stalled extends Error {}

export const messageOf = (error: unknown): string => carried(error).message ?? String(error);

/** An answer may come when the same is tried again. */
export function isTransient(error: unknown): boolean {
  if (error instanceof Stalled) return true;
  const { code, type, message = '' } = carried(error);
  if (['timeout', 'deadline-exceeded', 'unavailable', 'cancelled', 'not-leader'].includes(type ?? '')) return true;
  if (code !== undefined) return [CANCELLED, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE].includes(code);
  return message.startsWith('Failed to discover');
}

export const isConflict = (error: unknown): boolean => carried(error).type === 'wrong-expected-version';
export const isMissingStream = (error: unknown): boolean => carried(error).type === 'stream-not-found';
/** The most bytes that the server takes in one append, when that was why it refused it. */
export const appendLimitOf = (error: unknown): number | undefined => (carried(error).type === 'maximum-append-size-exceeded' ? carried(error).maxAppendSize : undefined);

export const damaged = (place: string, problem: string): DomainError => new DomainError('STORE.DAMAGED', { file: place, problem });
export const unreachable = (place: string, error: unknown): DomainError => new DomainError('STORE.UNREACHABLE', { place, problem: messageOf(error) });

/** What the server or the network said, as a refusal of the platform; anything else stays what it was. */
export function faultOf(error: unknown, place: string): unknown {
  if (error instanceof DomainError) return error;
  const { code, type } = carried(error);
  if (type === 'access-denied' || code === PERMISSION_DENIED || code === UNAUTHENTICATED) return new DomainError('STORE.ACCESS_REFUSED', { place });
  if (type === 'stream-deleted') return damaged(place, messageOf(error));
  if (code === UNIMPLEMENTED) return new DomainError('STORE.BAD_ADDRESS', { problem: `no EventStoreDB answers at ${place}` });
  return isTransient(error) ? unreachable(place, error) : error;
}
