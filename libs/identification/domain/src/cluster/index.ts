export { areaDecider, type AreaClusters, type AreaCommand, type AreaEvent } from './area.js';
export { causeOf, type Gathering, gatheringsOf, isCluster, longestWindow, type NewRisk, windowFrom } from './counting.js';
