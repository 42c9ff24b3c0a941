export { Drill, type Row } from './drill.js';
export { type Fault, type FaultName, FAULTS } from './faults.js';
export { DRILLED, type Drilled } from './proofs.js';
