import { DomainError } from '@humai/kernel';
import mongoose from 'mongoose';
import { faultOf } from './faults.js';

export type MongoOptions = Readonly<{
  /** `mongodb://` or `mongodb+srv://` with a database: `mongodb://host:port/humai`. Replica set, read preference and credentials stand in it. */
  url: string;
  /** How the server's logs call this process. */
  appName?: string;
  /** How long a server is looked for before a request fails; 5,000 unless told. */
  findServerMs?: number;
}>;

export type Database = NonNullable<mongoose.Connection['db']>;

/** A connection, and the sentence for what the driver throws. */
export type MongoConnection = Readonly<{
  database: Database;
  /** Runs work on the database; faults come out as `DomainError`. Throws `STORE.CLOSED` after {@link MongoConnection.close}. */
  run<T>(work: (database: Database) => Promise<T>): Promise<T>;
  /** Resolves when the server answers at this moment. */
  ping(): Promise<void>;
  close(): Promise<void>;
}>;

const SOCKET_MS = 20_000;
const POOL = 20;

/** Throws `MONGO.BAD_URL`, `MONGO.REFUSED`, `MONGO.UNREACHABLE`. */
export async function connectMongo({ url, appName, findServerMs = 5_000 }: MongoOptions): Promise<MongoConnection> {
  const place = placeOf(url);
  const connection = mongoose.createConnection(url, {
    ...(appName === undefined ? {} : { appName }),
    serverSelectionTimeoutMS: findServerMs, connectTimeoutMS: findServerMs, socketTimeoutMS: SOCKET_MS, maxPoolSize: POOL,
    autoIndex: false, autoCreate: false, bufferCommands: false,
    ignoreUndefined: true, // as JSON does
    // What a query answers is on most of the replica set, and on disk, before it is acknowledged.
    ...(/[?&](w|journal)=/.test(url) ? {} : { writeConcern: { w: 'majority', journal: true } }),
  });
  try {
    await connection.asPromise();
  } catch (error) {
    await connection.close(true).catch(() => {});
    throw faultOf(error, place);
  }
  let closed = false;
  const run = async <T>(work: (database: Database) => Promise<T>): Promise<T> => {
    if (closed) throw new DomainError('STORE.CLOSED');
    try {
      return await work(connection.db!);
    } catch (error) {
      throw closed ? new DomainError('STORE.CLOSED') : faultOf(error, place);
    }
  };
  return {
    database: connection.db!,
    run,
    ping: () => run(async (database) => void (await database.command({ ping: 1 }))),
    close: async () => {
      if (closed) return;
      closed = true;
      await connection.close();
    },
  };
}

/** Host and database, without what is secret. */
function placeOf(url: string): string {
  const parts = /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]+)(?:\/([^?]*))?/.exec(url);
  if (!parts) throw new DomainError('MONGO.BAD_URL', { place: '–', problem: 'expected mongodb://host:port/database' });
  if (!parts[2]) throw new DomainError('MONGO.BAD_URL', { place: parts[1]!, problem: 'it names no database: mongodb://host:port/database' });
  return `${parts[1]}/${parts[2]}`;
}
