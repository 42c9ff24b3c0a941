import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { addDays, addMonths, categoryOf, localDateOf, type Purpose, subjectOf, type Vault } from '@humai/kernel';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { openSqliteVault } from '@humai/vault';
import { systemClock } from '@humai/wiring';

const HUMAI = fileURLToPath(new URL('../../../apps/cli/bin/humai.mjs', import.meta.url));
const PERSONS = 500;
const WHY: Purpose = { actor: 'start-distributed', role: 'ops', purpose: 'demonstration data' };

export const DISTRICT = { area: '511504', years: 3, seed: 1 };

/** Fills an empty directory with the made-up life of the demonstration district, through the real deciders. */
export async function simulateDistrict(directory: string, households: number): Promise<void> {
  const to = addDays(localDateOf(systemClock.now()), -1);
  const from = addDays(addMonths(to, -12 * DISTRICT.years), 1);
  const child = spawn(process.execPath, [HUMAI, 'simulate', '--area', DISTRICT.area, '--households', String(households), '--from', from, '--to', to, '--seed', String(DISTRICT.seed)], {
    stdio: ['ignore', 'ignore', 'inherit'], env: { PATH: process.env['PATH'] ?? '', HUMAI_DATA: directory },
  });
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  if (code !== 0) throw new Error(`the demonstration district could not be made (exit ${code})`);
}

/** Takes every person of the directory's own vault over into another; answers how many. Safe to repeat. */
export async function copyPersons(directory: string, to: Vault): Promise<number> {
  const store = await openSqliteEventStore({ directory, clock: systemClock, readOnly: true });
  const from = await openSqliteVault({ directory, clock: systemClock });
  try {
    const persons = new Set<string>();
    for await (const batch of store.readAll()) for (const { stream } of batch) if (categoryOf(stream) === 'person') persons.add(subjectOf(stream));
    const ids = [...persons];
    let copied = 0;
    for (let i = 0; i < ids.length; i += PERSONS) {
      const records = await from.read(ids.slice(i, i + PERSONS), WHY);
      const living = [...records].flatMap(([personId, record]) => (record ? [{ personId, record }] : []));
      await to.store(living, WHY);
      copied += living.length;
    }
    return copied;
  } finally {
    await from.close();
    await store.close();
  }
}
