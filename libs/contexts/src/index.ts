import { assessment } from '@humai/assessment-service';
import { assistance } from '@humai/assistance-service';
import { identification } from '@humai/identification-service';
import { ledger, OperationsModule } from '@humai/ledger-service';
import type { ContextDefinition } from '@humai/nest';
import { relocation } from '@humai/relocation-service';

/** Every context of the house, for the applications that run them all in one process. */
export const contexts: readonly ContextDefinition[] = [identification, assistance, relocation, assessment, ledger];

/** What every service of a distributed system has beside its context: the ledger asks it what it keeps up, and has it rebuilt there. */
export const operations: ContextDefinition = { ...ledger, name: 'operations', module: OperationsModule };
