// A tiny context for this library's own specs: counters in villages that can only go up.
import { type Calendar, type Clock, defineCommand, defineErrors, defineEvents, DomainError, EventCatalogue, type EventOf, type EventStore, type IdSource, type NewEvent, type PolicySource, type RecordedEvent, RevisionConflict } from '@humai/kernel';
import { z } from 'zod';
import { defineAggregate } from '../aggregate.js';

export const CounterEvents = defineEvents('demo', {
  'CounterOpened.v1': z.object({ village: z.string(), name: z.string() }),
  'CounterRaised.v1': z.object({ by: z.number() }),
});
export const CounterErrors = defineErrors({
  'COUNTER.TOO_HIGH': { status: 422, zh: '超过上限 {limit}', en: 'Above the limit {limit}' },
});
type CounterEvent = EventOf<typeof CounterEvents>;

export const counterCommands = {
  OpenCounter: defineCommand({
    name: 'OpenCounter', subject: 'counters', category: 'counter', body: z.object({ village: z.string().length(12), name: z.string() }),
    roles: ['county', 'service'], summary: { zh: '建立计数', en: 'Open a counter' }, refusals: [],
  }),
  RaiseCounter: defineCommand({
    name: 'RaiseCounter', subject: 'counters', category: 'counter', body: z.object({ by: z.int().positive() }),
    roles: ['village', 'township', 'department'], summary: { zh: '计数增加', en: 'Raise a counter' }, refusals: ['COUNTER.TOO_HIGH'],
  }),
};

type Counter = Readonly<{ village?: string; total: number; foreign: boolean }>;
export const counter = defineAggregate<Counter, CounterEvent>({
  context: 'demo', category: 'counter', commands: counterCommands, creates: ['OpenCounter'],
  decider: {
    initialState: { total: 0, foreign: false },
    evolve: (state, { type, data }) => (type === 'demo.CounterOpened.v1' ? { ...state, village: data.village } : type === 'demo.CounterRaised.v1' ? { ...state, total: state.total + data.by } : state),
    decide: ({ type, data }, state) => {
      if (type === 'OpenCounter') return state.village ? [] : [{ type: 'demo.CounterOpened.v1', data }];
      if (data.by === 999) return [{ type: 'other.Thing.v1', data: {} } as never];
      if (data.by === 998) return [{ type: 'demo.CounterRaised.v1', data: { by: 'x' } } as never];
      if (state.total + data.by > 100) throw new DomainError('COUNTER.TOO_HIGH', { limit: 100 });
      return [{ type: 'demo.CounterRaised.v1', data: { by: data.by } }];
    },
  },
  exists: (state) => state.village !== undefined,
  areaOf: (state, _, data) => state.village ?? (data as { village?: string }).village,
  policyOf: () => 'demo/511504/2026-01',
});

/** The least an event store can be: arrays, and revisions checked. */
export function fakeStore(): Pick<EventStore, 'append' | 'readStream'> & { log: RecordedEvent[] } {
  const log: RecordedEvent[] = [];
  const of = (stream: string) => log.filter((e) => e.stream === stream);
  return {
    log,
    async append(stream, events, expected) {
      const actual = of(stream).length - 1;
      if (expected !== 'any' && (expected === 'none' ? -1 : expected) !== actual) throw new RevisionConflict(stream, expected, actual);
      events.forEach((event: NewEvent, i) =>
        log.push({ ...structuredClone(event), stream, revision: actual + 1 + i, position: log.length + 1, recordedAt: '2026-03-01T02:00:00.000Z', hash: '' }));
      return { stream, revision: actual + events.length, position: log.length, repeated: false };
    },
    readStream: async (stream, { fromRevision = 0 } = {}) => of(stream).filter((e) => e.revision >= fromRevision),
  };
}

export const fakeClock: Clock = { now: () => '2026-03-01T02:00:00.000Z', simulated: false };
export const fakeIds = (): IdSource => {
  let n = 0;
  return { next: () => `00000000-0000-7000-8000-${String((n += 1)).padStart(12, '0')}` };
};
export const fakePorts = (store = fakeStore()) => ({
  store, catalogue: new EventCatalogue([CounterEvents]), clock: fakeClock, ids: fakeIds(), policies: {} as PolicySource, calendar: {} as Calendar, sleep: async () => {},
});
