import { assessment } from '@humai/assessment-service';
import { assistance } from '@humai/assistance-service';
import { identification } from '@humai/identification-service';
import { ledger } from '@humai/ledger-service';
import type { ContextDefinition } from '@humai/nest';
import { relocation } from '@humai/relocation-service';

/** Every context of the house, for the applications that run them all in one process. */
export const contexts: readonly ContextDefinition[] = [identification, assistance, relocation, assessment, ledger];
