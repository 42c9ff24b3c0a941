import { describe, expect, it } from '@jest/globals';
import { Evidence, fateOf } from '@humai/crash-test';
import { checkTopics } from './kafka-checks.js';
import type { Drilled } from './proofs.js';
import { PublicLog } from './public-log.js';
import { type Sabotage, Saboteur } from './sabotage.js';
import { logOf, seenOf } from './testing/topics.js';

const events = logOf('household-a', 'household-a', 'household-b');
const evidence = new Evidence<Drilled>(() => {}, ['order']);
const log = new PublicLog(evidence.witness('drill', () => 'x'));
for (const event of events) log.add(event);
const fate = (what?: Sabotage) => fateOf({ stream: 'household-b', revision: 0, position: 3, events: ['testing.Happened.v1'] }, new Saboteur(what).log(log, 'key-3').writtenBy('key-3'));

describe('sabotage', () => {
  it('is off unless asked for', () => expect([fate(), new Saboteur().seen(seenOf(events))]).toEqual(['once', seenOf(events)]));
  it('takes an acknowledged event away, or doubles it', () => expect([fate('lost'), fate('doubled')]).toEqual(['lost', 'doubled']));
  it('lets two of a stream change places, which the check sees', () => {
    const spoiled = new Saboteur('reordered').seen(seenOf(events));
    checkTopics(spoiled, events, new Set(), evidence.witness('drill', () => 'reordered'));
    expect(evidence.problemsIn('reordered', 'order')).toBeGreaterThan(0);
  });
  it('shortens what was planted and what is parked', () => expect([new Saboteur('parked').parked([1, 2]), new Saboteur('dead-letters').garbage([])]).toEqual([[2], []]));
});
