import type { LoggedEvent } from '@humai/contracts-ledger';
import type { Seen } from '../kafka.js';

/** A log with the events of these streams, one after the other. */
export function logOf(...streams: readonly string[]): LoggedEvent[] {
  const revisions = new Map<string, number>();
  return streams.map((stream, i) => {
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const metadata = { actor: 'a', role: 'county', area: '51', policy: null, effectiveOn: '2026-03-01', command: 'Do', commandId: `key-${i + 1}`, correlationId: 'c', causationId: `key-${i + 1}` };
    return { position: i + 1, stream, revision, type: 'testing.Happened.v1', id: `id-${i + 1}`, recordedAt: '2026-03-01T00:00:00.000Z', metadata, data: {}, hash: `hash-${i + 1}` };
  });
}

/** What a relay makes of a log, in one partition. */
export function seenOf(log: readonly LoggedEvent[]): Seen[] {
  const hashes = new Map<string, string>();
  return log.map(({ stream, revision, id, type, position, hash }, offset) => {
    const previous = hashes.get(stream) ?? '';
    hashes.set(stream, hash);
    return { topic: 'humai.household.v1', partition: 0, offset, key: stream, raw: { value: '' }, headers: { ce_id: id, ce_type: type, humai_revision: `${revision}`, humai_position: `${position}`, humai_hash: hash, humai_previous_hash: previous } };
  });
}
