import { type Evidence, type Proof, type Witness } from '@humai/crash-test';

/** What the fault drill proves, by name; those of the crash test that it shares are named alike. */
export const DRILLED = {
  faults: 'every fault struck, and the system came back by itself',
  acknowledged: 'every acknowledged event is in the log once',
  refused: 'a refused command wrote nothing, and no answer is a defect',
  repeated: 'a command repeated with its key answers the same',
  questions: 'a question holds what was acknowledged before it, or is answered 503 with the time to come again',
  positions: 'positions are 1 to n, without a gap or a double',
  revisions: 'the revisions of every stream are 0 to n, without a gap or a double',
  chain: 'the hash chain is sound: as the ledger verifies it, and as Kafka carries it',
  order: 'in Kafka the first arrivals of every stream are its revisions 0, 1, 2, … of the log, and repeats are the same events',
  readModels: 'read models equal a fresh fold of the log, and their rebuilds',
  messages: 'what one context does because of another happens once',
  places: 'people have the places that the households say',
  parked: 'what a handler refuses is parked, with what comes behind it, and handled in order when it is tried again',
  deadLetters: 'the dead-letter topic holds what was planted, once for each group, with its cause',
  privacy: 'no name or number stands in causes, logs or parked problems',
} as const;
export type Drilled = keyof typeof DRILLED;

export type DrillEvidence = Evidence<Drilled | Proof>;
export type DrillWitness = Witness<Drilled | Proof>;
