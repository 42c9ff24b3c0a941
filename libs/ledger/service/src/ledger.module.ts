import { LedgerErrors } from '@humai/contracts-ledger';
import type { ContextDefinition } from '@humai/nest';
import { Module } from '@nestjs/common';
import { Closing } from './http/closing.js';
import { LedgerEvents } from './http/events.js';
import { LedgerHistory } from './http/history.js';
import { operationsProvider } from './http/operations-provider.js';
import { LedgerOperations, LedgerVerification } from './http/operations.js';
import { LedgerParked } from './http/parked.js';

/** What a process runs itself: its read models, consumers and deadlines. Every service of a distributed system has it beside its context, for the ledger to ask. */
@Module({ controllers: [LedgerOperations, LedgerParked], providers: [Closing, operationsProvider], exports: [Closing] })
export class OperationsModule {}

/** The event log as an operated thing. It owns no events and decides nothing. */
@Module({ imports: [OperationsModule], controllers: [LedgerHistory, LedgerEvents, LedgerVerification] })
export class LedgerModule {}

export const ledger: ContextDefinition = {
  name: 'ledger',
  module: LedgerModule,
  events: {},
  errors: LedgerErrors,
  policies: [],
  aggregates: [],
  projections: [],
  queries: [],
};
