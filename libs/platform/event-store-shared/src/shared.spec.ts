import { request } from 'node:http';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Appended, DomainError, type EventStore, RevisionConflict } from '@humai/kernel';
import { holderOf, openSqliteEventStore, type SqliteEventStore } from '@humai/event-store-sqlite';
import { collect, collectUntil, FakeClock, syntheticEvent } from '@humai/testing';
import { type AppendServer, openSharedEventStore, serveAppends, type SharedEventStore, storeSecret } from './index.js';
import { MAX_REQUEST_BYTES } from './wire.js';

const clock = new FakeClock();
let directory: string;
let held: SqliteEventStore;
let server: AppendServer | undefined;
let faults: unknown[];
const clients: SharedEventStore[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'humai-shared-'));
  held = await openSqliteEventStore({ directory, clock });
  faults = [];
});
afterEach(async () => {
  for (const client of clients.splice(0)) await client.close();
  await server?.close();
  server = undefined;
  await held.close();
  rmSync(directory, { recursive: true });
});

/** Serves the store this process holds; what is given stands in place of its own methods. */
const serve = async (over: Partial<Pick<EventStore, 'append' | 'lastPosition'>> = {}): Promise<AppendServer> => {
  const store = { append: held.append.bind(held), lastPosition: held.lastPosition.bind(held), publishUrl: held.publishUrl.bind(held), ...over };
  return (server = await serveAppends({ store, port: 0, secret: storeSecret(directory), onFault: (error) => faults.push(error) }));
};
const openReader = (from: string) => openSqliteEventStore({ directory: from, clock, readOnly: true });
const connect = async (over: Readonly<{ secret?: string; patienceMs?: number }> = {}): Promise<SharedEventStore> => {
  const client = await openSharedEventStore({ directory, holderOf, openReader, ...over });
  clients.push(client);
  return client;
};
const statusOf = (method: string, path: string, headers: Readonly<Record<string, string>>, body = ''): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const sent = request(`${server?.url}${path}`, { method, headers, agent: false }, (response) => (response.resume(), resolve(response.statusCode)));
    sent.once('error', reject).end(body);
  });
const authorised = () => ({ authorization: `Bearer ${storeSecret(directory)}` });

describe('the secret of a data directory', () => {
  it('is made once, for the owner alone to read, and leaves no draft', () => {
    const secret = storeSecret(directory);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(storeSecret(directory)).toBe(secret);
    expect(statSync(join(directory, 'append.secret')).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory).filter((name) => name.startsWith('append.secret'))).toStrictEqual(['append.secret']);
  });

  it('is made anew where its file is empty, as after a power failure', () => {
    writeFileSync(join(directory, 'append.secret'), '');
    expect(storeSecret(directory)).toBe(readFileSync(join(directory, 'append.secret'), 'utf8').trim());
    expect(storeSecret(directory)).not.toBe('');
  });

});

describe('the holder', () => {
  it('takes nothing from who does not know the secret', async () => {
    await serve();
    for (const headers of [{}, { authorization: 'Bearer ' }, { authorization: `Bearer ${'x'.repeat(43)}` }] as Record<string, string>[])
      for (const [method, path] of [['GET', '/ping'], ['GET', '/positions'], ['POST', '/appends'], ['GET', '/elsewhere']] as const) expect(await statusOf(method, path, headers)).toBe(401);
    expect(await statusOf('GET', '/ping', authorised())).toBe(204);
  });

  it('names what it does not serve, does not understand, and finds too large', async () => {
    await serve();
    expect(await statusOf('GET', '/elsewhere', authorised())).toBe(404);
    for (const body of ['', '{', '{"appends":[]}', '{"appends":[{"stream":"s","events":[],"expected":"all"}]}', '{"appends":[{"stream":"s","events":[{"id":1}],"expected":"any"}]}'])
      expect(await statusOf('POST', '/appends', authorised(), body)).toBe(400);
    expect(await statusOf('POST', '/appends', { ...authorised(), 'content-length': String(MAX_REQUEST_BYTES + 1) })).toBe(413);
    expect(await statusOf('POST', '/appends', { ...authorised(), 'transfer-encoding': 'chunked' }, ' '.repeat(MAX_REQUEST_BYTES + 1))).toBe(413);
    expect(faults).toStrictEqual([]);
  });

  it('takes a client that goes in the middle of a request for no fault of the store', async () => {
    await serve();
    const gone = new Promise((resolve) => {
      const sent = request(`${server?.url}/appends`, { method: 'POST', headers: { ...authorised(), 'content-length': '100' }, agent: false }).once('error', resolve);
      sent.write('{"appends":', () => setTimeout(() => sent.destroy(new Error('gone')), 20));
    });
    await gone;
    await server?.close();
    expect(faults).toStrictEqual([]);
  });

  it('is on this machine only, and says where in the directory', async () => {
    const { url } = await serve();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(holderOf(directory)).toMatchObject({ pid: process.pid, url });
  });

  it('answers what has come before it closes, and nothing after', async () => {
    let go = (): void => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    await serve({ append: async (...args) => (await gate, held.append(...args)) });
    const client = await connect({ patienceMs: 300 });
    const waiting = client.append('household-1', [syntheticEvent(1)], 'none');
    await delay(20);
    const closed = server?.close();
    const late = client.append('household-1', [syntheticEvent(2)], 0);
    late.catch(() => {});
    go();
    await closed;
    expect(await waiting).toMatchObject({ revision: 0, repeated: false });
    await expect(late).rejects.toMatchObject({ code: 'STORE.UNREACHABLE', details: { place: directory } });
    await expect(client.ping()).rejects.toMatchObject({ code: 'STORE.UNREACHABLE' });
    expect(await held.readStream('household-1')).toHaveLength(1);
  });
});

