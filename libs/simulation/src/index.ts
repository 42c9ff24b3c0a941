export { Random } from './random.js';
export { loadRates, Rates } from './rates.js';
export { simulate, type SimulationOptions, type SimulationResult, type SimulationSystem } from './simulate.js';
export type { SimulatedHousehold } from './district.js';
export { SimulatedClock } from './world.js';
