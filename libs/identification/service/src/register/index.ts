export { CommandSink, type CommandSinkPorts } from './command-sink.js';
export { parseMapping, RegisterMapping } from './mapping.js';
export { ReadStoreImportProgress } from './read-store-progress.js';
export { RegisterImport, type ImportOptions, type ImportPorts, type ImportStep } from './register-import.js';
export type { ImportCounts, ImportProblem, ImportReport } from './report.js';
export type { ImportProgress, ImportState, KnownPerson, RecordOf, RegisterSink } from './sink.js';
export { writeRegister, type RegisterCells, type WriteRegisterOptions } from './write-register.js';
