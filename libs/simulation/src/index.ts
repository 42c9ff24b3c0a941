export { SimulatedClock } from './clock.js';
export type { SimulatedHousehold } from './household.js';
export { Random } from './random.js';
export { loadRates, Rates } from './rates.js';
export { makeRegister } from './register.js';
export { simulate, type SimulationOptions, type SimulationResult, type SimulationSystem } from './simulate.js';
