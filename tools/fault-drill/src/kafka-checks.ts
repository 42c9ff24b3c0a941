import type { LoggedEvent } from '@humai/contracts-ledger';
import { placeOf, type Seen } from './kafka.js';
import type { DrillWitness } from './proofs.js';

/** What the topics hold, against the log: `planted` are the places of messages that the relay did not write. Answers how many repeats there are. */
export function checkTopics(seen: readonly Seen[], log: readonly LoggedEvent[], planted: ReadonlySet<string>, { saw, objects }: DrillWitness): number {
  const byStream = Map.groupBy(log, (e) => e.stream);
  const next = new Map<string, number>();
  const partitions = new Map<string, string>();
  const hashes = new Map<string, string>();
  let repeats = 0;
  // Each partition in its own order; a stream lies in one of them.
  for (const message of [...seen].sort((a, b) => a.offset - b.offset)) {
    if (planted.has(placeOf(message))) continue;
    const { key, headers } = message;
    const place = `${placeOf(message)} (${key}, revision ${headers['humai_revision']})`;
    const partition = `${message.topic}/${message.partition}`;
    saw('order');
    const event = byStream.get(key ?? '')?.[Number(headers['humai_revision'])];
    if (!event) {
      objects('order', `${place} is not in the log`);
      continue;
    }
    if ((partitions.get(event.stream) ?? partition) !== partition) objects('order', `${place}: the stream lies in ${partitions.get(event.stream)}, too`);
    partitions.set(event.stream, partition);
    const told = [headers['ce_id'], headers['ce_type'], headers['humai_position'], headers['humai_hash']];
    if (told.join() !== [event.id, event.type, event.position, event.hash].join()) objects('order', `${place} is ${told.join(' ')}, the log has ${event.id} ${event.type} ${event.position} ${event.hash}`);
    const expected = next.get(event.stream) ?? 0;
    if (event.revision > expected) objects('order', `${place} came before revision ${expected}`);
    else if (event.revision < expected) repeats += 1;
    else {
      if (headers['humai_previous_hash'] !== (hashes.get(event.stream) ?? '')) objects('chain', `${place} is not chained to the event before it`);
      saw('chain');
      hashes.set(event.stream, event.hash);
      next.set(event.stream, expected + 1);
    }
  }
  for (const [stream, events] of byStream) if ((next.get(stream) ?? 0) !== events.length) objects('order', `${stream} has ${events.length} events, ${next.get(stream) ?? 0} of them came in order`);
  return repeats;
}

/** A message that is to be put aside: by which groups, and why. */
export type Garbage = Readonly<{ place: Readonly<{ topic: string; partition: number; offset: number }>; groups: readonly string[]; cause: string; secret: string }>;

/** The dead letters there are, against what was planted. */
export function checkDeadLetters(letters: readonly Seen[], planted: readonly Garbage[], { saw, objects }: DrillWitness): void {
  const keyOf = (group: string, topic: string, partition: string, offset: string) => `${group} ${topic}/${partition}/${offset}`;
  const expected = new Map(planted.flatMap((g) => g.groups.map((group) => [keyOf(group, g.place.topic, String(g.place.partition), String(g.place.offset)), g] as const)));
  const found = new Map<string, number>();
  for (const { headers } of letters) {
    const key = keyOf(headers['humai_dead_group'] ?? '', headers['humai_dead_topic'] ?? '', headers['humai_dead_partition'] ?? '', headers['humai_dead_offset'] ?? '');
    const garbage = expected.get(key);
    found.set(key, (found.get(key) ?? 0) + 1);
    saw('deadLetters');
    if (!garbage) objects('deadLetters', `${key} was not planted: ${headers['humai_dead_cause']}`);
    else if (headers['humai_dead_cause'] !== garbage.cause) objects('deadLetters', `${key}: the cause is "${headers['humai_dead_cause']}", not "${garbage.cause}"`);
    const told = Object.entries(headers).filter(([name]) => name.startsWith('humai_dead_')).map(([, text]) => text).join();
    saw('privacy');
    if (garbage && told.includes(garbage.secret)) objects('privacy', `${key}: the cause quotes the message`);
  }
  for (const key of expected.keys()) if ((found.get(key) ?? 0) !== 1) objects('deadLetters', `${key} is there ${found.get(key) ?? 0} times`);
}
