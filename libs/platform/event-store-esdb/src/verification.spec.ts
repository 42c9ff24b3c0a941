import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { verifyLog } from '@humai/integrity';
import { defineEvents, EventCatalogue, type EventStore } from '@humai/kernel';
import { FakeClock, syntheticEvent } from '@humai/testing';
import { z } from 'zod';
import { openEsdbEventStore } from './index.js';
import { EsdbDouble } from './testing/esdb-double.js';

const catalogue = new EventCatalogue([defineEvents('testing', { 'SomethingHappened.v1': z.object({ number: z.number(), note: z.string() }) })]);

async function fill(store: EventStore, clock: FakeClock): Promise<void> {
  for (let n = 0; n < 30; n += 3) {
    await store.append(`household-${n % 4}`, [n, n + 1, n + 2].map((i) => syntheticEvent(i)), 'any');
    clock.advance(1_000);
  }
}

it('the same appends have the same root on EventStoreDB (a double of it) as on SQLite, and what is changed there is named', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'humai-esdb-'));
  const double = new EsdbDouble();
  await double.start();
  const [clock, other] = [new FakeClock(), new FakeClock()];
  const sqlite = await openSqliteEventStore({ directory, clock });
  const esdb = await openEsdbEventStore({ url: double.url, clock: other });
  try {
    await fill(sqlite, clock);
    await fill(esdb, other);
    const verify = (store: EventStore, gaplessPositions: boolean) => verifyLog(store, { catalogue, gaplessPositions });
    const expected = await verify(sqlite, true);
    expect(expected).toMatchObject({ ok: true, events: 30, streams: 4 });
    expect(await verify(esdb, false)).toStrictEqual(expected);

    const [event] = double.log.stream('household-3')!.slice(1);
    double.log.tamper(event!.position, { data: Buffer.from('{"number": 4,"note":"第 4 件事"}') });
    expect(await verify(esdb, false)).toMatchObject({ ok: false, problems: [{ stream: 'household-3', revision: 1, problem: 'the hash does not fit what is stored' }] });
  } finally {
    await esdb.close();
    await sqlite.close();
    double.stop();
    rmSync(directory, { recursive: true });
  }
});
