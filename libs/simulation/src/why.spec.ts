import { expect, it } from '@jest/globals';
import { why } from '@humai/identification-service';
import { subjectOf, type RecordedEvent } from '@humai/kernel';
import { harder, live, rulebook } from './testing/district.js';

/** What is decided about a household, each under a rule that its explanation names. */
const DECISIONS = ['identification.HouseholdEnrolled.v1', 'identification.CountyDecisionMade.v1', 'identification.HouseholdCleared.v1', 'identification.ClearingRolledBack.v1'];

it('why explains every household of a simulated district: each decision at its place in the log, with the rulebook it was taken under', async () => {
  const { events } = await live({ area: '511504', households: 250, from: '2023-01-01', to: '2024-12-31', seed: 7 }, harder(4));
  const streams = Map.groupBy(events.filter((e) => e.stream.startsWith('household-')), (e) => e.stream);
  const { catalogue, policies } = rulebook();
  const store = { readStream: async (stream: string): Promise<readonly RecordedEvent[]> => streams.get(stream) ?? [] };
  const seen = new Set<string>();
  const standings = new Set<string>();
  for (const [stream, facts] of streams) {
    const { steps, standing, answer } = await why(subjectOf(stream), { store, catalogue, policies }, {});
    standings.add(standing);
    expect([answer.zh.length > 0, answer.en.length > 0]).toEqual([true, true]);
    for (const fact of facts.filter((f) => DECISIONS.includes(f.type))) {
      seen.add(fact.type);
      const step = steps.find((s) => s.position === fact.position);
      expect([fact.type, step?.rule?.version]).toEqual([fact.type, fact.metadata.policy]);
    }
  }
  expect([...seen].sort()).toEqual([...DECISIONS].sort());
  expect([...standings]).toEqual(expect.arrayContaining(['LISTED', 'CLEARED', 'NOT_LISTED']));
}, 120_000);
