import type { AreaDirectory, EventCatalogue, EventStore, EvidenceStore, ReadStore } from '@humai/kernel';
import { AREAS, CATALOGUE, CommandExecutor, EVENT_STORE, EVIDENCE, READ_STORE, UP_TO_DATE, type UpToDate } from '@humai/nest';
import { Inject, Injectable } from '@nestjs/common';
import { prepareChecks } from './prepare.js';

/** Tells the executor, once, what comes before the commands of checks and visits. */
@Injectable()
export class ChecksPreparation {
  constructor(
    @Inject(CommandExecutor) executor: CommandExecutor,
    @Inject(EVENT_STORE) store: Pick<EventStore, 'readStream'>,
    @Inject(CATALOGUE) catalogue: EventCatalogue,
    @Inject(READ_STORE) readStore: ReadStore,
    @Inject(UP_TO_DATE) upToDate: UpToDate,
    @Inject(AREAS) areas: AreaDirectory,
    @Inject(EVIDENCE) evidence: EvidenceStore,
  ) {
    prepareChecks(executor, { store, catalogue, readStore, areas, evidence, upToDate });
  }
}
