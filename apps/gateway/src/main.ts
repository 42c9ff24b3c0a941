import { createLogger } from '@humai/telemetry';
import { readGatewayEnvironment, runUntilSignalled } from '@humai/wiring-distributed';
import { createGateway } from './gateway.js';

const STOP_WITHIN_SECONDS = 15;

// One address for the services of a distributed system on a machine without an ingress of its own.
const logger = createLogger({ service: 'gateway' });
await runUntilSignalled(logger, () => STOP_WITHIN_SECONDS, async () => {
  const { host, port, services } = readGatewayEnvironment();
  const gateway = await createGateway(services, ({ id, method, route, error }) => logger.error({ reference: id, method, route, err: error }, 'request failed'));
  return { url: await gateway.listen({ host, port }), stop: async () => void (await gateway.close()) };
});
