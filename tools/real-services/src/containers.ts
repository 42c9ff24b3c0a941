import { freePort } from './service.js';
import type { Wanted } from './find.js';

type Container = Readonly<{ url: string; is: string; stop(): Promise<void> }>;

/** As published on Docker Hub; the versions that Humai is meant for. */
export const IMAGES: Readonly<Record<Wanted, string>> = { kafka: 'apache/kafka:4.1.0', mongo: 'mongo:8.0', esdb: 'eventstore/eventstore:24.10.0-bookworm-slim' };

/** Whether a Docker engine answers; a client on the path proves nothing. */
export async function engineAnswers(): Promise<boolean> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  return getContainerRuntimeClient().then(() => true, () => false);
}

/** Starts one node of a server in a container of its own. */
export async function containerOf(kind: Wanted): Promise<Container> {
  const { GenericContainer, Wait } = await import('testcontainers');
  const image = new GenericContainer(IMAGES[kind]);
  const is = `${IMAGES[kind]} by Testcontainers`;
  switch (kind) {
    case 'mongo': {
      const started = await image.withExposedPorts(27017).withWaitStrategy(Wait.forLogMessage(/Waiting for connections/i)).start();
      return { url: `mongodb://${started.getHost()}:${started.getMappedPort(27017)}`, is, stop: async () => void (await started.stop()) };
    }
    case 'esdb': {
      const started = await image.withExposedPorts(2113)
        .withEnvironment({ EVENTSTORE_CLUSTER_SIZE: '1', EVENTSTORE_RUN_PROJECTIONS: 'All', EVENTSTORE_START_STANDARD_PROJECTIONS: 'true', EVENTSTORE_INSECURE: 'true', EVENTSTORE_MEM_DB: 'true' })
        .withWaitStrategy(Wait.forHttp('/health/live', 2113).forStatusCode(204)).start();
      return { url: `esdb://${started.getHost()}:${started.getMappedPort(2113)}?tls=false`, is, stop: async () => void (await started.stop()) };
    }
    case 'kafka': {
      // A broker tells its clients where it is, so its port outside must be known before it starts.
      const port = await freePort();
      const started = await image.withExposedPorts({ container: 9092, host: port })
        .withEnvironment({
          KAFKA_NODE_ID: '1', KAFKA_PROCESS_ROLES: 'broker,controller', KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093', KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
          KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093', KAFKA_ADVERTISED_LISTENERS: `PLAINTEXT://127.0.0.1:${port}`, KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
          KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1', KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1', KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
          KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0', KAFKA_AUTO_CREATE_TOPICS_ENABLE: 'false',
        })
        .withWaitStrategy(Wait.forLogMessage(/Kafka Server started/)).start();
      return { url: `kafka://127.0.0.1:${port}`, is, stop: async () => void (await started.stop()) };
    }
  }
}