describe('a client', () => {
  it.each([
    new DomainError('TESTING.REFUSED', { text: 'x', number: 1, yes: true, none: null, list: ['a', 'b'] }, 'data.place'),
    new DomainError('EVENT.ID_TAKEN', { id: 'e', stream: 's' }),
    new RevisionConflict('household-1', 'none', 3),
    new RevisionConflict('household-1', 7, -1),
    new TypeError('an event needs an id'),
  ])('is refused with the very error of the store: %s', async (error) => {
    await serve({ append: () => Promise.reject(error) });
    const client = await connect();
    const refused = await client.append('household-1', [syntheticEvent(1)], 'any').catch((e: unknown) => e);
    expect(refused).toStrictEqual(error);
    expect(Object.entries(refused as object)).toStrictEqual(Object.entries(error));
    expect(faults).toStrictEqual([]);
  });

  it('hears that the store has failed, and only its holder hears how', async () => {
    const broken = new Error('select * from secrets');
    await serve({ append: () => Promise.reject(broken) });
    const client = await connect();
    await expect(client.append('household-1', [syntheticEvent(1)], 'any')).rejects.toThrow('the event store has failed; its holder has logged why');
    expect(faults).toStrictEqual([broken]);
  });

  it('refuses an append longer than a request may be before it is sent', async () => {
    await serve();
    const client = await connect();
    const events = Array.from({ length: 65 }, (_, i) => syntheticEvent(i, { data: 'x'.repeat(999_000) }));
    await expect(client.append('household-1', events, 'any')).rejects.toMatchObject({ code: 'EVENT.TOO_LARGE', details: { limit: MAX_REQUEST_BYTES } });
  });

  it('sends again what got no answer, and it stands there once', async () => {
    let lost = 0;
    await serve({
      append: async (...args) => {
        const appended = await held.append(...args);
        if ((lost += 1) < 3) throw new DomainError('STORE.CLOSED'); // Stored, but the client is not told.
        return appended;
      },
    });
    const client = await connect();
    const event = syntheticEvent(1);
    expect(await client.append('household-1', [event], 'none')).toMatchObject({ revision: 0, repeated: true });
    expect((await client.readStream('household-1')).map((e) => e.id)).toStrictEqual([event.id]);
    expect(lost).toBe(3);
  });

  it('is told that the holder is busy when it has been for too long', async () => {
    let go = (_: Appended): void => {};
    const gate = new Promise<Appended>((resolve) => (go = resolve));
    const appended = { stream: 's', revision: 0, position: 0, repeated: false };
    let taken = 0;
    await serve({ append: (_, [event]) => ((taken += 1), event?.type === 'testing.Wait.v1' ? gate : Promise.resolve(appended)) });
    const waiting = { stream: 's', events: [syntheticEvent(0, { type: 'testing.Wait.v1' })], expected: 'any' };
    const body = JSON.stringify({ appends: Array.from({ length: 500 }, () => waiting) });
    const flood = Promise.all(Array.from({ length: 40 }, () => statusOf('POST', '/appends', authorised(), body)));
    while (taken < 20_000) await delay(5);
    const client = await connect({ patienceMs: 200 });
    await expect(client.append('household-1', [syntheticEvent(1)], 'any')).rejects.toMatchObject({ code: 'SERVICE.BUSY' });
    go(appended);
    expect(new Set(await flood)).toStrictEqual(new Set([200]));
    expect(await client.append('household-1', [syntheticEvent(1)], 'any')).toStrictEqual(appended);
  });

  it('with another secret is not let in', async () => {
    await serve();
    await expect(connect({ secret: 'another', patienceMs: 200 })).rejects.toMatchObject({ code: 'STORE.UNREACHABLE', details: { problem: 'the holder does not accept the secret of the directory' } });
  });

  it('waits for a holder that has still to make the store, and not for ever', async () => {
    await held.close();
    rmSync(directory, { recursive: true });
    const opening = connect();
    await expect(connect({ patienceMs: 100 })).rejects.toMatchObject({ code: 'STORE.UNREACHABLE', details: { place: directory, problem: 'no process holds it and takes appends' } });
    held = await openSqliteEventStore({ directory, clock: new FakeClock(clock.now(), true) });
    await serve();
    const client = await opening;
    expect(client.simulated).toBe(true);
    expect(await client.append('household-1', [syntheticEvent(1)], 'none')).toMatchObject({ position: 1 });
    await client.ping();
  });

  it('sees at once what another has appended, and what the holder itself has', async () => {
    await serve();
    const [one, other] = [await connect(), await connect()];
    const seen = collectUntil(other, { after: 0 }, (all) => all.length === 41);
    for (let i = 0; i < 40; i += 1) {
      const { position } = await one.append('household-1', [syntheticEvent(i)], 'any');
      expect(await other.readStream('household-1')).toHaveLength(i + 1);
      expect(await other.lastPosition()).toBe(position);
    }
    await held.append('household-2', [syntheticEvent(100)], 'none');
    expect(await other.readStream('household-2')).toHaveLength(1);
    expect((await seen).map((e) => e.position)).toStrictEqual(Array.from({ length: 41 }, (_, i) => i + 1));
  });

  it('shows nothing that is committed and not yet durable', async () => {
    let durable = 1;
    await serve({ lastPosition: () => Promise.resolve(durable) });
    await held.append('household-1', [syntheticEvent(1)], 'none');
    const client = await connect({ patienceMs: 10_000 });
    await held.append('household-1', [syntheticEvent(2)], 0);
    expect(await client.reader.readStream('household-1')).toHaveLength(2);

    expect((await client.readStream('household-1', { maxCount: 1 })).map((e) => e.position)).toStrictEqual([1]);
    const stop = new AbortController();
    const subscribed: number[] = [];
    const subscription = (async () => {
      for await (const batch of client.subscribe({ after: 0, signal: stop.signal })) subscribed.push(...batch.map((e) => e.position));
    })();
    const reads = [client.readStream('household-1'), client.lastPosition(), collect(client.readAll()), collect(client.readRaw())];
    const fates = await Promise.all(reads.map((read) => Promise.race([read.then(() => 'shown'), delay(100, 'waits')])));
    expect([fates, subscribed]).toStrictEqual([['waits', 'waits', 'waits', 'waits'], [1]]);
    durable = 2;
    const [stream, last, all, raw] = await Promise.all(reads);
    expect([(stream as unknown[]).length, last, (all as unknown[]).length, (raw as unknown[]).length]).toStrictEqual([2, 2, 2, 2]);
    while (subscribed.length < 2) await delay(5);
    stop.abort();
    await subscription;
  });

  it('without a holder reads what is known to be durable, and is told so of the rest', async () => {
    await serve({ lastPosition: () => Promise.resolve(1) });
    await held.append('household-1', [syntheticEvent(1)], 'none');
    const client = await connect({ patienceMs: 200 });
    await held.append('household-2', [syntheticEvent(2)], 'none');
    await server?.close();
    server = undefined;
    expect(await client.readStream('household-1')).toHaveLength(1);
    await expect(client.readStream('household-2')).rejects.toMatchObject({ code: 'STORE.UNREACHABLE' });
    await expect(client.lastPosition()).rejects.toMatchObject({ code: 'STORE.UNREACHABLE' });
    await expect(client.append('household-1', [syntheticEvent(3)], 0)).rejects.toMatchObject({ code: 'STORE.UNREACHABLE' });
  });

  it('goes on when the holder comes back at another place, its subscriptions too', async () => {
    await serve();
    const client = await connect();
    const seen = collectUntil(client, { after: 0 }, (all) => all.length === 10);
    for (let i = 0; i < 10; i += 1) {
      const appended = client.append('household-1', [syntheticEvent(i)], i === 0 ? 'none' : i - 1);
      if (i % 3 === 1) {
        await server?.close();
        await held.close();
        held = await openSqliteEventStore({ directory, clock });
        await serve();
      }
      expect((await appended).revision).toBe(i);
    }
    expect((await seen).map((e) => e.revision)).toStrictEqual(Array.from({ length: 10 }, (_, i) => i));
  });

  it('stops when an older copy of the store has been put in its place', async () => {
    let copied = Number.MAX_SAFE_INTEGER;
    const over = { lastPosition: async () => Math.min(copied, await held.lastPosition()) };
    await serve(over);
    const client = await connect();
    for (const n of [1, 2]) await client.append(`household-${n}`, [syntheticEvent(n)], 'none');
    const subscription = collectUntil(client, { after: 2 }, () => true);
    await server?.close();
    copied = 1;
    await serve(over);
    const damaged = { code: 'STORE.DAMAGED', details: { file: directory, problem: 'its holder is at position 1, this process has seen 2' } };
    await expect(subscription).rejects.toMatchObject(damaged);
    await expect(client.readStream('household-1')).rejects.toMatchObject(damaged);
    await expect(client.lastPosition()).rejects.toMatchObject(damaged);
    await expect(client.ping()).rejects.toMatchObject(damaged);
    await expect(client.append('household-1', [syntheticEvent(3)], 'any')).rejects.toMatchObject(damaged);
  });
});

