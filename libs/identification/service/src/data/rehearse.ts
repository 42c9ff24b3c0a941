import { householdDecider } from '@humai/identification-domain';
import { type Calendar, type Clock, isInArea, localDateOf, type PolicySource } from '@humai/kernel';
import { identificationService } from '../application/household-aggregate.js';
import type { Streams } from '../application/streams.js';
import { countSignals, type Raised, type RowToRaise } from './raise.js';

/** What a row would lead to, by the very decision that would be taken; nothing is written. */
export async function rehearse({ policies, calendar, clock }: Readonly<{ policies: PolicySource; calendar: Calendar; clock: Clock }>, streams: Streams, row: RowToRaise): Promise<Raised | null> {
  const { householdId, commandId, area, receivedOn, ...data } = row;
  let { state } = await streams.household(householdId);
  const seen = new Set([householdId]);
  while (state.lineage.ended?.how === 'MERGED' && !seen.has(state.lineage.ended.into)) {
    seen.add(state.lineage.ended.into);
    ({ state } = await streams.household(state.lineage.ended.into));
  }
  if (state.lineage.ended?.how === 'CLOSED') return null;
  if (!state.registered || !isInArea(state.registered.village, area)) return null;
  const now = clock.now();
  const meta = { now, today: localDateOf(now), effectiveOn: receivedOn, actor: { ...identificationService, area }, commandId, policies, calendar };
  return countSignals(householdDecider.decide({ type: 'RaiseWarnings', data: seen.size > 1 ? { ...data, movingIn: true } : data, meta }, state).map((e) => e.type));
}
