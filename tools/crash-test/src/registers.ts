import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { RELATIONS } from '@humai/contracts-identification';
import { type RegisterCells, writeRegister } from '@humai/identification-service';
import { addDays, type AreaDirectory, localDateOf } from '@humai/kernel';
import { makeRegister } from '@humai/simulation';
import { systemClock } from '@humai/wiring-embedded';

const AREA = '511504';
const PLACE = ['province', 'prefecture', 'county', 'township', 'village', 'householdNumber', 'kind', 'year', 'incomePerHead', 'householderName', 'householderDocument', 'householdPhone'] as const;

type Household = RegisterCells[];

/** A register and the one that follows it: incomes change, people leave, and people move to the next household of the file. A few rows are wrong in both. */
export async function writeRegisters(directory: string, { seed, households, areas }: Readonly<{ seed: number; households: number; areas: AreaDirectory }>): Promise<readonly [string, string]> {
  // Yesterday, so that nothing depends on the hour at which the test runs.
  const today = addDays(localDateOf(systemClock.now()), -1);
  const first = byHousehold(makeRegister({ seed, area: AREA, households, today }, areas)).map(withMistakes);
  const files = [join(directory, 'first.csv'), join(directory, 'second.csv')] as const;
  for (const [i, all] of [first, nextOf(first)].entries()) await pipeline(Readable.from(writeRegister(all.flat(), { encoding: 'gb18030' })), createWriteStream(files[i]!));
  return files;
}

function byHousehold(rows: Iterable<RegisterCells>): Household[] {
  const all = new Map<string | number, Household>();
  for (const row of rows) all.set(row.householdNumber!, [...(all.get(row.householdNumber!) ?? []), row]);
  return [...all.values()];
}

/** Now and then a number whose last digit is wrong. */
function withMistakes(household: Household, i: number): Household {
  if (i % 37 !== 5) return household;
  const [{ documentNumber, ...row }, ...others] = household as [RegisterCells, ...RegisterCells[]];
  const number = String(documentNumber);
  return [{ ...row, documentNumber: `${number.slice(0, -1)}${number.endsWith('1') ? '2' : '1'}` }, ...others];
}

function nextOf(households: readonly Household[]): Household[] {
  const next = households.map((h) => [...h]);
  for (const [i, household] of next.entries()) {
    const last = household.at(-1)!;
    const free = household.length > 1 && last.relation !== RELATIONS['01'].zh && last.relation !== RELATIONS['02'].zh;
    if (i % 5 === 0) next[i] = household.map((row) => ({ ...row, incomePerHead: (Number(row.incomePerHead) + 100).toFixed(2) }));
    else if (i % 7 === 1 && free) household.pop();
    else if (i % 7 === 3 && free && next[i + 1]) {
      const [host] = next[i + 1]!;
      next[i + 1]!.push({ ...household.pop()!, ...Object.fromEntries(PLACE.map((key) => [key, host![key]])), relation: RELATIONS['28'].zh });
    }
  }
  return next;
}
