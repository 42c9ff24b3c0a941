import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Peer } from '@humai/nest';
import { commonVariables, type LogLevel, parseVariables } from '@humai/wiring';
import { z } from 'zod';

/** All that one service of a distributed system takes from outside. */
export type ServiceEnvironment = Readonly<{
  host: string;
  port: number;
  /** Name or number of the machine under which the other replicas reach this one, where that is not its host. */
  address: string | undefined;
  policies: string;
  logLevel: LogLevel;
  /** For files of this process alone: what an import puts aside; and for evidence, which the processes of one machine share. */
  directory: string;
  /** `esdb:` and its kin, or `sqlite:` with the directory that the processes of one machine share. */
  eventStore: string;
  eventFeed: string;
  readStore: string;
  /** 32 bytes. */
  vaultKey: Uint8Array;
  identity: Readonly<{ jwks: string; issuer: string; audience: string }>;
  /** The services that the ledger answers for. */
  peers: readonly Peer[];
  /** Seconds a read model may be behind before the service calls itself not ready. */
  readyLag: number;
  /** How long work under way may take to end after a signal, in seconds. */
  stopWithin: number;
}>;

const schemes = (...allowed: string[]) =>
  z.string().refine((text) => allowed.some((scheme) => text.startsWith(scheme)), { error: `begins with ${allowed.join(' or ')}` });
const EventStoreUrl = schemes('esdb://', 'esdb+discover://', 'kurrentdb://', 'kurrentdb+discover://', 'sqlite:');

/** `name=url`, separated by commas. */
const Peers = z.string().default('').transform((text, context): readonly Peer[] =>
  text.split(',').filter(Boolean).map((entry) => {
    const [name = '', url = ''] = [entry.slice(0, entry.indexOf('=')).trim(), entry.slice(entry.indexOf('=') + 1).trim()];
    if (!/^[a-z][a-z-]*$/.test(name) || !/^https?:\/\/[^/]+$/.test(url)) context.addIssue({ code: 'custom', message: `${entry}: expected name=http://host:port` });
    return { name, url };
  }));

const VaultKey = z.base64().refine((text) => Buffer.from(text, 'base64').length === 32, { error: '32 bytes in base64' });

const variables = (port: number) =>
  z.object({
    ...commonVariables(port),
    HUMAI_LOG: commonVariables(port).HUMAI_LOG.unwrap().default('info'),
    HUMAI_EVENT_STORE: EventStoreUrl,
    HUMAI_EVENT_FEED: schemes('kafka://'),
    HUMAI_READ_STORE: schemes('mongodb://', 'mongodb+srv://'),
    HUMAI_VAULT_KEY: VaultKey.optional(),
    HUMAI_VAULT_KEY_FILE: z.string().min(1).optional(),
    HUMAI_JWKS: z.string().min(1),
    HUMAI_ISSUER: z.string().min(1),
    HUMAI_AUDIENCE: z.string().min(1).default('humai'),
    HUMAI_PEERS: Peers,
    HUMAI_ADDRESS: z.string().regex(/^[\w.:-]+$/, { error: 'a name or a number, without http:// and port' }).optional(),
    HUMAI_READY_LAG: z.coerce.number().min(1).default(60),
    HUMAI_STOP_WITHIN: z.coerce.number().min(1).max(600).default(15),
  }).refine((v) => (v.HUMAI_VAULT_KEY === undefined) !== (v.HUMAI_VAULT_KEY_FILE === undefined), {
    path: ['HUMAI_VAULT_KEY'], error: 'give it, or HUMAI_VAULT_KEY_FILE, and not both', when: () => true, // with the other mistakes, not after them
  }).transform(({ HUMAI_VAULT_KEY, HUMAI_VAULT_KEY_FILE, ...rest }, context) => ({ ...rest, vaultKey: vaultKeyOf(HUMAI_VAULT_KEY, HUMAI_VAULT_KEY_FILE, context) }));

