import { DomainError } from '@humai/kernel';
import { Kafka, type KafkaConfig, logLevel, type SASLOptions } from 'kafkajs';

/** How to reach a cluster; made by {@link parseKafkaUrl}. */
export type KafkaConnection = Readonly<{
  /** `host:port`, at least one. */
  brokers: readonly string[];
  ssl: boolean;
  /** Absent for a cluster that asks for no identity. */
  sasl?: Readonly<{ mechanism: SaslMechanism; username: string; password: string }>;
  clientId: string;
  /** What the driver itself has to say; never the content of a message. */
  log?: ((entry: Readonly<{ level: 'error' | 'warn' | 'info' | 'debug'; message: string }>) => void) | undefined;
}>;

const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
export type SaslMechanism = (typeof MECHANISMS)[number];

const DEFAULT_PORT = 9092;
const PARAMETERS = ['ssl', 'sasl', 'client-id'];

const wrong = (problem: string) => new DomainError('KAFKA.BAD_URL', { problem });

/**
 * Reads `kafka://user:password@host:port,host:port?ssl=true&sasl=scram-sha-512&client-id=ledger`.
 * A port left out is 9092; with a user, `sasl` is `scram-sha-512` unless told. User and password are percent-encoded.
 * Throws `KAFKA.BAD_URL`, which never quotes the user or the password.
 */
export function parseKafkaUrl(url: string): KafkaConnection {
  // Several hosts in one address are beyond what URL can read.
  const parts = /^kafka:\/\/(?:([^@/?]*)@)?([^@/?]*)\/?(?:\?(.*))?$/.exec(url);
  if (!parts) throw wrong('it must look like kafka://host:port,host:port?ssl=true');
  const [, identity, hosts = '', query = ''] = parts;
  const parameters = new URLSearchParams(query);
  const unknown = [...parameters.keys()].find((key) => !PARAMETERS.includes(key));
  if (unknown !== undefined) throw wrong(`there is no parameter ${unknown}, only ${PARAMETERS.join(', ')}`);
  const ssl = parameters.get('ssl') ?? 'false';
  if (ssl !== 'true' && ssl !== 'false') throw wrong('ssl is true or false');
  const sasl = saslOf(identity, parameters.get('sasl'));
  return { brokers: hosts.split(',').map((text, i) => brokerOf(text, i + 1)), ssl: ssl === 'true', ...(sasl && { sasl }), clientId: parameters.get('client-id') || 'humai' };
}

// What cannot be read is not quoted: without its @, an address shows the password as a port.
function brokerOf(text: string, number: number): string {
  const [, host, port] = /^(\[[0-9a-fA-F:]+\]|[^:[\]\s]+)(?::(\d{1,5}))?$/.exec(text) ?? [];
  if (!host) throw wrong(text === '' ? 'a host is missing' : `broker ${number} is not host:port`);
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) throw wrong(`the port of broker ${number} does not exist`);
  return `${host}:${port ?? DEFAULT_PORT}`;
}

function saslOf(identity: string | undefined, given: string | null): KafkaConnection['sasl'] {
  if (given !== null && !(MECHANISMS as readonly string[]).includes(given)) throw wrong(`sasl is one of ${MECHANISMS.join(', ')}`);
  if (!identity) {
    if (given !== null) throw wrong('sasl needs a user and a password');
    return undefined;
  }
  const [username = '', password = '', ...rest] = identity.split(':');
  if (username === '' || password === '' || rest.length > 0) throw wrong('the user and the password must both be there, percent-encoded');
  try {
    return { mechanism: (given ?? 'scram-sha-512') as SaslMechanism, username: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    throw wrong('the user or the password is not percent-encoded');
  }
}

/** Some ten seconds of tries, close together at first: the broker asks for a short wait after each transaction. */
export const RETRY = { initialRetryTime: 5, multiplier: 1.7, maxRetryTime: 1_000, retries: 18 } as const;

const LEVELS = { [logLevel.ERROR]: 'error', [logLevel.WARN]: 'warn', [logLevel.INFO]: 'info', [logLevel.DEBUG]: 'debug' } as const;

/** A client of the driver; it connects to nothing by itself. */
export function clientOf({ brokers, ssl, sasl, clientId, log }: KafkaConnection, retry: KafkaConfig['retry'] = RETRY): Kafka {
  const config: KafkaConfig = {
    clientId, brokers: [...brokers], ssl, ...(sasl && { sasl: sasl as SASLOptions }),
    connectionTimeout: 3_000, authenticationTimeout: 5_000, requestTimeout: 30_000, ...(retry && { retry }),
    logLevel: log ? logLevel.INFO : logLevel.NOTHING,
    logCreator: () => ({ namespace, level, log: { message, ...rest } }) => {
      const reason = typeof rest['error'] === 'string' ? `: ${rest['error']}` : '';
      if (level !== logLevel.NOTHING) log?.({ level: LEVELS[level], message: `${namespace ? `${namespace}: ` : ''}${message}${reason}` });
    },
  };
  return new Kafka(config);
}
