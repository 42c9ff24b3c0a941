import { LedgerErrors } from '@humai/contracts-ledger';
import type { ContextDefinition } from '@humai/nest';
import { Module } from '@nestjs/common';
import { Closing } from './http/closing.js';
import { LedgerEvents } from './http/events.js';
import { LedgerHistory } from './http/history.js';
import { LedgerOperations } from './http/operations.js';
import { LedgerParked } from './http/parked.js';

/** The event log as an operated thing. It owns no events and decides nothing. */
@Module({ controllers: [LedgerHistory, LedgerEvents, LedgerOperations, LedgerParked], providers: [Closing] })
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
