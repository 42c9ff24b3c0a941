// What other drills share with the crash test: the load of officers over HTTP, and the checks of what came of it.
export { type Answer, fateOf } from './acknowledged.js';
export { checkMessages, checkPlaces, compareWithFold, type Documents, documentsOf, projectionsOf } from './checks.js';
export { District, type Given } from './commands.js';
export { type Acknowledged, Load } from './load.js';
export type { Logged } from './log-record.js';
export { Office, type Outcome } from './office.js';
export { Evidence, type Proof, PROOFS, type Tally, type Witness } from './proofs.js';
export { documentOf, nameOf } from './people.js';
export { tableOf } from './table.js';
