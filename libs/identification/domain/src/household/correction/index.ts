export { correctionDecisions, type WrongEntry } from './correct.js';
export { evolveCorrected } from './evolve.js';
