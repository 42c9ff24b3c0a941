import { describe, expect, it } from '@jest/globals';
import { Evidence } from '@humai/crash-test';
import { checkDeadLetters, checkTopics, type Garbage } from './kafka-checks.js';
import type { Seen } from './kafka.js';
import type { Drilled } from './proofs.js';
import { logOf, seenOf } from './testing/topics.js';

/** What a check objected to, by proof. */
function objectionsTo(check: (witness: ReturnType<Evidence<Drilled>['witness']>) => void): readonly string[] {
  const told: string[] = [];
  check(new Evidence<Drilled>((problem) => told.push(problem.replace(/: drill, after x/, '')), ['order', 'chain', 'deadLetters', 'privacy']).witness('drill', () => 'x'));
  return told;
}

describe('the topics', () => {
  const log = logOf('household-a', 'household-b', 'household-a', 'household-a');
  const seen = seenOf(log);
  const at = (offset: number, more: Partial<Seen> = {}): Seen => ({ ...seen[offset]!, ...more });
  const check = (messages: readonly Seen[], planted: readonly string[] = []) => objectionsTo((w) => checkTopics(messages, log, new Set(planted), w));

  it('are the log, in the order of each stream, and may repeat it', () => {
    expect(check(seen)).toEqual([]);
    expect(check([...seen, at(0, { offset: 4 }), at(2, { offset: 5 })])).toEqual([]);
    objectionsTo((w) => expect(checkTopics([...seen, at(0, { offset: 4 }), at(2, { offset: 5 })], log, new Set(), w)).toBe(2));
  });

  it('leave out what was planted', () => {
    const planted = at(0, { offset: 9, key: 'household-ghost', headers: {} });
    expect(check([...seen, planted])).toHaveLength(1);
    expect(check([...seen, planted], ['humai.household.v1/0/9'])).toEqual([]);
  });

  it.each<[string, readonly Seen[], string]>([
    ['one is missing', seen.slice(0, 3), 'order: household-a has 3 events, 2 of them came in order'],
    ['two have changed places', [at(0), at(1), at(3, { offset: 2 }), at(2, { offset: 3 })], 'order: humai.household.v1/0/2 (household-a, revision 2) came before revision 1'],
    ['a repeat is another event', [...seen, at(0, { offset: 4, headers: { ...at(0).headers, ce_id: 'id-9' } })], 'order: humai.household.v1/0/4 (household-a, revision 0) is id-9 testing.Happened.v1 1 hash-1, the log has id-1 testing.Happened.v1 1 hash-1'],
    ['a stream lies in two partitions', [at(0), at(1), at(2), at(3, { partition: 1, offset: 9 })], 'order: humai.household.v1/1/9 (household-a, revision 2): the stream lies in humai.household.v1/0, too'],
    ['there is one that the log has not', [...seen, at(0, { offset: 4, key: 'household-z' })], 'order: humai.household.v1/0/4 (household-z, revision 0) is not in the log'],
    ['the chain is broken', [at(0), at(1), at(2, { headers: { ...at(2).headers, humai_previous_hash: 'x' } }), at(3)], 'chain: humai.household.v1/0/2 (household-a, revision 1) is not chained to the event before it'],
  ])('are objected to when %s', (_, messages, problem) => expect(check(messages)).toContain(problem));
});

describe('the dead letters', () => {
  const garbage: Garbage = { place: { topic: 'humai.household.v1', partition: 2, offset: 7 }, groups: ['a.reactions', 'b.reactions'], cause: 'the header ce_specversion is missing', secret: 'secret-1' };
  const letter = (group: string, more: Record<string, string> = {}): Seen => ({
    topic: 'humai.dead-letter.v1', partition: 0, offset: 0, key: null, raw: { value: '' },
    headers: { humai_dead_cause: garbage.cause, humai_dead_group: group, humai_dead_topic: 'humai.household.v1', humai_dead_partition: '2', humai_dead_offset: '7', ...more },
  });
  const check = (...letters: readonly Seen[]) => objectionsTo((w) => checkDeadLetters(letters, [garbage], w));

  it('are one for each group', () => expect(check(letter('a.reactions'), letter('b.reactions'))).toEqual([]));

  it.each<[string, readonly Seen[], string]>([
    ['one is missing', [letter('a.reactions')], 'deadLetters: b.reactions humai.household.v1/2/7 is there 0 times'],
    ['one is there twice', [letter('a.reactions'), letter('b.reactions'), letter('b.reactions')], 'deadLetters: b.reactions humai.household.v1/2/7 is there 2 times'],
    ['one was not planted', [letter('a.reactions'), letter('b.reactions'), letter('a.reactions', { humai_dead_offset: '8' })], 'deadLetters: a.reactions humai.household.v1/2/8 was not planted: the header ce_specversion is missing'],
    ['the cause is another', [letter('a.reactions', { humai_dead_cause: 'x' }), letter('b.reactions')], 'deadLetters: a.reactions humai.household.v1/2/7: the cause is "x", not "the header ce_specversion is missing"'],
    ['the cause quotes the message', [letter('a.reactions', { humai_dead_cause: 'secret-1' }), letter('b.reactions')], 'privacy: a.reactions humai.household.v1/2/7: the cause quotes the message'],
  ])('are objected to when %s', (_, letters, problem) => expect(check(...letters)).toContain(problem));
});
