export { checkRoundDecider, villageOf, type CheckRound, type CheckRoundCommand, type CheckRoundEvent, type Drawn } from './check-round.js';
export { drawSample } from './sample.js';
