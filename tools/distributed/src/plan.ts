import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Member = Readonly<{ name: string; port: number; health: string }>;

/** Ports counted from the gateway's, as everywhere in the documentation for 7300. */
export const portsFrom = (gateway: number) => ({ gateway, eventStore: gateway + 1, ledger: gateway + 10, kafka: gateway + 92, mongo: gateway + 17 });

const CONTEXTS = ['identification', 'assistance', 'relocation', 'assessment'] as const;

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;
export const mainOf = (app: string): string => join(fileURLToPath(new URL('../../../apps/', import.meta.url)), app, 'dist', 'main.js');

/** The services and their ports; the ledger first, because it publishes. */
export function servicesFrom(gateway: number): readonly Member[] {
  const { ledger } = portsFrom(gateway);
  return ['ledger', ...CONTEXTS].map((name, i) => ({ name, port: ledger + i, health: `${urlOf(ledger + i)}/health/ready` }));
}

export const peersOf = (members: readonly Member[]): string => members.map(({ name, port }) => `${name}=${urlOf(port)}`).join(',');
