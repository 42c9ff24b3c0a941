export { loadAreas, areaFile, type Areas } from './areas.js';
