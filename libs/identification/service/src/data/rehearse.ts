import { householdDecider, type Household } from '@humai/identification-domain';
import { type Calendar, type Clock, type CommandMeta, fold, isInArea, localDateOf, type PolicySource } from '@humai/kernel';
import { identificationService } from '../application/household-aggregate.js';
import type { Streams } from '../application/streams.js';
import { formedBy, type HouseholdSplit, type Links } from '../messaging/links.js';
import { countSignals, type Raised, type RowToRaise } from './raise.js';

/** What a row would lead to, by the very decision that would be taken; nothing is written. */
export async function rehearse(
  { policies, calendar, clock }: Readonly<{ policies: PolicySource; calendar: Calendar; clock: Clock }>, streams: Streams, links: Pick<Links, 'splitOf'>, row: RowToRaise,
): Promise<Raised | null> {
  const { householdId, commandId, area, receivedOn, ...data } = row;
  const now = clock.now();
  const meta = { now, today: localDateOf(now), effectiveOn: receivedOn, actor: { ...identificationService, area }, commandId, policies, calendar };
  let { state } = await streams.household(householdId);
  let movingIn = false;
  for (let [id, seen] = [householdId, new Set([householdId])]; ; ) {
    const split = Object.hasOwn(state.lineage.splitOff, data.personId) ? await links.splitOf(id, data.personId) : null;
    const { ended } = state.lineage;
    const into = split ? split.data.newHouseholdId : ended?.how === 'MERGED' ? ended.into : null;
    if (into === null || seen.has(into)) break;
    seen = seen.add(into);
    id = into;
    movingIn = split === null;
    ({ state } = await streams.household(into));
    if (split && state.lineage.origin?.splitEventId !== split.id) state = asFormed(split, meta);
  }
  if (state.lineage.ended?.how === 'CLOSED') return null;
  if (!state.registered || !isInArea(state.registered.village, area)) return null;
  return countSignals(householdDecider.decide({ type: 'RaiseWarnings', data: movingIn ? { ...data, movingIn } : data, meta }, state).map((e) => e.type));
}

/** The household that a split will form. */
const asFormed = (split: HouseholdSplit, meta: CommandMeta): Household =>
  fold(householdDecider, householdDecider.decide({ type: 'FormBySplit', data: formedBy(split), meta }, householdDecider.initialState));