function vaultKeyOf(given: string | undefined, file: string | undefined, context: z.core.$RefinementCtx): Uint8Array {
  const wrong = (name: string, message: string) => {
    context.addIssue({ code: 'custom', path: [name], message });
    return new Uint8Array();
  };
  if (given !== undefined) return Buffer.from(given, 'base64');
  try {
    const text = readFileSync(file!, 'utf8').trim();
    return VaultKey.safeParse(text).success ? Buffer.from(text, 'base64') : wrong('HUMAI_VAULT_KEY_FILE', `${file} does not hold 32 bytes in base64`);
  } catch (error) {
    return wrong('HUMAI_VAULT_KEY_FILE', `${file}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`);
  }
}

/** Throws `SHAPE.INVALID` naming every variable that is wrong. `port` is the service's own unless `HUMAI_PORT` says otherwise. */
export function readServiceEnvironment(port: number, env: NodeJS.ProcessEnv = process.env): ServiceEnvironment {
  const v = parseVariables(variables(port), env);
  return {
    host: v.HUMAI_HOST, port: v.HUMAI_PORT, address: v.HUMAI_ADDRESS, policies: resolve(v.HUMAI_POLICIES), logLevel: v.HUMAI_LOG, directory: resolve(v.HUMAI_DATA),
    eventStore: v.HUMAI_EVENT_STORE, eventFeed: v.HUMAI_EVENT_FEED, readStore: v.HUMAI_READ_STORE, vaultKey: v.vaultKey,
    identity: { jwks: v.HUMAI_JWKS, issuer: v.HUMAI_ISSUER, audience: v.HUMAI_AUDIENCE },
    peers: v.HUMAI_PEERS, readyLag: v.HUMAI_READY_LAG, stopWithin: v.HUMAI_STOP_WITHIN,
  };
}

export type GatewayEnvironment = Readonly<{ host: string; port: number; services: readonly Peer[] }>;

/** Throws `SHAPE.INVALID`. */
export function readGatewayEnvironment(env: NodeJS.ProcessEnv = process.env): GatewayEnvironment {
  const { HUMAI_HOST, HUMAI_PORT } = commonVariables(7300);
  const v = parseVariables(z.object({ HUMAI_HOST, HUMAI_PORT, HUMAI_PEERS: Peers.refine((peers) => peers.length > 0, { error: 'name at least one service: identification=http://127.0.0.1:7311,…' }) }), env);
  return { host: v.HUMAI_HOST, port: v.HUMAI_PORT, services: v.HUMAI_PEERS };
}

export type SetUpEnvironment = Readonly<{ url: string; partitions: number; replication: number; retention: number | 'forever' }>;

/** Of the step that makes the topics. Throws `SHAPE.INVALID`. */
export function readSetUpEnvironment(env: NodeJS.ProcessEnv = process.env): SetUpEnvironment {
  const v = parseVariables(z.object({
    HUMAI_EVENT_FEED: schemes('kafka://'),
    HUMAI_TOPIC_PARTITIONS: z.coerce.number().int().min(1).max(1_000).default(12),
    HUMAI_TOPIC_REPLICATION: z.coerce.number().int().min(1).max(9).default(3),
    HUMAI_TOPIC_RETENTION_DAYS: z.union([z.literal('forever'), z.coerce.number().int().min(1)]).default('forever'),
  }), env);
  return { url: v.HUMAI_EVENT_FEED, partitions: v.HUMAI_TOPIC_PARTITIONS, replication: v.HUMAI_TOPIC_REPLICATION, retention: v.HUMAI_TOPIC_RETENTION_DAYS };
}

export type HolderEnvironment = Readonly<{ host: string; port: number; directory: string; logLevel: LogLevel }>;

/** Of the process that holds the SQLite store for the others. Throws `SHAPE.INVALID`. */
export function readHolderEnvironment(env: NodeJS.ProcessEnv = process.env): HolderEnvironment {
  const { HUMAI_HOST, HUMAI_PORT } = commonVariables(7301);
  const v = parseVariables(z.object({ HUMAI_HOST, HUMAI_PORT, HUMAI_LOG: variablesLog, HUMAI_EVENT_STORE: schemes('sqlite:') }), env);
  return { host: v.HUMAI_HOST, port: v.HUMAI_PORT, directory: directoryOf(v.HUMAI_EVENT_STORE), logLevel: v.HUMAI_LOG };
}
const variablesLog = commonVariables(0).HUMAI_LOG.unwrap().default('info');

/** The directory of a `sqlite:` address. */
export const directoryOf = (url: string): string => resolve(url.slice('sqlite:'.length));
