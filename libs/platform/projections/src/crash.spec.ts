import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { foldReadModel, type Projection, type ReadDocument } from '@humai/kernel';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { FakeClock, startModule, type TestProcess } from '@humai/testing';
import { ProjectionRunner } from './index.js';
import { firstsProjection, type ThingEvent, thingsProjection } from './testing/things.js';

/** Appends, projects and rebuilds for ever, with a line for each rebuild. */
const working = `
  import { randomUUID } from 'node:crypto';
  import { join } from 'node:path';
  import { openSqliteEventStore } from '@humai/event-store-sqlite';
  import { openSqliteReadStore } from '@humai/read-store-sqlite';
  import { ProjectionRunner } from '@humai/projections';
  import { syntheticMetadata } from './synthetic.ts';
  const [, directory, things] = process.argv;
  const { firstsProjection, happening, thingsProjection } = await import(things);
  const store = await openSqliteEventStore({ directory, clock: { simulated: false, now: () => new Date().toISOString() } });
  const readStore = await openSqliteReadStore({ file: join(directory, 'read.sqlite') });
  const projections = [thingsProjection(), firstsProjection];
  const runner = new ProjectionRunner({ store, readStore, projections, batchSize: 20 });
  await runner.start(new AbortController().signal);
  let n = await store.lastPosition();
  const append = async () => {
    for (;;) {
      const [type, data] = happening((n += 1), 50);
      await store.append('thing-' + data.id, [{ id: randomUUID(), type, data, metadata: syntheticMetadata() }], 'any');
    }
  };
  const rebuild = async () => {
    for (let i = 0; ; i += 1) {
      await runner.rebuild(projections[i % 2], { batchSize: 200, cacheDocuments: 30 });
      process.stdout.write('rebuilt\\n');
    }
  };
  await Promise.all([append(), append(), append(), append(), rebuild()]);`;

describe('a process that is killed', () => {
  let directory: string;
  let child: TestProcess | undefined;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'humai-crash-'));
  });
  afterEach(async () => {
    await child?.kill();
    rmSync(directory, { recursive: true });
  });

  it('leaves rows that are those of its checkpoint exactly, whatever it was doing, and the next one goes on from there', async () => {
    const projections = [thingsProjection(), firstsProjection] as readonly Projection<never, ThingEvent>[];
    for (const [rebuilds, ms] of [[1, 0], [2, 3], [3, 7]] as const) {
      child = startModule(working, [directory, new URL('./testing/things.ts', import.meta.url).href]);
      let rebuilt = 0;
      for await (const line of child.lines) if (line === 'rebuilt' && (rebuilt += 1) === rebuilds) break;
      await sleep(ms);
      await child.kill();

      const store = await openSqliteEventStore({ directory, clock: new FakeClock('2020-01-01T00:00:00.000Z') });
      const readStore = await openSqliteReadStore({ file: join(directory, 'read.sqlite') });
      const events: ThingEvent[] = [];
      for await (const batch of store.readAll()) events.push(...(batch as readonly ThingEvent[]));
      const rowsOf = async ({ name, version }: Projection<never, ThingEvent>) => {
        const collection = await readStore.resolve(`${name}.v${version}`);
        const rows = new Map<string, ReadDocument>();
        for await (const batch of readStore.scan(collection)) for (const row of batch) rows.set(row._id, row);
        return { rows, position: await readStore.checkpoint(collection) };
      };
      for (const projection of projections) {
        const { rows, position } = await rowsOf(projection);
        expect(rows).toStrictEqual(foldReadModel(projection, events.filter((e) => e.position <= position)));
      }
      await new ProjectionRunner({ store, readStore, projections }).catchUp();
      for (const projection of projections) expect(await rowsOf(projection)).toStrictEqual({ rows: foldReadModel(projection, events), position: events.length });
      expect(await readStore.collections()).toHaveLength(projections.length);
      await Promise.all([store.close(), readStore.close()]);
    }
  });
});
