import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { LoggedEvent } from '@humai/contracts-ledger';
import { linesOf, refusal, startLedger, type System } from '../testing/system.js';

const MORE = 2_500;
let system: System;
beforeAll(async () => {
  system = await startLedger();
  await system.grow(MORE);
});
afterAll(() => system.close());

const positions = async (query: string) => (linesOf((await system.get(`events${query}`)).body) as LoggedEvent[]).map((e) => e.position);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('GET /v1/ledger/events', () => {
  it('gives the whole log in order, one event per line', async () => {
    const answer = await system.get('events');
    expect([answer.statusCode, answer.headers['content-type'], answer.headers['humai-position']]).toEqual([200, 'application/x-ndjson', String(system.position)]);
    expect((linesOf(answer.body) as LoggedEvent[]).map((e) => e.position)).toEqual(range(1, system.position));
  });

  it('gives every public field of an event, as it is stored', async () => {
    const [line] = linesOf((await system.get('events?limit=1')).body);
    const [{ position, stream, revision, type, id, recordedAt, metadata, data, hash }] = (await system.store.readStream('household-h1')) as [LoggedEvent];
    expect(line).toEqual({ position, stream, revision, type, id, recordedAt, metadata, data, hash });
    expect(LoggedEvent.strict().parse(line)).toEqual(line);
    expect((line as LoggedEvent).hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('begins after a position, ends with another, and stops at a limit', async () => {
    expect(await positions('?after=3&upTo=6')).toEqual([4, 5, 6]);
    expect(await positions('?after=3&limit=2')).toEqual([4, 5]);
    expect(await positions('?limit=1500')).toEqual(range(1, 1_500));
    expect(await positions('?limit=2000')).toEqual(range(1, 2_000));
    expect(await positions(`?after=${MORE}&limit=1000`)).toEqual(range(MORE + 1, system.position));
    expect(await positions('?after=6&upTo=3')).toEqual([]);
    expect(await positions('?after=999999999')).toEqual([]);
  });

  it('gives only the types asked for', async () => {
    expect(await positions('?types=identification.IncomeRecorded.v1,identification.HouseholdChanged.v1')).toEqual([3, 4, 5]);
    expect(await positions('?types=identification.Nothing.v1')).toEqual([]);
    expect(await positions('?types=testing.SomethingHappened.v1&limit=1200')).toEqual(range(6, 1_205));
  });

  it('says how far a complete answer has looked', async () => {
    const of = async (query: string) => (await system.get(`events${query}`)).headers['humai-position'];
    expect(await of('?upTo=3')).toBe('3');
    expect(await of('?types=identification.Nothing.v1')).toBe(String(system.position));
    expect(await of('?upTo=999999999')).toBe(String(system.position));
  });

  it.each([
    ['?after=-1', 'after'], ['?after=', 'after'], ['?after=1e3', 'after'], ['?after=1&after=2', 'after'], ['?upTo=x', 'upTo'], ['?limit=0', 'limit'], ['?limit=', 'limit'],
    ['?types=', 'types'], ['?types=HouseholdRegistered', 'types'], ['?types=a.B.v1,', 'types'], ['?follow=yes', 'follow'], ['?follow=true&upTo=9', 'upTo'],
  ])('refuses %s', async (query, field) => expect(refusal(await system.get(`events${query}`))).toEqual([400, 'SHAPE.INVALID', field]));

  it('breaks off, rather than end early, when the log cannot be read to its end', async () => {
    system.faults.reading = true;
    const answer = await fetch(`${system.url}/events`, { headers: { 'x-who': 'ops@' } });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    system.faults.reading = false;
  });
});

describe('a log that is followed', () => {
  /** The events of an answer as they come. */
  async function* eventsOf(answer: Response): AsyncGenerator<LoggedEvent> {
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (text + chunk).split('\n');
      text = lines.pop()!;
      yield* lines.map((line) => JSON.parse(line) as LoggedEvent);
    }
  }
  const follow = (query: string, signal?: AbortSignal) => fetch(`${system.url}/events?follow=true${query}`, { headers: { 'x-who': 'service@' }, ...(signal && { signal }) });

  it('gives what stands there and then what comes', async () => {
    const end = system.position;
    const answer = await follow(`&after=${end - 1}`);
    expect([answer.status, answer.headers.get('humai-position')]).toEqual([200, String(end)]);
    const events = eventsOf(answer);
    expect((await events.next()).value?.position).toBe(end);
    const coming = events.next();
    await system.grow(1);
    expect((await coming).value?.position).toBe(end + 1);
    await events.return(undefined);
  });

  it('answers at once, though nothing has happened yet', async () => {
    const leaving = new AbortController();
    expect((await follow(`&after=${system.position}`, leaving.signal)).status).toBe(200);
    leaving.abort();
  });

  it('ends with a limit', async () => {
    const text = await (await follow('&limit=3')).text();
    expect((linesOf(text) as LoggedEvent[]).map((e) => e.position)).toEqual([1, 2, 3]);
  });

  it('stops reading when its reader has gone', async () => {
    const signals: AbortSignal[] = [];
    const { subscribe } = system.store;
    system.store.subscribe = (options) => {
      signals.push(options.signal);
      return subscribe(options);
    };
    const leaving = new AbortController();
    await follow(`&after=${system.position}`, leaving.signal);
    leaving.abort();
    for (let n = 0; n < 200 && !signals[0]?.aborted; n += 1) await sleep(10);
    system.store.subscribe = subscribe;
    expect(signals.map((s) => s.aborted)).toEqual([true]);
  });
});

describe('a server that goes down', () => {
  it('breaks off those who follow the log, and is not kept from going by them', async () => {
    const other = await startLedger();
    const answer = await fetch(`${other.url}/events?follow=true`, { headers: { 'x-who': 'ops@' } });
    const read = answer.text();
    const [text] = await Promise.allSettled([read, other.close()]);
    expect(text.status).toBe('rejected');
  });
});
