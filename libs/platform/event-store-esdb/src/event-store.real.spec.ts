import { describeReal, eventStoreSuite, FakeClock } from '@humai/testing';
import { type EsdbEventStore, openEsdbEventStore } from './index.js';

describeReal('the event store port', ['esdb'], ({ esdb }) =>
  eventStoreSuite('EventStoreDB', () => {
    const clock = new FakeClock();
    let store: EsdbEventStore | undefined;
    const open = async () => (store = await openEsdbEventStore({ url: esdb, clock }));
    return { open, reopen: async () => (await store?.close(), open()), advanceClock: (ms) => clock.advance(ms), dispose: async () => store?.close() };
  }, { gaplessPositions: false, idsPerStream: true }));
