import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Appended, DomainError, type EventStore, type ExpectedRevision, type NewEvent, type RecordedEvent, RevisionConflict } from '@humai/kernel';
import { collect, collectUntil, type EventStoreCapabilities, type EventStoreHarness } from './event-store-suite.js';
import { syntheticMetadata } from './synthetic.js';

type Stored = Readonly<{ stream: string; revision: number; event: NewEvent }>;

/** An event store as an array: the rules of the port in their plainest form. */
class Model {
  readonly log: Stored[] = [];

  constructor(private readonly idsPerStream: boolean) {}

  streamOf(stream: string): Stored[] {
    return this.log.filter((s) => s.stream === stream);
  }

  append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Omit<Appended, 'position'> | DomainError {
    const found = events.map(({ id }) => this.log.find((s) => s.event.id === id && (!this.idsPerStream || s.stream === stream)));
    const [first] = found;
    if (first && found.every((s, i) => s?.stream === stream && s.revision === first.revision + i)) return { stream, revision: first.revision + events.length - 1, repeated: true };
    if (found.some(Boolean) || new Set(events.map((e) => e.id)).size < events.length) return new DomainError('EVENT.ID_TAKEN');
    const actual = this.streamOf(stream).length - 1;
    if (expected !== 'any' && actual !== (expected === 'none' ? -1 : expected)) return new RevisionConflict(stream, expected, actual);
    events.forEach((event, i) => this.log.push({ stream, revision: actual + 1 + i, event }));
    return { stream, revision: actual + events.length, repeated: false };
  }
}

const streamNumber = fc.nat({ max: 2 });
const kind = fc.nat({ max: 3 });
const fresh = fc.record({ kind, data: fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }) });
/** An id to offer: a new one, or the n-th last of the log. */
const offer = fc.oneof({ weight: 5, arbitrary: fresh }, { weight: 1, arbitrary: fc.record({ again: fc.nat({ max: 8 }) }) });
const append = fc.record({
  op: fc.constant('append' as const),
  stream: streamNumber,
  offers: fc.array(offer, { minLength: 1, maxLength: 4 }),
  expected: fc.constantFrom('none' as const, 'any' as const, 'right' as const, 'one less' as const, 'one more' as const),
});
const operation = fc.oneof(
  { weight: 6, arbitrary: append },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('repeat' as const), from: fc.nat({ max: 20 }), count: fc.integer({ min: 1, max: 4 }), expected: fc.constantFrom('none' as const, 'any' as const) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('together' as const), streams: fc.array(streamNumber, { minLength: 2, maxLength: 6 }), events: fresh }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('stream' as const), stream: streamNumber, from: fc.nat({ max: 6 }), count: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('all' as const), from: fc.nat({ max: 30 }), length: fc.nat({ max: 30 }), batchSize: fc.integer({ min: 1, max: 5 }), kinds: fc.option(fc.array(kind, { maxLength: 2 })) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('subscribe' as const), from: fc.nat({ max: 30 }), batchSize: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('reopen' as const) }) },
);
type Operation = typeof operation extends fc.Arbitrary<infer O> ? O : never;

const typeOf = (k: number): string => `testing.Kind${k}.v1`;
const eventOf = (f: Readonly<{ kind: number; data: unknown }>): NewEvent => ({ id: randomUUID(), type: typeOf(f.kind), data: JSON.parse(JSON.stringify(f.data)) as unknown, metadata: syntheticMetadata() });

/** Runs one list of operations against store and model side by side. */
class Comparison {
  readonly #model: Model;
  readonly #streams = [0, 1, 2].map(() => `model-${randomUUID()}`);
  /** Live subscriptions; each ends when it sees the event that the next `#settle` appends last. */
  #subscriptions: Readonly<{ from: number; seen: Promise<RecordedEvent[]> }>[] = [];
  #lastId = '';
  #base = 0;

  constructor(
    private readonly harness: EventStoreHarness,
    private store: EventStore,
    private readonly capabilities: EventStoreCapabilities,
  ) {
    this.#model = new Model(capabilities.idsPerStream ?? false);
  }

  async run(operations: readonly Operation[]): Promise<void> {
    this.#base = await this.store.lastPosition();
    for (const operation of operations) await this.#apply(operation);
    await this.#settle();
    await this.#compareAll();
  }

