import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RegisterCells } from './write-register.js';
import { importFile, memberRow, numberOf, recordOf, registerFile, row } from '../testing/register-files.js';
import { runningService, type RunningService } from '../testing/running-service.js';

let whole: RunningService;
let broken: RunningService;
beforeAll(async () => { [whole, broken] = [await runningService(), await runningService()]; });
afterAll(async () => {
  await whole.close();
  await broken.close();
});

// More than one batch of households; something wrong in each; people who move, so that some are put off.
const HOUSEHOLDS = 300;
const wrong: RegisterCells = { documentNumber: '123' };
const before = [row(1), memberRow(1_001, 1, '之子'), row(290), row(900), memberRow(1_002, 900, '之子')];
const rows = Array.from({ length: HOUSEHOLDS }, (_, i) => row(i + 1, i === 10 || i === 280 ? wrong : {}))
  .flatMap((r, i) => (i === 289 ? [r, memberRow(1_001, 290, '之子')] : i === 19 ? [r, memberRow(1_002, 20, '之子')] : [r]));

/** Runs until so many households are done, or to the end. */
async function run(service: RunningService, path: string, stopAt = Infinity) {
  const stop = new AbortController();
  return importFile(service, path, {
    signal: stop.signal,
    onProgress: (step) => { if (step.phase === 'applying' ? step.households >= stopAt : stopAt === 0) stop.abort(); },
  });
}

describe('an import that is interrupted', () => {
  let path: string;
  let inOneGo: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    await run(whole, await registerFile(whole, before));
    await run(broken, await registerFile(broken, before));
    path = await registerFile(broken, rows);
    inOneGo = await run(whole, path);
  });

  it('while the file is read has done nothing', async () => {
    const position = await broken.store.lastPosition();
    await expect(run(broken, path, 0)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await broken.store.lastPosition()).toBe(position);
  });

  it('goes on from there, and ends as if it had not been: counts, problems, households', async () => {
    await expect(run(broken, path, 256)).rejects.toMatchObject({ name: 'AbortError' });
    expect(await recordOf(broken, numberOf(250))).toHaveLength(1);
    expect(await recordOf(broken, numberOf(299))).toHaveLength(0);
    const position = await broken.store.lastPosition();

    expect(await run(broken, path)).toStrictEqual(inOneGo);
    expect(inOneGo).toMatchObject({ accepted: 297, unchanged: 1, rejected: 4, errors: [
      { row: 12, code: 'PERSON.ID_NUMBER_LENGTH' }, { row: 21, code: 'REGISTER.HELD_BACK' }, { row: 22, code: 'PERSON.IN_OTHER_HOUSEHOLD' }, { row: 283, code: 'PERSON.ID_NUMBER_LENGTH' },
    ] });
    expect((await broken.log()).slice(position).filter((e) => e.type === 'identification.HouseholdRegistered.v1').length).toBeLessThan(50);
    for (const n of [1, 10, 250, 290, 299]) expect(await recordOf(broken, numberOf(n))).toStrictEqual(await recordOf(whole, numberOf(n)));
  });

  it('begins anew when it is done: the same file again finds everything as it is', async () => {
    const position = await broken.store.lastPosition();
    expect(await run(broken, path)).toMatchObject({ accepted: 0, unchanged: 298, rejected: 4, events: 0 });
    expect(await broken.store.lastPosition()).toBe(position);
  });

  it('loses time only, not truth, when its progress is lost', async () => {
    const more = await registerFile(broken, rows.map((r) => ({ ...r, year: 2024, incomePerHead: '7000' })));
    await expect(run(broken, more, 256)).rejects.toMatchObject({ name: 'AbortError' });
    await broken.readStore.drop('identification.imports.v1');
    const rest = await run(broken, more);
    const first = 256 - 2; // households of the first batch without those that are refused
    expect(rest).toMatchObject({ accepted: 298 - first, unchanged: first, rejected: 4 });
    expect(await recordOf(broken, numberOf(5))).toMatchObject([{ incomeYear: 2024 }]);
  });
});
