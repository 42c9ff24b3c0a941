import { eventStoreSuite, FakeClock } from '@humai/testing';
import { type EsdbEventStore, openEsdbEventStore } from './index.js';
import { EsdbDouble } from './testing/esdb-double.js';

for (const batchAppend of [true, false])
  eventStoreSuite(`EventStoreDB adapter over a double of the protocol, which is not EventStoreDB (${batchAppend ? 'BatchAppend' : 'Append'}),`, async () => {
    const double = new EsdbDouble();
    double.faults.batchAppend = batchAppend;
    await double.start();
    const clock = new FakeClock();
    let store: EsdbEventStore | undefined;
    const open = async () => (store = await openEsdbEventStore({ url: double.url, clock, patienceMs: 2_000 }));
    return {
      open,
      reopen: async () => (await store?.close(), open()),
      advanceClock: (ms) => clock.advance(ms),
      dispose: async () => (await store?.close(), double.stop()),
    };
  }, { gaplessPositions: false, idsPerStream: true });