  async #apply(o: Operation): Promise<void> {
    const { log } = this.#model;
    switch (o.op) {
      case 'append': {
        const stream = this.#stream(o.stream);
        const actual = this.#model.streamOf(stream).length - 1;
        const expected = { none: 'none', any: 'any', right: actual < 0 ? 'none' : actual, 'one less': Math.max(actual - 1, 0), 'one more': actual + 1 } as const;
        const events = o.offers.map((f) => ('again' in f ? log.at(-1 - f.again)?.event ?? eventOf({ kind: 0, data: null }) : eventOf(f)));
        return this.#append(stream, events, expected[o.expected]);
      }
      case 'repeat': {
        const first = log[o.from % Math.max(1, log.length)];
        if (!first) return;
        const events = this.#model.streamOf(first.stream).slice(first.revision, first.revision + o.count);
        return this.#append(first.stream, events.map((s) => s.event), o.expected);
      }
      case 'together':
        return this.#together(o.streams.map((s) => [this.#stream(s), eventOf(o.events)]));
      case 'stream': {
        const stream = this.#stream(o.stream);
        const read = await this.store.readStream(stream, { fromRevision: o.from, maxCount: o.count });
        return this.#same(read, this.#model.streamOf(stream).slice(o.from, o.from + o.count));
      }
      case 'all': {
        const positions = await this.#positions();
        const [after, upTo] = [positions[o.from - 1] ?? this.#base, positions[o.from + o.length] ?? (await this.store.lastPosition())];
        const kinds = o.kinds?.map(typeOf);
        const read = await collect(this.store.readAll({ after, upTo, batchSize: o.batchSize, ...(kinds && { types: kinds }) }));
        return this.#same(read, log.filter((s, i) => (positions[i] as number) > after && (positions[i] as number) <= upTo && (!kinds || kinds.includes(s.event.type))));
      }
      case 'subscribe': {
        const positions = await this.#positions();
        const from = Math.min(o.from, log.length);
        const options = { after: positions[from - 1] ?? this.#base, batchSize: o.batchSize };
        this.#subscriptions.push({ from, seen: collectUntil(this.store, options, (all) => all.at(-1)?.id === this.#lastId) });
        return;
      }
      case 'reopen':
        if (!this.harness.reopen) return;
        await this.#settle();
        this.store = await this.harness.reopen();
    }
  }

  async #append(stream: string, events: readonly NewEvent[], expected: ExpectedRevision): Promise<void> {
    const wanted = this.#model.append(stream, events, expected);
    if (wanted instanceof DomainError) await expect(this.store.append(stream, events, expected)).rejects.toMatchObject({ code: wanted.code });
    else expect(await this.store.append(stream, events, expected)).toMatchObject(wanted);
  }

  /** Appends at once, one event each, with no expectation: any order may come out, but it is one order for all readers. */
  async #together(offers: readonly (readonly [string, NewEvent])[]): Promise<void> {
    const answers = await Promise.all(offers.map(async ([stream, event]) => ({ event, ...(await this.store.append(stream, [event], 'any')) })));
    for (const { stream, event, revision } of answers.toSorted((a, b) => a.position - b.position))
      expect(this.#model.append(stream, [event], 'any')).toStrictEqual({ stream, revision, repeated: false });
  }

  /** Ends all subscriptions by a last event, and compares what each has seen. */
  async #settle(): Promise<void> {
    const last = eventOf({ kind: 0, data: null });
    this.#lastId = last.id;
    await this.#append(this.#stream(0), [last], 'any');
    for (const { from, seen } of this.#subscriptions) this.#same(await seen, this.#model.log.slice(from));
    this.#subscriptions = [];
    // A subscription made from here on meets this event too, and has to go on past it.
    this.#lastId = '';
  }

  async #compareAll(): Promise<void> {
    const all = await collect(this.store.readAll({ after: this.#base }));
    this.#same(all, this.#model.log);
    const positions = all.map((e) => e.position);
    if (this.capabilities.gaplessPositions) expect(positions).toStrictEqual(positions.map((_, i) => this.#base + 1 + i));
    else expect(positions.every((p, i) => i === 0 || p > (positions[i - 1] as number))).toBe(true);
  }

  #same(read: readonly RecordedEvent[], wanted: readonly Stored[]): void {
    expect(read.map(({ stream, revision, id, type, data, metadata }) => ({ stream, revision, event: { id, type, data, metadata } }))).toStrictEqual(wanted);
  }

  async #positions(): Promise<number[]> {
    return (await collect(this.store.readAll({ after: this.#base }))).map((e) => e.position);
  }

  #stream(n: number): string {
    return this.#streams[n] as string;
  }
}

export function eventStoreProperties(factory: () => EventStoreHarness | Promise<EventStoreHarness>, capabilities: EventStoreCapabilities): void {
  const compare = async (operations: readonly Operation[]): Promise<void> => {
    const harness = await factory();
    try {
      await new Comparison(harness, await harness.open(), capabilities).run(operations);
    } finally {
      await harness.dispose();
    }
  };

  it('shows a subscription of a store that was opened again the events before, and goes on with those after', () =>
    compare([{ op: 'reopen' }, { op: 'subscribe', from: 0, batchSize: 1 }, { op: 'all', from: 0, length: 0, batchSize: 1, kinds: null }]));

  it('behaves like a plain array under any mix of appends, repeats, conflicts, reads, subscriptions and reopening', async () => {
    // An interrupt counts as passed, so a subscription that never sees its last event has to fail by its own limit, before that.
    await fc.assert(fc.asyncProperty(fc.array(operation, { minLength: 1, maxLength: 30 }), compare), { numRuns: 60, timeout: 8_000, interruptAfterTimeLimit: 20_000 });
  });
}
