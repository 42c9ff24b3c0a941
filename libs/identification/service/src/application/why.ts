import { IdentificationErrors, IdentificationPolicy } from '@humai/contracts-identification';
import { type Before, explain, type Explanation, missingBefore } from '@humai/identification-domain';
import { type AsOf, type Bilingual, type CommandMeta, DomainError, type ErrorDetails, type EventCatalogue, type EventStore, type PolicySource, sentenceOf, streamName } from '@humai/kernel';
import { Streams } from './streams.js';

export type WhyParts = Readonly<{ store: Pick<EventStore, 'readStream'>; catalogue: EventCatalogue; policies: PolicySource }>;

/** Why a household is on the list, or not. Throws `SUBJECT.NOT_FOUND` for one that never was. */
export async function why(householdId: string, { store, catalogue, policies }: WhyParts, asOf: AsOf): Promise<Explanation> {
  const events = await store.readStream(streamName('household', householdId));
  if (events.length === 0) throw new DomainError('SUBJECT.NOT_FOUND', { subject: householdId.slice(0, 100) });
  return explain(householdId, events.map((event) => catalogue.upcast(event)) as never, policies, asOf);
}

export type Missing = Readonly<{
  household: string;
  decision: Before['decision'];
  /** True when the decision could be taken now. */
  ready: boolean;
  missing: readonly Readonly<{ code: string; message: Bilingual; details: ErrorDetails }>[];
  /** The rulebook in force on the business date. */
  policy: string;
}>;

/** What is missing before a household can be enrolled or cleared: a dry run of the decision itself. Throws `SUBJECT.NOT_FOUND`. */
export async function missing(householdId: string, before: Before, { store, catalogue }: Omit<WhyParts, 'policies'>, meta: CommandMeta): Promise<Missing> {
  const { state } = await new Streams(store, catalogue).household(householdId);
  if (!state.registered) throw new DomainError('SUBJECT.NOT_FOUND', { subject: householdId.slice(0, 100) });
  const problems = missingBefore(state, before, meta);
  return {
    household: householdId, decision: before.decision, ready: problems.length === 0,
    missing: problems.map((p) => ({ code: p.code, message: { zh: sentenceOf(IdentificationErrors, p, 'zh'), en: sentenceOf(IdentificationErrors, p, 'en') }, details: p.details })),
    policy: meta.policies.inForce(IdentificationPolicy, state.registered.village, meta.effectiveOn).version,
  };
}
