import type { IdentificationEvent } from '@humai/contracts-identification';
import { DomainError, type CommandMeta } from '@humai/kernel';
import { fact, isSame, openCase, registered, requireAllMembers, type CommandOf, type Decisions } from '../context.js';
import { entry } from '../entry.js';
import type { Household } from '../state.js';

/** Invariant 6: within an authorisation by all members that holds on the day; none before it, after it, or once it was withdrawn. [F23][F76] */
function authorisationFor(state: Household, caseId: string, meta: CommandMeta) {
  const a = state.data.authorisation;
  if (a?.caseId !== caseId) throw new DomainError('AUTHORISATION.MISSING');
  if (a.withdrawn) throw new DomainError('AUTHORISATION.WITHDRAWN');
  if (meta.effectiveOn < a.from || meta.effectiveOn > a.to) throw new DomainError('AUTHORISATION.NOT_IN_FORCE', { from: a.from, to: a.to, on: meta.effectiveOn });
  requireAllMembers(state, a.personIds);
  return a;
}

function queryComparison(state: Household, { data, meta }: CommandOf<'QueryComparison'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const { queryId, ...asked } = data;
  const earlier = entry(state.data.queries, queryId);
  const c = openCase(state);
  if (earlier) {
    if (isSame(earlier, { caseId: c.caseId, ...asked })) return [];
    throw new DomainError('COMPARISON.QUERY_EXISTS', { query: queryId }, 'queryId');
  }
  const a = authorisationFor(state, c.caseId, meta);
  const strangers = asked.personIds.filter((id) => !entry(state.members, id)).length; // every member has authorised
  if (strangers > 0) throw new DomainError('COMPARISON.NOT_AUTHORISED_PERSON', { count: strangers }, 'personIds');
  const outside = asked.scope.filter((s) => !a.scope.includes(s));
  if (outside.length > 0) throw new DomainError('COMPARISON.OUT_OF_SCOPE', { outside }, 'scope');
  return [fact('ComparisonQueried.v1', { caseId: c.caseId, queryId, village: household.registered.village, ...asked, queriedOn: meta.effectiveOn })];
}

export const comparisonDecisions = { QueryComparison: queryComparison } satisfies Partial<Decisions>;
