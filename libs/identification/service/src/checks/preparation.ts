import { type AreaDirectory, type EventCatalogue, type EventStore, type EvidenceStore, type Projection, type ReadStore } from '@humai/kernel';
import { AREAS, CATALOGUE, CommandExecutor, EVENT_STORE, EVIDENCE, PROJECTION_RUNNER, READ_STORE } from '@humai/nest';
import { Inject, Injectable } from '@nestjs/common';
import { prepareChecks } from './prepare.js';

/** The part of the projection runner that rounds need. */
type Runner = Readonly<{ catchUp(projections: readonly Pick<Projection, 'name' | 'version'>[]): Promise<number> }>;

/** Tells the executor, once, what comes before the commands of checks and visits. */
@Injectable()
export class ChecksPreparation {
  constructor(
    @Inject(CommandExecutor) executor: CommandExecutor,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) catalogue: EventCatalogue,
    @Inject(READ_STORE) readStore: ReadStore,
    @Inject(PROJECTION_RUNNER) runner: Runner,
    @Inject(AREAS) areas: AreaDirectory,
    @Inject(EVIDENCE) evidence: EvidenceStore,
  ) {
    prepareChecks(executor, { store, catalogue, readStore, areas, evidence, upToDate: (projections) => runner.catchUp(projections) });
  }
}
