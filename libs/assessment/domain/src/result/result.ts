import type { AssessmentEvent, ComputedResult, ResultCommands } from '@humai/contracts-assessment';
import { DomainError, type CommandMeta, type CommandsOf, type Decider } from '@humai/kernel';

/** What deciders get in place of a body: the scores have been computed, the digest stands for them. */
type Replaced = {
  PublishResult: ComputedResult & Readonly<{ resultId: string }>;
  ReviseResult: ComputedResult & Readonly<{ reason: string; approverId: string }>;
};
export type ResultCommand = CommandsOf<typeof ResultCommands, CommandMeta, Replaced>;

/** A published result never changes; a revision stands beside it with its reason and approver (domain §6). */
export type Result = Readonly<{ published: ComputedResult | null; revision: Readonly<{ reason: string; approverId: string }> | null }>;

/** The name of the one result a unit can have for a year. */
export const resultIdOf = (year: number, area: string): string => `${year}-${area}`;

const isSame = (a: ComputedResult, b: ComputedResult) => a.year === b.year && a.area === b.area && a.policy === b.policy && a.digest === b.digest;

export const resultDecider: Decider<Result, ResultCommand, AssessmentEvent> = {
  initialState: { published: null, revision: null },
  evolve(_, { type, data }) {
    const { year, area, policy, position, digest } = data;
    const revision = type === 'assessment.ResultRevised.v1' ? { reason: data.reason, approverId: data.approverId } : null;
    return { published: { year, area, policy, position, digest }, revision };
  },
  decide({ type, data, meta }, { published, revision }) {
    const { year, area, policy, position, digest } = data;
    const computed: ComputedResult = { year, area, policy, position, digest };
    if (type === 'PublishResult') {
      const expected = resultIdOf(year, area);
      if (data.resultId !== expected) throw new DomainError('RESULT.NAME', { expected });
      if (!published) return [{ type: 'assessment.ResultPublished.v1', data: computed }];
      if (isSame(published, computed)) return [];
      throw new DomainError('RESULT.PUBLISHED', { year, area });
    }
    if (!published) throw new DomainError('RESULT.NOT_PUBLISHED');
    if (data.approverId === meta.actor.id) throw new DomainError('RESULT.APPROVER_IS_AUTHOR', {}, 'approverId');
    if (isSame(published, computed)) {
      if (revision?.reason === data.reason && revision.approverId === data.approverId) return [];
      throw new DomainError('RESULT.UNCHANGED');
    }
    return [{ type: 'assessment.ResultRevised.v1', data: { ...computed, previousDigest: published.digest, reason: data.reason, approverId: data.approverId } }];
  },
};
