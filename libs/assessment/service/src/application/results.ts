import { type Result, resultDecider } from '@humai/assessment-domain';
import { type AssessmentEvent, type ComputedResult, ResultCommands } from '@humai/contracts-assessment';
import { DomainError, type DomainEvent, type EventStore, fold } from '@humai/kernel';
import { type CommandExecutor, defineAggregate, type PrepareContext } from '@humai/nest';
import type { z } from 'zod';
import { assess, type AssessmentSources } from './assess.js';

/** The result of one unit for one year. */
export const resultAggregate = defineAggregate<Result, AssessmentEvent>({
  context: 'assessment',
  category: 'assessment',
  decider: resultDecider,
  commands: ResultCommands,
  creates: ['PublishResult'],
  // Every unit has a year to be asked about; whether its result was published is for the decider to say.
  exists: () => true,
  areaOf: ({ published }, command, data) => published?.area ?? (command === 'PublishResult' ? (data as Body<'PublishResult'>).area : undefined),
  policyOf: (_, { data }) => (data as ComputedResult).policy,
});

type Body<C extends keyof typeof ResultCommands> = z.infer<(typeof ResultCommands)[C]['body']>;

/** Replaces what a command asks for by the scores: computed here and now, and compared with what the caller saw. */
export function prepareResults(executor: CommandExecutor, store: Pick<EventStore, 'readStream'>, sources: AssessmentSources): void {
  executor.prepare(resultAggregate, 'PublishResult', async ({ year, area, policy, position, digest }: Body<'PublishResult'>, { id }: PrepareContext) => ({
    resultId: id,
    ...(await computed({ year, area, policy, upTo: position }, digest, sources)),
  }));
  executor.prepare(resultAggregate, 'ReviseResult', async ({ policy, position, digest, reason, approverId }: Body<'ReviseResult'>, { stream }: PrepareContext) => {
    const events: readonly DomainEvent[] = await store.readStream(stream);
    const { published } = fold(resultDecider, events as readonly AssessmentEvent[]);
    if (!published) throw new DomainError('RESULT.NOT_PUBLISHED');
    const { year, area } = published;
    // A correction of the facts must not change the rules by the way.
    return { ...(await computed({ year, area, policy: policy ?? published.policy, upTo: position }, digest, sources)), reason, approverId };
  });
}

async function computed(request: Parameters<typeof assess>[0], given: string | undefined, sources: AssessmentSources): Promise<ComputedResult> {
  const { digest, policy, position } = await assess(request, sources);
  if (given !== undefined && given !== digest) throw new DomainError('RESULT.DIGEST_DIFFERS', { computed: digest, given }, 'digest');
  return { year: request.year, area: request.area, policy, position, digest };
}
