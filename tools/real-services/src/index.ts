export { findServers, type Found, type Missing, type Wanted } from './find.js';
export { type Kind, whatIsMissing } from './libraries.js';
export { RealService } from './service.js';
export { type RealServices, startRealServices, type StartOptions } from './services.js';
