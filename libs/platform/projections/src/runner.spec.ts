import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventCatalogue, type EventStore, type ReadStore } from '@humai/kernel';
import { firstsProjection, thingsProjection } from './testing/things.js';
import { NAME, over, until, World } from './testing/world.js';

const gate = () => Promise.withResolvers<void>();

describe('the projection runner', () => {
  const world = new World();
  const both = [thingsProjection(), firstsProjection];
  const stateOf = (runner: Awaited<ReturnType<World['started']>>) => runner.status.map((s) => s.state);

  beforeEach(() => world.open());
  afterEach(() => world.close());

  it('makes the documents a fresh fold makes, in batches, each with its checkpoint', async () => {
    await world.fill(50);
    const checkpoints: unknown[] = [];
    const readStore = over(world.readStore, { write: (batch) => (checkpoints.push(batch.checkpoint), world.readStore.write(batch)) });
    const runner = world.runnerOf({ readStore, batchSize: 20 });
    expect(await runner.catchUp()).toBe(50);
    expect(await world.rows()).toStrictEqual(await world.fold());
    expect(checkpoints).toStrictEqual([20, 40, 50].map((position) => ({ name: NAME, position })));
    expect([runner.position(NAME), await world.readStore.checkpoint(NAME)]).toStrictEqual([50, 50]);
  });

  it('follows the log live and tells who waits for a position', async () => {
    const runner = await world.started();
    const position = await world.append('fake.Added.v1', { id: 'a', n: 2 });
    expect(await runner.waitFor(NAME, position)).toBe(1);
    expect(await world.readStore.get(NAME, 'a')).toStrictEqual({ _id: 'a', position: 1, sum: 2, count: 1 });
  });

  it('says that it is behind to who waits too long, or no longer', async () => {
    const runner = await world.started();
    await expect(runner.waitFor(NAME, 5, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND', details: { wanted: 5, position: 0 } });
    const gone = new AbortController();
    const waiting = runner.waitFor(NAME, 5, { signal: gone.signal });
    gone.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND' });
  });

  it('is started once', async () => {
    const runner = await world.started();
    await expect(runner.start(world.stop.signal)).rejects.toThrow('started before');
  });

  it('refuses two projections for one collection', () => {
    expect(() => world.runnerOf({ projections: [thingsProjection(), thingsProjection()] })).toThrow('two projections have the same name and version');
  });

  it('goes on from its checkpoint and applies nothing twice', async () => {
    await world.append('fake.Added.v1', { id: 'a' });
    await (await world.started()).waitFor(NAME, 1);
    await world.restart();
    await world.append('fake.Added.v1', { id: 'a' });
    await (await world.started()).waitFor(NAME, 2);
    expect(await world.readStore.get(NAME, 'a')).toStrictEqual({ _id: 'a', position: 2, sum: 2, count: 2 });
  });

  it('goes on by request after it was stopped', async () => {
    const runner = await world.started({ projections: both });
    await world.fill(10);
    world.stop.abort();
    await runner.stopped();
    await world.fill(10, 10);
    expect(await runner.catchUp()).toBe(20);
    expect(stateOf(runner)).toStrictEqual(['idle', 'idle']);
    expect([await world.rows(), await world.rows('fake.firsts.v1')]).toStrictEqual([await world.fold(), await world.fold(firstsProjection)]);
  });

  it('does no harm when rows are ahead of the checkpoint', async () => {
    await world.fill(30);
    await world.runnerOf().catchUp();
    const before = await world.rows();
    for (let position = 0; position < 30; position += 1) {
      await world.readStore.setCheckpoint(NAME, position);
      await world.runnerOf().catchUp();
      expect(await world.rows()).toStrictEqual(before);
    }
  });

  it('makes rows anew when the log has lost events that they were made from', async () => {
    await world.fill(5);
    await world.readStore.ensure({ name: NAME, indexes: [] });
    await world.readStore.write({ collection: NAME, upserts: [{ _id: 'lost', position: 6 }], checkpoint: { name: NAME, position: 6 } });
    await world.runnerOf().catchUp();
    expect(await world.rows()).toStrictEqual(await world.fold());
  });

  it('moves its checkpoint over events that it does not read, while it runs, when it stops, and when it is asked to catch up', async () => {
    const runner = await world.started();
    const position = await world.append('other.Happened.v1', { id: 'a' });
    expect(await runner.waitFor(NAME, position)).toBe(1);
    await until(async () => (await world.readStore.checkpoint(NAME)) === 1);
    await runner.waitFor(NAME, await world.append('other.Happened.v1', { id: 'a' }));
    await world.restart();
    expect(await world.readStore.checkpoint(NAME)).toBe(2);
    await world.append('other.Happened.v1', { id: 'a' });
    await world.runnerOf().catchUp();
    expect(await world.readStore.checkpoint(NAME)).toBe(3);
  });

  it('reads the log once for all projections', async () => {
    await world.fill(5);
    const reads: string[] = [];
    const store = over(world.store, {
      subscribe: (options) => (reads.push('subscribe'), world.store.subscribe(options)),
      readAll: (options) => (reads.push('readAll'), world.store.readAll(options)),
    });
    const projections = ['fake.a', 'fake.b', 'fake.c'].map((name) => thingsProjection({ name }));
    const runner = await world.started({ store, projections });
    await Promise.all(projections.map((p) => runner.waitFor(`${p.name}.v1`, 5)));
    expect(reads).toStrictEqual(['subscribe']);
  });

  it('reads the log once when it is asked twice at once', async () => {
    await world.fill(40);
    let read = 0;
    const readAll: typeof world.store.readAll = async function* (options) {
      for await (const events of world.store.readAll(options)) yield ((read += events.length), events);
    };
    const runner = world.runnerOf({ store: over(world.store, { readAll }), batchSize: 3 });
    expect([await Promise.all([runner.catchUp(), runner.catchUp()]), read]).toStrictEqual([[40, 40], 40]);
  });

  it('lets a new projection come up by itself while the others serve', async () => {
    await world.fill(20);
    await world.runnerOf().catchUp();
    const open = gate();
    const getMany: ReadStore['getMany'] = async (collection, ids) => (collection === 'fake.things.v2' && (await open.promise), world.readStore.getMany(collection, ids));
    const runner = await world.started({ readStore: over(world.readStore, { getMany }), projections: [thingsProjection(), thingsProjection({ version: 2 })], batchSize: 3 });
    const position = await world.append('fake.Added.v1', { id: 'a' });
    await runner.waitFor(NAME, position);
    expect([runner.position('fake.things.v2'), ...stateOf(runner)]).toStrictEqual([0, 'live', 'catching-up']);
    open.resolve();
    await runner.waitFor('fake.things.v2', position);
    await until(() => stateOf(runner)[1] === 'live');
    expect(await world.rows('fake.things.v2')).toStrictEqual(await world.rows());
  });

  it('takes nothing that the log still hands out after the end: who was not level by then would meet a gap', async () => {
    await world.fill(10);
    await world.runnerOf({ projections: [thingsProjection()] }).catchUp();
    await world.fill(5, 10);
    const late: EventStore['subscribe'] = async function* ({ after }) {
      world.stop.abort();
      yield* world.store.readAll({ after });
    };
    const failures: unknown[] = [];
    const runner = await world.started({ projections: both, store: over(world.store, { subscribe: late }), onError: (failure) => failures.push(failure) });
    await runner.stopped();
    expect(failures).toStrictEqual([]);
    expect(runner.status.map((s) => s.position)).toStrictEqual([10, 0]);
  });

  it('becomes level with the others, and ends a rebuild, however fast events arrive', async () => {
    await world.fill(100);
    await world.runnerOf().catchUp();
    const failures: unknown[] = [];
    const runner = await world.started({ projections: both, batchSize: 20, onError: (f) => failures.push(f) });
    const appending = [0, 1, 2, 3].map(async () => { while (!world.stop.signal.aborted) await world.append('fake.Added.v1', { id: 'a' }); });
    try {
      await until(() => stateOf(runner)[1] === 'live');
      expect(await runner.rebuild(firstsProjection)).toMatchObject({ differences: 0 });
      expect([stateOf(runner), failures]).toStrictEqual([['live', 'live'], []]);
    } finally {
      world.stop.abort();
      await Promise.all(appending);
    }
  });

  it.each([false, true])('comes to the end when asked to several times at once, live: %p', async (live) => {
    const onError = (failure: unknown) => { throw failure; };
    const options = { projections: both, batchSize: 3, onError };
    const runner = live ? await world.started(options) : world.runnerOf(options);
    const filling = world.fill(40);
    const ends = await Promise.all([runner.catchUp(), runner.catchUp([firstsProjection]), filling.then(() => runner.catchUp())]);
    expect(ends[2]).toBe(40);
    expect([await world.rows(), await world.rows('fake.firsts.v1')]).toStrictEqual([await world.fold(), await world.fold(firstsProjection)]);
  });

  it('may be started while it is catching up', async () => {
    await world.fill(40);
    const runner = world.runnerOf({ projections: both, batchSize: 3 });
    const catchingUp = runner.catchUp();
    await runner.start(world.stop.signal);
    await catchingUp;
    await runner.waitFor(NAME, await world.append('fake.Added.v1', { id: 'a' }));
    expect(await world.rows()).toStrictEqual(await world.fold());
  });

  it('stops between two parts of the log, also while a projection is coming up, and goes on from there', async () => {
    await world.fill(40);
    await world.runnerOf().catchUp();
    const projections = [thingsProjection(), firstsProjection];
    const runner = await world.started({ projections, batchSize: 4, metrics: { applied: ({ name }) => void (name === 'fake.firsts.v1' && world.stop.abort()) } });
    await runner.stopped();
    expect(runner.position('fake.firsts.v1')).toBeLessThan(40);
    expect(await world.rows('fake.firsts.v1')).toStrictEqual(await world.fold(firstsProjection, await world.readStore.checkpoint('fake.firsts.v1')));
    await expect(runner.waitFor('fake.firsts.v1', 40, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND' });
    await world.restart();
    await world.runnerOf({ projections }).catchUp();
    expect(await world.rows('fake.firsts.v1')).toStrictEqual(await world.fold(firstsProjection));
  });

  it('finishes the part of the log under way when it is stopped', async () => {
    await world.fill(40);
    const write: ReadStore['write'] = async (batch) => (world.stop.abort(), world.readStore.write(batch));
    const runner = await world.started({ readStore: over(world.readStore, { write }), batchSize: 4 });
    await expect(runner.catchUp()).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND' });
    await runner.stopped();
    expect([runner.position(NAME), await world.readStore.checkpoint(NAME)]).toStrictEqual([4, 4]);
    expect(await world.rows()).toStrictEqual(await world.fold(undefined, 4));
  });

  it('reads on when the log could not be read for a while, and tells', async () => {
    let faults = 1;
    const failures: unknown[] = [];
    const subscribe: typeof world.store.subscribe = (options) => {
      if ((faults -= 1) >= 0) throw new Error('unreachable');
      return world.store.subscribe(options);
    };
    const runner = await world.started({ store: over(world.store, { subscribe }), onError: (f) => failures.push(f) });
    await runner.waitFor(NAME, await world.append('fake.Added.v1', { id: 'a' }));
    expect(failures).toStrictEqual([{ error: new Error('unreachable') }]);
  });

  describe('with a catalogue', () => {
    const shapes = { 'fake.Added.v1': { safeParse: () => ({ success: true }) } as never };
    const upcasting = (upcast: (data: { id: string }) => unknown) => new EventCatalogue([shapes], [{ from: 'fake.Put.v0', to: 'fake.Added.v1', upcast }]);

    it('brings events to their newest shape, and counts and names those it does not know', async () => {
      for (const type of ['fake.Put.v0', 'fake.Strange.v1', 'fake.Strange.v1', 'fake.Odd.v3']) await world.append(type, { id: 'a' });
      const runner = await world.started({ catalogue: upcasting((data) => ({ ...data, n: 9 })), projections: both });
      await runner.catchUp();
      expect((await world.rows()).get('a')).toStrictEqual({ _id: 'a', position: 1, sum: 9, count: 1 });
      expect(runner.unknownEvents).toStrictEqual([{ type: 'fake.Strange.v1', count: 2, firstPosition: 2 }, { type: 'fake.Odd.v3', count: 1, firstPosition: 4 }]);
      expect(await runner.rebuild(thingsProjection())).toMatchObject({ events: 1, rows: 1, differences: 0 });
    });

    it('counts an event once, also when projections come up one after the other', async () => {
      await world.append('fake.Strange.v1', { id: 'a' });
      const runner = world.runnerOf({ catalogue: upcasting((data) => data), projections: both });
      for (const projection of both) await runner.catchUp([projection]);
      expect(runner.unknownEvents).toStrictEqual([{ type: 'fake.Strange.v1', count: 1, firstPosition: 1 }]);
    });

    it('stops who reads an event that cannot be brought to its newest shape, and nobody else', async () => {
      await world.append('fake.Put.v0', { id: 'a' });
      const others = { ...firstsProjection, name: 'fake.others', handles: ['other.Happened.v1'] };
      const runner = await world.started({ catalogue: upcasting(() => { throw new Error('no such shape'); }), projections: [thingsProjection(), others] });
      const position = await world.append('other.Happened.v1', { id: 'a' });
      await runner.waitFor('fake.others.v1', position);
      await until(() => stateOf(runner)[0] === 'stopped');
      expect(runner.status[0]).toMatchObject({ position: 0, error: { message: 'fake.Put.v0 at position 1: no such shape', event: { position: 1, type: 'fake.Put.v0' } } });
    });
  });

  describe('when a projection fails', () => {
    const poison = () => { throw new Error('poison'); };

    it('stops only that one, at the event, with all before it kept, and says so', async () => {
      await world.append('fake.Added.v1', { id: 'a' });
      await world.append('fake.Poison.v1', { id: 'a' });
      await world.append('fake.Added.v1', { id: 'a' });
      const id = (await world.events())[1]!.id;
      const failures: unknown[] = [];
      const runner = await world.started({ projections: [thingsProjection({ poison }), thingsProjection({ name: 'fake.sound' })], onError: (f) => failures.push(f.status?.error?.attempts) });
      await runner.waitFor('fake.sound.v1', 3);
      await expect(runner.catchUp()).rejects.toThrow('projection fake.things.v1 stopped at 1: fake.Poison.v1 at position 2: poison');
      expect(runner.status[0]).toStrictEqual({
        name: NAME, collection: NAME, position: 1, state: 'stopped',
        error: { code: 'PROJECTION.FAILED', message: 'fake.Poison.v1 at position 2: poison', attempts: 3, position: 1, event: { position: 2, type: 'fake.Poison.v1', id } },
      });
      expect(failures).toStrictEqual([1, 2, 3]);
      expect([await world.readStore.get(NAME, 'a'), await world.readStore.checkpoint(NAME)]).toStrictEqual([{ _id: 'a', position: 1, sum: 1, count: 1 }, 1]);
      await expect(runner.waitFor(NAME, 2)).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND' });
      const position = await world.append('fake.Added.v1', { id: 'b' });
      expect(await runner.waitFor('fake.sound.v1', position)).toBe(4);
      expect(runner.position(NAME)).toBe(1);
    });

    it('brings all others to the end also when it is only asked to catch up', async () => {
      await world.append('fake.Poison.v1', { id: 'a' });
      await world.fill(20);
      const runner = world.runnerOf({ projections: [thingsProjection({ poison }), firstsProjection], batchSize: 3 });
      await expect(runner.catchUp()).rejects.toThrow('projection fake.things.v1 stopped at 0: fake.Poison.v1 at position 1: poison');
      expect([runner.position('fake.firsts.v1'), stateOf(runner)]).toStrictEqual([21, ['stopped', 'idle']]);
    });

    it('goes on by itself when a repeat helps, and where it stopped when told', async () => {
      let times = 1;
      const runner = await world.started({ projections: [thingsProjection({ poison: () => { if ((times -= 1) >= 0) poison(); } })] });
      await runner.waitFor(NAME, await world.append('fake.Poison.v1', { id: 'a' }));
      await until(() => stateOf(runner)[0] === 'live');
      expect(runner.status[0]?.error).toBeNull();
      times = 3;
      await world.append('fake.Poison.v1', { id: 'a' });
      await expect(runner.catchUp()).rejects.toThrow('stopped');
      await world.append('fake.Added.v1', { id: 'a' });
      await runner.resume(NAME);
      await runner.catchUp();
      expect(await world.rows()).toStrictEqual(await world.fold());
    });

    it('changes none of the documents of an event that fails on one of them', async () => {
      await world.append('fake.Added.v1', { id: 'a' });
      await world.append('fake.Moved.v1', { id: 'a', other: 'b' });
      const things = thingsProjection();
      const projection = { ...things, evolve: (...[document, event, id]: Parameters<typeof things.evolve>) => (id === 'b' ? poison() : things.evolve(document, event, id)) };
      await expect(world.runnerOf({ projections: [projection] }).catchUp()).rejects.toThrow('stopped at 1');
      expect(await world.rows()).toStrictEqual(await world.fold(undefined, 1));
    });
  });

  describe('when the read store fails', () => {
    const refusing = (times: number) => over(world.readStore, {
      write: async (batch) => {
        if ((times -= 1) >= 0) throw new Error('no space');
        return world.readStore.write(batch);
      },
    });

    it('waits for it for as long as it is live', async () => {
      const runner = await world.started({ readStore: refusing(10) });
      const position = await world.append('fake.Added.v1', { id: 'a' });
      await runner.waitFor(NAME, position);
      expect(await world.rows()).toStrictEqual(await world.fold());
    });

    it('repeats what it was asked for some times, and then gives up', async () => {
      await world.append('fake.Added.v1', { id: 'a' });
      await world.runnerOf({ readStore: refusing(2) }).catchUp();
      expect(await world.rows()).toStrictEqual(await world.fold());
      await world.append('fake.Added.v1', { id: 'a' });
      await expect(world.runnerOf({ readStore: refusing(3) }).catchUp()).rejects.toThrow('projection fake.things.v1 stopped at 1: no space');
    });
  });
});
