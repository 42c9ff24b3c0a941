export { type GatewayEnvironment, readGatewayEnvironment, readServiceEnvironment, type ServiceEnvironment } from './environment.js';
export { runEventStore } from './event-store-holder.js';
export { categoriesOf } from './platform.js';
export { runUntilSignalled } from './run.js';
export { runService, type ServiceOptions } from './service.js';
export { runSetUp, setUpFeed } from './set-up.js';
