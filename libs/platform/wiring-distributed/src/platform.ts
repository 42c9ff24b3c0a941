import { join } from 'node:path';
import { createOidcVerifier } from '@humai/auth';
import { KafkaEventFeed, type KafkaConnection, parseKafkaUrl, pingKafka, Relay, relayPosition } from '@humai/event-feed-kafka';
import { openEsdbEventStore } from '@humai/event-store-esdb';
import { openSharedEventStore } from '@humai/event-store-shared';
import { holderOf, openSqliteEventStore } from '@humai/event-store-sqlite';
import { openFileEvidenceStore } from '@humai/evidence-store-files';
import { type Clock, collectionOf, createIdSource, DomainError, type EventStore, type LeaderElection, type ReadStore } from '@humai/kernel';
import { openMongoLeaderElection } from '@humai/leader-mongo';
import { ParkingLot, publishSpans } from '@humai/messaging';
import { type ContextDefinition, type HealthCheck, projectionsOf, type StoreTraits } from '@humai/nest';
import { openMongoReadStore } from '@humai/read-store-mongo';
import { openSqliteRowStaging } from '@humai/row-staging-sqlite';
import { feedObserver, leadershipObserver, type Logger, type Metrics, relayObserver } from '@humai/telemetry';
import { openMongoVault } from '@humai/vault-mongo';
import { makeDirectory, type Open, openTogether, type Ports, type Rulebook, systemClock, systemRandom } from '@humai/wiring';
import { directoryOf, type ServiceEnvironment } from './environment.js';
import { addressOf, WatchedElection } from './leadership.js';

/** What stands behind the ports of one service. */
export type DistributedPorts = Ports & Readonly<{ leader: LeaderElection; /** Of the ledger. */ relay?: Relay }>;

type Options = Readonly<{
  name: string;
  environment: ServiceEnvironment;
  rulebook: Rulebook;
  house: readonly ContextDefinition[];
  relays: boolean;
  logger: Logger;
  metrics: Metrics;
}>;

const ASKED_EVERY_MS = 5_000;

/** All categories of streams that contexts declare. */
export const categoriesOf = (house: readonly ContextDefinition[]): readonly string[] => [...new Set(house.flatMap((c) => c.aggregates.map((a) => a.category)))];

/** Opens every adapter of a service. Rejects with the fault of the first that cannot be opened, after closing the others. */
export async function openPorts({ name, environment, rulebook, house, relays, logger, metrics }: Options): Promise<DistributedPorts> {
  const { directory, readStore: url } = environment;
  const clock = systemClock;
  return openTogether(async (open, close) => {
    makeDirectory(directory);
    const kafka: KafkaConnection = {
      ...parseKafkaUrl(environment.eventFeed),
      // What it calls an error it tries again; what it cannot overcome comes back as one.
      log: ({ level, message }) => logger[level === 'error' ? 'warn' : 'debug']({ from: 'kafkajs' }, message),
    };
    const verifier = createOidcVerifier(environment.identity);
    const { store, traits, ping } = await openStore(environment.eventStore, open);
    const readStore = await open(openMongoReadStore({ url, appName: `humai-${name}` }));
    const vault = await open(openMongoVault({ url, appName: `humai-${name}-vault`, masterKey: environment.vaultKey, clock }));
    const evidence = await open(openFileEvidenceStore({ directory, clock, shared: true }));
    const address = addressOf(environment);
    const election = await open(openMongoLeaderElection({ url, appName: `humai-${name}-leader`, ...(address === undefined ? {} : { address }), onError: (error) => logger.warn({ err: error }, 'the lease could not be asked for') }));
    const leader = new WatchedElection(election, leadershipObserver(logger, metrics));
    const categories = categoriesOf(house);
    const relay = relays ? new Relay({
      kafka, store, progress: readStore, leader, clock, observer: relayObserver(logger, metrics), instrument: publishSpans,
    }) : undefined;
    const lot = new ParkingLot(readStore, clock, 'here');
    return {
      ...rulebook, clock, store, traits, readStore, vault, evidence, leader, lot, verifier, close,
      ids: createIdSource(clock, systemRandom),
      feed: new KafkaEventFeed({
        kafka, categories, relayPosition: () => relayPosition(readStore), observer: feedObserver(logger, metrics),
      }),
      messages: readStore,
      openStaging: () => openSqliteRowStaging(join(directory, 'staging')),
      scratch: join(directory, 'scratch'),
      peers: environment.peers,
      leadership: leader.of(name),
      ...(relay && { relay, relayPosition: () => relayPosition(readStore) }),
      checks: [
        { name: 'event-store-connection', check: ping },
        { name: 'read-store', check: () => readStore.ping() },
        { name: 'broker', check: sparing(() => pingKafka(kafka)) },
        lagCheck({ store, readStore, clock, seconds: environment.readyLag, projections: house.filter((c) => c.name === name).flatMap((c) => projectionsOf(c, rulebook).map(collectionOf)) }),
        ...(relay ? [relayCheck(relay)] : []),
      ],
    };
  });
}

type Opened = Readonly<{ store: EventStore; traits: StoreTraits; ping: () => Promise<void> }>;

async function openStore(url: string, open: Open): Promise<Opened> {
  if (!url.startsWith('sqlite:')) {
    const store = await open(openEsdbEventStore({ url, clock: systemClock }));
    return { store, traits: { simulated: false, gaplessPositions: false }, ping: async () => void (await store.lastPosition()) };
  }
  const directory = directoryOf(url);
  const store = await open(openSharedEventStore({ directory, holderOf, openReader: (place) => openSqliteEventStore({ directory: place, clock: systemClock, readOnly: true }) }));
  return { store, traits: { simulated: store.simulated, gaplessPositions: true, checkFiles: () => store.reader.damage() }, ping: () => store.ping() };
}

/** A check that is a connection of its own: asked now and then, however often the probes come. */
function sparing(check: () => Promise<void>): () => Promise<void> {
  let last: Readonly<{ at: number; outcome: Promise<void> }> | undefined;
  return () => {
    if (!last || performance.now() - last.at > ASKED_EVERY_MS) last = { at: performance.now(), outcome: check() };
    return last.outcome;
  };
}

type LagParts = Readonly<{ store: Pick<EventStore, 'lastPosition' | 'readRaw'>; readStore: Pick<ReadStore, 'checkpoint' | 'resolve'>; clock: Clock; seconds: number; projections: readonly string[] }>;

/** Read models that are far behind answer what was, so nobody should be sent here. Behind by the age of the first event that is not in them: positions differ in kind from store to store. */
export const lagCheck = ({ store, readStore, clock, seconds, projections }: LagParts): HealthCheck => ({
  name: 'read-model-lag',
  check: async () => {
    const last = await store.lastPosition();
    const positions = await Promise.all(projections.map(async (name) => ({ name, position: await readStore.checkpoint(await readStore.resolve(name)) })));
    const [hindmost] = positions.toSorted((a, b) => a.position - b.position);
    if (!hindmost || hindmost.position >= last) return;
    for await (const [event] of store.readRaw({ after: hindmost.position, batchSize: 1 })) {
      const age = event ? (Date.parse(clock.now()) - Date.parse(event.recordedAt)) / 1_000 : 0;
      if (age > seconds) throw new Error(`${hindmost.name} is ${Math.round(age)} seconds behind`);
      return;
    }
  },
});

const relayCheck = (relay: Relay): HealthCheck => ({
  name: 'relay',
  check: async () => {
    const { state, problem } = await relay.status();
    if (state === 'failing' || state === 'stopped') throw problem ?? new DomainError('KAFKA.FAILED');
  },
});
