import { describe, expect, it } from '@jest/globals';
import { Evidence } from '@humai/crash-test';
import type { Drilled } from './proofs.js';
import { PublicLog } from './public-log.js';
import { logOf } from './testing/topics.js';

function problemsWith(events: ReturnType<typeof logOf>): readonly string[] {
  const told: string[] = [];
  const log = new PublicLog(new Evidence<Drilled>((problem) => told.push(problem.split(':')[0]!), ['positions', 'revisions', 'acknowledged']).witness('drill', () => 'x'));
  for (const event of events) log.add(event);
  return told;
}

describe('the log that was followed', () => {
  const log = logOf('household-a', 'household-b', 'household-a');
  it('has no gap and no double', () => expect(problemsWith(log)).toEqual([]));
  it('is objected to when an event is missing', () => expect(problemsWith([log[1]!, log[2]!])).toEqual(['positions', 'revisions']));
  it('is objected to when two have changed places', () => expect(problemsWith([log[0]!, log[2]!, log[1]!])).toEqual(['positions', 'positions']));
  it('is objected to when an event is there twice', () => expect(problemsWith([...log, log[2]!])).toEqual(['positions', 'acknowledged', 'revisions']));
});
