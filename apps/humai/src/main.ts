import { contexts } from '@humai/contexts';
import { createLogger } from '@humai/telemetry';
import { EmbeddedApp, loadRulebook, openPlatform, readEnvironment } from '@humai/wiring-embedded';

// Every context in one process, for a machine that runs it as a service: one JSON line per event of its life, no demonstration data.
const { directory, policies, port, host, logLevel } = readEnvironment();
const logger = createLogger({ service: 'humai', level: logLevel });
try {
  const platform = await openPlatform({ directory, rulebook: loadRulebook(contexts, policies) });
  const app = await EmbeddedApp.start({ platform, contexts, logger, version: '0.1.0' });
  const stop = () => void app.close().then(() => logger.info('stopped'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await app.project();
  logger.info({ url: await app.listen(port, host) }, 'ready');
} catch (error) {
  logger.fatal({ err: error }, 'cannot start');
  process.exitCode = 1;
}
