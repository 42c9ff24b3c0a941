import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { serveAppends, storeSecret } from '@humai/event-store-shared';
import { createLogger } from '@humai/telemetry';
import { makeDirectory, systemClock } from '@humai/wiring';
import { readHolderEnvironment } from './environment.js';
import { runUntilSignalled } from './run.js';

const STOP_WITHIN_SECONDS = 15;

/** Runs the process that holds the SQLite store of a machine and takes the appends of the others. */
export async function runEventStore(): Promise<void> {
  const logger = createLogger({ service: 'event-store' });
  await runUntilSignalled(logger, () => STOP_WITHIN_SECONDS, async () => {
    const { directory, host, port } = readHolderEnvironment();
    makeDirectory(directory);
    const store = await openSqliteEventStore({ directory, clock: systemClock });
    const server = await serveAppends({ store, host, port, secret: storeSecret(directory), onFault: (error) => logger.error({ err: error }, 'append failed') });
    return {
      url: server.url,
      stop: async () => {
        await server.close();
        await store.close();
      },
    };
  });
}
