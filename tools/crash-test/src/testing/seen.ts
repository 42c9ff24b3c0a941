import { hash } from 'node:crypto';
import { hashedText, type RawEvent } from '@humai/kernel';
import type { Logged } from '../log-record.js';
import type { Proof, Witness } from '../proofs.js';

/** A witness that keeps what it was told. */
export function listening() {
  const objections: [proof: Proof, problem: string][] = [];
  const seen = new Map<Proof, number>();
  const witness: Witness = {
    saw: (proof, times = 1) => void seen.set(proof, (seen.get(proof) ?? 0) + times),
    objects: (proof, problem) => void objections.push([proof, problem]),
  };
  return { witness, seen, objections, proofs: () => objections.map(([proof]) => proof) };
}

export type Told = Partial<Logged> & Readonly<{ type: string; stream: string }>;

/** Events as a log record holds them, in order of the log. */
export const logOf = (...told: readonly Told[]): Logged[] =>
  told.map((e, i) => ({ position: i + 1, revision: 0, id: `id-${i + 1}`, hash: '', commandId: `key-${i + 1}`, causationId: `key-${i + 1}`, data: {}, ...e }));

/** Sound stored events: one for each stream named, in this order. */
export function chain(...streams: readonly string[]): RawEvent[] {
  const heads = new Map<string, RawEvent>();
  return streams.map((stream, i) => {
    const head = heads.get(stream);
    const event = {
      id: `id-${i + 1}`, type: 'testing.Happened.v1', stream, revision: (head?.revision ?? -1) + 1, position: i + 1, recordedAt: '2026-03-01T02:00:00.000Z',
      data: `{"n":${i + 1}}`, metadata: JSON.stringify({ commandId: `key-${i + 1}`, causationId: 'cause' }), previousHash: head?.hash ?? '',
    };
    const whole = { ...event, hash: hash('sha256', hashedText(event)) };
    heads.set(stream, whole);
    return whole;
  });
}
