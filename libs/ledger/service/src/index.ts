export { fullHistoryOf, historyOf, type HistoryParts } from './application/history.js';
export { readModelsCalled, rebuild } from './application/rebuild.js';
export { stateOf } from './application/status.js';
export { verify, type VerificationParts } from './application/verification.js';
export { ledger, LedgerModule, OperationsModule } from './ledger.module.js';
