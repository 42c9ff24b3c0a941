import type { CheckCommands, CheckRoundCommands, MonitoringStatus, WatchCommands } from '@humai/contracts-identification';
import type { Household } from '@humai/identification-domain';
import { type AreaDirectory, DomainError, type EventCatalogue, type EventStore, type EvidenceStore, type ReadStore } from '@humai/kernel';
import type { CommandExecutor, PrepareContext } from '@humai/nest';
import type { z } from 'zod';
import { checkRoundAggregate } from '../application/check-round-aggregate.js';
import { householdAggregate } from '../application/household-aggregate.js';
import { Streams } from '../application/streams.js';
import { Rounds } from './rounds.js';
import { ChecksInView, type UpToDate } from './scope.js';

type Body<T extends Readonly<Record<N, { body: z.ZodType }>>, N extends string> = z.infer<T[N]['body']>;
export type ChecksPorts = Readonly<{
  store: Pick<EventStore, 'readStream'>;
  catalogue: EventCatalogue;
  readStore: Pick<ReadStore, 'scan' | 'resolve'>;
  upToDate: UpToDate;
  areas: Pick<AreaDirectory, 'find'>;
  evidence: Pick<EvidenceStore, 'has'>;
}>;

const standingOf = ({ enrolment }: Household): MonitoringStatus => (enrolment === null ? 'NONE' : enrolment.status === 'OPEN' ? 'MONITORED' : 'CLEARED');

/** Adds to commands what stands outside their own stream: rounds, households in scope, and whether a photo was sent. */
export function prepareChecks(executor: CommandExecutor, { store, catalogue, readStore, upToDate, areas, evidence }: ChecksPorts): void {
  const rounds = new Rounds(store, catalogue);
  const streams = new Streams(store, catalogue);
  const view = new ChecksInView(readStore, upToDate);

  async function requireEvidence(hashes: readonly string[]): Promise<void> {
    const here = await evidence.has(hashes);
    const missing = hashes.find((hash) => !here.has(hash));
    if (missing !== undefined) throw new DomainError('EVIDENCE.UNKNOWN', { hash: missing }, 'evidenceHashes');
  }
  function requireArea(code: string, field: string, { effectiveOn }: PrepareContext): void {
    if (!areas.find(code, effectiveOn)) throw new DomainError('AREA.UNKNOWN', { code }, field);
  }

  executor.prepare(householdAggregate, 'RecordVisit', async (body: Body<typeof WatchCommands, 'RecordVisit'>) => {
    await requireEvidence(body.evidenceHashes);
    return body;
  });
  executor.prepare(householdAggregate, 'RecordCheck', async (body: Body<typeof CheckCommands, 'RecordCheck'>, { id }: PrepareContext) => {
    await requireEvidence(body.evidenceHashes);
    return { ...body, round: await rounds.factsFor(body.roundId, id) };
  });
  executor.prepare(checkRoundAggregate, 'OpenCheckRound', async (body: Body<typeof CheckRoundCommands, 'OpenCheckRound'>, context: PrepareContext) => {
    requireArea(body.area, 'area', context);
    return { roundId: context.id, ...body, ...(await view.candidates(body.area, body.scope)) };
  });
  executor.prepare(checkRoundAggregate, 'AssignCheck', async (body: Body<typeof CheckRoundCommands, 'AssignCheck'>, context: PrepareContext) => {
    requireArea(body.village, 'village', context);
    return body;
  });
  executor.prepare(checkRoundAggregate, 'JudgeSample', async (body: Body<typeof CheckRoundCommands, 'JudgeSample'>) =>
    ({ ...body, standing: standingOf((await streams.household(body.householdId)).state) }));
  executor.prepare(checkRoundAggregate, 'CloseCheckRound', (_: object, { id }: PrepareContext) => view.checked(id));
}
