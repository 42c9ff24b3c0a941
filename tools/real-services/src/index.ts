export { type Kind, whatIsMissing } from './libraries.js';
export { RealService } from './service.js';
export { type RealServices, startRealServices, type StartOptions } from './services.js';
