import { join } from 'node:path';
import { CACHE, type Kind } from './libraries.js';
import { freePort, RealService } from './service.js';

export type StartOptions = Readonly<{
  /** Where their data lies. */
  directory: string;
  /** A free one unless told. */
  kafkaPort?: number;
  mongoPort?: number;
  /** Both unless told. */
  only?: readonly Kind[];
}>;

/** A real Kafka and a server that speaks MongoDB's protocol, on loopback, for as long as this process wants them. */
export type RealServices = Readonly<{
  /** `kafka://127.0.0.1:…`; '' when it was not asked for. */
  kafkaUrl: string;
  /** `mongodb://127.0.0.1:…`, without a database; '' when it was not asked for. */
  mongoUrl: string;
  kafka: RealService | undefined;
  mongo: RealService | undefined;
  stop(): Promise<void>;
}>;

/** Rejects with one sentence: a taken port, a missing Java or Maven, or why a service did not come up; nothing runs then. */
export async function startRealServices({ directory, kafkaPort, mongoPort, only = ['kafka', 'mongo'] }: StartOptions): Promise<RealServices> {
  const wanted: Readonly<Record<Kind, number | undefined>> = { kafka: kafkaPort, mongo: mongoPort };
  const started = await Promise.allSettled(only.map(async (kind) => RealService.start({ kind, directory: join(directory, kind), port: wanted[kind] ?? (await freePort()) })));
  const services = started.flatMap((s) => (s.status === 'fulfilled' ? [s.value] : []));
  const stop = async () => void (await Promise.all(services.map((s) => s.stop())));
  const failed = started.find((s) => s.status === 'rejected');
  if (failed) {
    await stop();
    throw failed.reason;
  }
  const of = (kind: Kind) => services.find((s) => s.kind === kind);
  return { kafka: of('kafka'), mongo: of('mongo'), kafkaUrl: of('kafka')?.url ?? '', mongoUrl: of('mongo')?.url ?? '', stop };
}

export const DEFAULT_DIRECTORY = join(CACHE, 'data');
export const DEFAULT_PORTS: Readonly<Record<Kind, number>> = { kafka: 7392, mongo: 7317 };
