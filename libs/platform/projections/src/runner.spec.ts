import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EventCatalogue, foldReadModel, type ReadStore, type WriteBatch } from '@humai/kernel';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { ProjectionRunner, type ProjectionRunnerOptions } from './index.js';
import { FakeLog, type Thing, thingsProjection } from './testing/fake-log.js';

const NAME = 'fake.things.v1';
const retry = { attempts: 2, delayMs: 0 };

describe('the projection runner', () => {
  let directory: string;
  let readStore: ReadStore;
  let log: FakeLog;
  let stop: AbortController;
  const runners: ProjectionRunner[] = [];

  const runnerOf = (over: Partial<ProjectionRunnerOptions> = {}) => {
    const runner = new ProjectionRunner({ store: log, readStore, projections: [thingsProjection()], retry, ...over });
    runners.push(runner);
    return runner;
  };
  const started = async (over: Partial<ProjectionRunnerOptions> = {}) => {
    const runner = runnerOf(over);
    await runner.start(stop.signal);
    return runner;
  };
  const rows = async (name = NAME): Promise<Map<string, Thing>> => {
    const found = new Map<string, Thing>();
    for await (const batch of readStore.scan<Thing>(await readStore.resolve(name))) for (const row of batch) found.set(row._id, row);
    return found;
  };
  /** Stops the runners and begins anew on the same data. */
  const restart = async () => {
    stop.abort();
    await Promise.all(runners.splice(0).map((r) => r.stopped()));
    stop = new AbortController();
  };

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'humai-projections-'));
    readStore = await openSqliteReadStore({ file: join(directory, 'read.sqlite') });
    log = new FakeLog();
    stop = new AbortController();
  });
  afterEach(async () => {
    await restart();
    await readStore.close();
    rmSync(directory, { recursive: true });
  });

  it('makes the documents a fresh fold makes, and stores where it is', async () => {
    for (let i = 0; i < 50; i += 1) log.append(i % 7 === 6 ? 'fake.Removed.v1' : i % 5 === 4 ? 'fake.Moved.v1' : 'fake.Added.v1', { id: `t${i % 6}`, n: i, ...(i % 7 !== 6 && i % 5 === 4 && { other: `t${(i + 1) % 6}` }) });
    const runner = runnerOf({ batchSize: 7 });
    expect(await runner.catchUp()).toBe(50);
    expect(await rows()).toStrictEqual(foldReadModel(thingsProjection(), log.events));
    expect([runner.position(NAME), await readStore.checkpoint(NAME)]).toStrictEqual([50, 50]);
  });

  it('follows the log live and tells who waits for a position', async () => {
    const runner = await started();
    const { position } = log.append('fake.Added.v1', { id: 'a', n: 2 });
    expect(await runner.waitFor(NAME, position)).toBe(1);
    expect(await readStore.get(NAME, 'a')).toStrictEqual({ _id: 'a', position: 1, sum: 2, count: 1 });
  });

  it('says that it is behind to who waits too long, or no longer', async () => {
    const runner = await started();
    await expect(runner.waitFor(NAME, 5, { timeoutMs: 1 })).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND', details: { wanted: 5, position: 0 } });
    const gone = new AbortController();
    const waiting = runner.waitFor(NAME, 5, { signal: gone.signal });
    gone.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND' });
  });

  it('goes on from its checkpoint and applies nothing twice', async () => {
    log.append('fake.Added.v1', { id: 'a' });
    await (await started()).waitFor(NAME, 1);
    await restart();
    log.append('fake.Added.v1', { id: 'a' });
    await (await started()).waitFor(NAME, 2);
    expect(await readStore.get(NAME, 'a')).toStrictEqual({ _id: 'a', position: 2, sum: 2, count: 2 });
  });

  it('does no harm when rows are ahead of the checkpoint', async () => {
    for (const n of [1, 2, 3]) log.append('fake.Added.v1', { id: 'a', n });
    log.append('fake.Removed.v1', { id: 'b' });
    await runnerOf().catchUp();
    const before = await rows();
    for (const position of [0, 1, 2]) {
      await readStore.setCheckpoint(NAME, position);
      await runnerOf().catchUp();
      expect(await rows()).toStrictEqual(before);
    }
  });

  it('moves its checkpoint over events that it does not read', async () => {
    const runner = await started();
    log.append('other.Happened.v1', { id: 'a' });
    expect(await runner.waitFor(NAME, 1)).toBe(1);
    await restart();
    expect(await readStore.checkpoint(NAME)).toBe(1);
  });

  it('reads the log once for all projections', async () => {
    log.append('fake.Added.v1', { id: 'a' });
    const projections = ['fake.a', 'fake.b', 'fake.c'].map((name) => thingsProjection({ name }));
    const runner = await started({ projections });
    await Promise.all(projections.map((p) => runner.waitFor(`${p.name}.v1`, 1)));
    expect(log.reads).toStrictEqual(['subscribe']);
  });

  it('lets a new projection come up by itself while the others serve', async () => {
    for (let i = 0; i < 20; i += 1) log.append('fake.Added.v1', { id: 'a' });
    await runnerOf().catchUp();
    const runner = await started({ projections: [thingsProjection(), thingsProjection({ version: 2 })], batchSize: 3 });
    const { position } = log.append('fake.Added.v1', { id: 'a' });
    await Promise.all([runner.waitFor(NAME, position), runner.waitFor('fake.things.v2', position)]);
    expect(await rows('fake.things.v2')).toStrictEqual(await rows());
    expect(runner.status.map((s) => s.state)).toStrictEqual(['live', 'live']);
  });

  it('brings events to their newest shape and counts those it does not know', async () => {
    const catalogue = new EventCatalogue([{ 'fake.Added.v1': { safeParse: () => ({ success: true }) } as never }], [{ from: 'fake.Put.v0', to: 'fake.Added.v1', upcast: (data: { id: string }) => ({ ...data, n: 9 }) }]);
    log.append('fake.Put.v0', { id: 'a' });
    log.append('fake.Strange.v1', { id: 'a' });
    log.append('fake.Strange.v1', { id: 'a' });
    const runner = runnerOf({ catalogue });
    await runner.catchUp();
    expect((await rows()).get('a')?.sum).toBe(9);
    expect(runner.unknownEvents).toStrictEqual([{ type: 'fake.Strange.v1', count: 2, firstPosition: 2 }]);
    expect(await runner.rebuild(thingsProjection())).toMatchObject({ events: 1, rows: 1, differences: 0 });
  });

  describe('when a projection fails', () => {
    const poison = () => { throw new Error('poison'); };

    it('stops only that one, at the event, with all before it kept, and says so', async () => {
      log.append('fake.Added.v1', { id: 'a' });
      log.append('fake.Poison.v1', { id: 'a' });
      log.append('fake.Added.v1', { id: 'a' });
      const failures: unknown[] = [];
      const runner = await started({ projections: [thingsProjection({ poison }), thingsProjection({ name: 'fake.sound' })], onError: (f) => failures.push(f.status?.error?.attempts) });
      await runner.waitFor('fake.sound.v1', 3);
      await expect(runner.catchUp()).rejects.toThrow('projection fake.things.v1 stopped at 1: fake.Poison.v1 at position 2: poison');
      expect(runner.status[0]).toStrictEqual({
        name: NAME, collection: NAME, position: 1, state: 'stopped',
        error: { code: 'PROJECTION.FAILED', message: 'fake.Poison.v1 at position 2: poison', attempts: 3, position: 1, event: { position: 2, type: 'fake.Poison.v1', id: 'e2' } },
      });
      expect(failures).toStrictEqual([1, 2, 3]);
      expect([await readStore.get(NAME, 'a'), await readStore.checkpoint(NAME)]).toStrictEqual([{ _id: 'a', position: 1, sum: 1, count: 1 }, 1]);
      await expect(runner.waitFor(NAME, 2)).rejects.toMatchObject({ code: 'READ_MODEL.BEHIND' });
      const { position } = log.append('fake.Added.v1', { id: 'b' });
      expect(await runner.waitFor('fake.sound.v1', position)).toBe(4);
      expect(runner.position(NAME)).toBe(1);
    });

    it('goes on by itself when a repeat helps, and where it stopped when told', async () => {
      let times = 1;
      const projections = [thingsProjection({ poison: () => { if ((times -= 1) >= 0) poison(); } })];
      const runner = await started({ projections });
      log.append('fake.Poison.v1', { id: 'a' });
      await runner.waitFor(NAME, 1);
      expect(runner.status[0]).toMatchObject({ state: 'live', error: null });
      times = 3;
      log.append('fake.Poison.v1', { id: 'a' });
      await expect(runner.catchUp()).rejects.toThrow('stopped');
      await runner.resume(NAME);
      await runner.catchUp();
      expect(await rows()).toStrictEqual(foldReadModel(thingsProjection(), log.events));
    });

    it('writes the rows of a batch again when the store refused them', async () => {
      let refusals = 1;
      const write = async (batch: WriteBatch) => {
        if ((refusals -= 1) >= 0) throw new Error('no space');
        return readStore.write(batch);
      };
      const failing = new Proxy(readStore, { get: (target, key) => (key === 'write' ? write : (target[key as keyof ReadStore] as () => unknown).bind(target)) });
      log.append('fake.Added.v1', { id: 'a' });
      await runnerOf({ readStore: failing }).catchUp();
      expect(await rows()).toStrictEqual(foldReadModel(thingsProjection(), log.events));
    });
  });

  describe('a rebuild', () => {
    const fill = (count = 40) => {
      for (let i = 0; i < count; i += 1) log.append(i % 9 === 8 ? 'fake.Removed.v1' : 'fake.Added.v1', { id: `t${i % 7}`, n: i });
    };

    it('makes the same rows beside those that serve and takes over from them', async () => {
      fill();
      const runner = await started();
      await runner.catchUp();
      const before = await rows();
      const rebuilt = await runner.rebuild(thingsProjection(), { batchSize: 6, cacheDocuments: 4 });
      expect(rebuilt).toStrictEqual({ name: NAME, events: 40, rows: before.size, differences: 0, differing: [], seconds: rebuilt.seconds });
      expect(await readStore.resolve(NAME)).toBe(`${NAME}~1`);
      expect(await readStore.collections()).toStrictEqual([`${NAME}~1`]);
      expect(await rows()).toStrictEqual(before);
      const { position } = log.append('fake.Added.v1', { id: 't1' });
      await runner.waitFor(NAME, position);
      expect(await rows()).toStrictEqual(foldReadModel(thingsProjection(), log.events));
      expect(await runner.rebuild(thingsProjection())).toMatchObject({ events: 41, differences: 0 });
      expect(await readStore.collections()).toStrictEqual([`${NAME}~2`]);
      expect([await readStore.checkpoint(NAME), await readStore.checkpoint(`${NAME}~1`), await readStore.checkpoint(`${NAME}~2`)]).toStrictEqual([0, 0, 41]);
    });

    it('works without a started runner, and is found again after a restart', async () => {
      fill();
      expect(await runnerOf().rebuild(thingsProjection())).toMatchObject({ differences: 0, rows: 7 });
      log.append('fake.Added.v1', { id: 't1' });
      const runner = await started();
      await runner.catchUp();
      expect(runner.status[0]).toMatchObject({ collection: `${NAME}~1`, position: 41 });
      expect(await rows()).toStrictEqual(foldReadModel(thingsProjection(), log.events));
    });

    it('counts and names the rows that are not the same, and puts them right', async () => {
      fill();
      await runnerOf().catchUp();
      const wrong = [{ _id: 't1', position: 40, sum: -1, count: 0 }, { _id: 't9', position: 1, sum: 0, count: 0 }] as Thing[];
      await readStore.write({ collection: NAME, upserts: wrong, deletes: ['t3'] });
      expect(await runnerOf().rebuild(thingsProjection())).toMatchObject({ differences: 3, differing: ['t1', 't3', 't9'] });
      expect(await rows()).toStrictEqual(foldReadModel(thingsProjection(), log.events));
    });

    it('sets a stopped projection going again once its fold is right', async () => {
      let wrong = true;
      const projections = [thingsProjection({ poison: () => { if (wrong) throw new Error('wrong'); } })];
      const runner = await started({ projections });
      fill(5);
      log.append('fake.Poison.v1', { id: 't1' });
      fill(5);
      await expect(runner.catchUp()).rejects.toThrow('stopped');
      wrong = false;
      expect(await runner.rebuild(thingsProjection())).toMatchObject({ events: 5, differences: 0 });
      await runner.catchUp();
      expect(await rows()).toStrictEqual(foldReadModel(thingsProjection(), log.events));
    });

    it('that is interrupted leaves the read model as it was, and nothing else', async () => {
      fill();
      const runner = await started();
      await runner.catchUp();
      const before = await rows();
      const interrupted = new AbortController();
      await expect(runner.rebuild(thingsProjection(), { batchSize: 5, signal: interrupted.signal, onProgress: () => interrupted.abort() })).rejects.toThrow('aborted');
      expect(await readStore.collections()).toStrictEqual([NAME]);
      log.append('fake.Moved.v1', { id: 't1', other: 't2' });
      await runner.catchUp();
      expect([before.size, await rows()]).toStrictEqual([7, foldReadModel(thingsProjection(), log.events)]);
    });

    it('that was killed leaves nothing after the next start', async () => {
      fill();
      await runnerOf().catchUp();
      await readStore.ensure({ name: `${NAME}~1`, indexes: [] });
      await readStore.setCheckpoint(`${NAME}~1`, 17);
      await readStore.ensure({ name: 'fake.things.v10', indexes: [] });
      await started();
      expect(await readStore.collections()).toStrictEqual([NAME, 'fake.things.v10']);
      expect(await readStore.checkpoint(`${NAME}~1`)).toBe(0);
    });

    it('that runs while events arrive loses none', async () => {
      fill();
      const runner = await started({ batchSize: 3 });
      await runner.catchUp();
      const rebuilt = await runner.rebuild(thingsProjection(), { batchSize: 4, onProgress: () => void (log.events.length < 80 && fill(5)) });
      fill(3);
      await runner.catchUp();
      expect(rebuilt.differences).toBe(0);
      expect(await rows()).toStrictEqual(foldReadModel(thingsProjection(), log.events));
    });
  });
});
