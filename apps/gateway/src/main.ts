import { createLogger } from '@humai/telemetry';
import { readGatewayEnvironment } from '@humai/wiring-distributed';
import { createGateway } from './gateway.js';

// One address for the services of a distributed system on a machine without an ingress of its own.
const logger = createLogger({ service: 'gateway', level: 'info' });
try {
  const { host, port, services } = readGatewayEnvironment();
  const gateway = await createGateway(services);
  const stop = () => void gateway.close().then(() => logger.info('stopped'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  logger.info({ url: await gateway.listen({ host, port }) }, 'ready');
} catch (error) {
  logger.fatal({ err: error }, 'cannot start');
  process.exitCode = 1;
}
