import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { containerOf, engineAnswers } from './containers.js';
import { CACHE, type Kind, whatIsMissing } from './libraries.js';
import { freePort, RealService } from './service.js';

export type Wanted = Kind | 'esdb';
export type Found = Readonly<{ kind: Wanted; url: string; /** In words. */ is: string; stop(): Promise<void> }>;
export type Missing = Readonly<{ kind: Wanted; missing: string }>;

/** What a service started here is. */
const OURS: Readonly<Record<Kind, string>> = { kafka: 'Apache Kafka 4.1.0 by Java', mongo: 'mongo-java-server 1.47.0 by Java, a stand-in for MongoDB' };

/**
 * Real servers for a run of tests: by an address in the environment (`HUMAI_TEST_KAFKA_URL`, …), else in a container where a Docker engine answers,
 * else by Java and Maven on loopback; else what is missing. Rejects when one that should start does not; nothing that was started here runs then.
 */
export async function findServers(kinds: readonly Wanted[], env: NodeJS.ProcessEnv = process.env): Promise<readonly (Found | Missing)[]> {
  const engine = kinds.some((kind) => !addressOf(kind, env)) && (await engineAnswers());
  const results = await Promise.allSettled(kinds.map((kind) => findServer(kind, engine, env)));
  const failed = results.find((r) => r.status === 'rejected');
  const found = results.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
  if (!failed) return found;
  await Promise.all(found.map(async (f) => 'stop' in f && f.stop()));
  throw failed.reason;
}

const addressOf = (kind: Wanted, env: NodeJS.ProcessEnv): string | undefined => env[`HUMAI_TEST_${kind.toUpperCase()}_URL`];

async function findServer(kind: Wanted, engine: boolean, env: NodeJS.ProcessEnv): Promise<Found | Missing> {
  const url = addressOf(kind, env);
  if (url) return { kind, url, is: env[`HUMAI_TEST_${kind.toUpperCase()}_IS`] ?? 'as the environment says', stop: async () => {} };
  if (engine) return { kind, ...(await containerOf(kind)) };
  if (kind === 'esdb') return { kind, missing: 'no HUMAI_TEST_ESDB_URL, and no Docker engine answers' };
  const missing = whatIsMissing();
  if (missing) return { kind, missing: `no HUMAI_TEST_${kind.toUpperCase()}_URL, no Docker engine answers, and ${missing}` };
  mkdirSync(CACHE, { recursive: true });
  const directory = mkdtempSync(join(CACHE, `test-${kind}-`));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const service = await RealService.start({ kind, directory, port: await freePort() }).catch((error: unknown) => {
    remove();
    throw error;
  });
  return { kind, url: service.url, is: OURS[kind], stop: async () => (await service.stop(), remove()) };
}
