export { dataBatchDecider, type DataBatch, type DataBatchCommand, type DataBatchEvent, type DoubtfulMatch } from './batch.js';
export { fieldsOfHeadings } from './headings.js';
export { PERIOD_EXAMPLES, readPeriod, type Period } from './period.js';
export { isSameName, isSoundButForCheck, readDataRow, type DataRow, type RowNumber, type DataRowProblem } from './row.js';
export { occurredOnOf, signalSearch, signalsOf, usesLine, type RuleFacts, type Signal } from './signals.js';
