export { openSharedEventStore, type SharedEventStore, type SharedEventStoreOptions } from './open.js';
export { storeSecret } from './secret.js';
export { serveAppends, type AppendServer, type ServeAppendsOptions } from './serve.js';
