export { DataBatchImport, type DataBatchOptions, type DataBatchPorts, type DataBatchStep } from './batch-import.js';
export type { DataBatchReport, DataProblem } from './report.js';
