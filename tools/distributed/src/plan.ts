import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export type Member = Readonly<{
  /** Of the process: `identification`, and `identification-2` for the second replica. */
  name: string;
  service: string;
  port: number;
  url: string;
  health: string;
}>;

/** Ports counted from the gateway's, as everywhere in the documentation for 7300. */
export const portsFrom = (gateway: number) => ({ gateway, eventStore: gateway + 1, ledger: gateway + 10, kafka: gateway + 92, mongo: gateway + 17 });

const SERVICES = ['ledger', 'identification', 'assistance', 'relocation', 'assessment'] as const;

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;
export const mainOf = (app: string): string => join(fileURLToPath(new URL('../../../apps/', import.meta.url)), app, 'dist', 'main.js');

/** From one replica of a service to the next. */
const REPLICA_PORTS = 20;

/** The services and their ports; the ledger first, because it publishes. Four replicas of each at most. */
export function servicesFrom(gateway: number, { only = SERVICES, replicas = {} }: Readonly<{ only?: readonly string[] | undefined; replicas?: Readonly<Record<string, number>> | undefined }> = {}): readonly Member[] {
  const { ledger } = portsFrom(gateway);
  return SERVICES.flatMap((service, i) => (only.includes(service) ? Array.from({ length: replicas[service] ?? 1 }, (_, n): Member => {
    const port = ledger + i + REPLICA_PORTS * n;
    return { name: n === 0 ? service : `${service}-${n + 1}`, service, port, url: urlOf(port), health: `${urlOf(port)}/health/ready` };
  }) : []));
}

/** Where each service is asked by others: at its first replica. */
export const peersOf = (members: readonly Member[]): string => members.filter(({ name, service }) => name === service).map(({ name, url }) => `${name}=${url}`).join(',');
