import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDocumentNumber } from '@humai/identification-domain';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Agenda } from './agenda.js';
import { SimulatedClock } from './clock.js';
import { IdNumbers } from './id-numbers.js';
import { Random } from './random.js';
import { loadRates } from './rates.js';

describe('chance', () => {
  it('is the same for a seed, and forks go their own way', () => {
    const draw = (random: Random) => [random.int(1, 6), random.unit(), random.weighted({ a: 1, b: 2 }), random.days({ median: 10, spread: 1 }), random.hex(8), ...random.bytes(3)];
    expect(draw(new Random(1))).toStrictEqual(draw(new Random(1)));
    expect(draw(new Random(1))).not.toStrictEqual(draw(new Random(2)));
    const [one, other] = [new Random(1), new Random(1)];
    const forked = one.fork();
    const fork = other.fork();
    other.unit();
    expect(draw(forked)).toStrictEqual(draw(fork));
  });

  it('keeps to its weights and bounds', () => {
    const random = new Random(4);
    const drawn = Array.from({ length: 4_000 }, () => random.weighted({ often: 3, seldom: 1, never: 0 }));
    expect(drawn.filter((d) => d === 'seldom').length).toBeGreaterThan(850);
    expect(drawn.filter((d) => d === 'seldom').length).toBeLessThan(1_150);
    expect(drawn).not.toContain('never');
    const days = Array.from({ length: 2_001 }, () => random.days({ median: 12, spread: 0.8 }, 1, 3)).sort((a, b) => a - b);
    expect([days[0], days[1_000]! >= 11 && days[1_000]! <= 13]).toStrictEqual([3, true]);
    expect([random.happens(0), random.happens(1)]).toStrictEqual([false, true]);
  });
});

describe('ID numbers', () => {
  it('are right, each given once, of the area, birth and sex', () => {
    const numbers = new IdNumbers([]);
    const seen = new Set<string>();
    for (const sex of ['MALE', 'FEMALE'] as const)
      for (let i = 0; i < 499; i += 1) {
        const number = numbers.next('511504101201', '1980-02-29', sex);
        expect(readDocumentNumber(number, '2024-01-01')).toMatchObject({ bornOn: '1980-02-29', sex });
        expect(number.startsWith('511504')).toBe(true);
        seen.add(number);
      }
    expect(seen.size).toBe(998);
  });

  it('are of another county when an area has none left for a day, and end when no county has', () => {
    const numbers = new IdNumbers(['511502', '511504']);
    const given = Array.from({ length: 998 }, () => numbers.next('511504000000', '1990-01-01', 'MALE').slice(0, 6));
    expect([given.lastIndexOf('511504'), given.indexOf('511502')]).toStrictEqual([498, 499]);
    expect(() => numbers.next('511504000000', '1990-01-01', 'MALE')).toThrow(RangeError);
    expect(numbers.next('511504000000', '1990-01-02', 'MALE').slice(0, 6)).toBe('511504');
  });
});

describe('the clock', () => {
  it('never goes back, never leaves the day it is set to, and gives no instant twice', () =>
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 3_600_000 }), { maxLength: 60 }), (steps) => {
      const clock = new SimulatedClock('2024-02-28');
      const seen: string[] = [];
      for (const date of ['2024-02-29', '2024-03-01']) {
        clock.startDay(date);
        clock.openOffices();
        for (const ms of steps) {
          clock.tick(ms);
          seen.push(clock.now());
          expect(new Date(Date.parse(clock.now()) + 8 * 3_600_000).toISOString().slice(0, 10)).toBe(date);
        }
      }
      expect(seen).toStrictEqual([...new Set(seen)].sort());
    })));

  it('starts a day just after midnight in China, and offices at nine', () => {
    const clock = new SimulatedClock('2024-03-01');
    clock.startDay('2024-03-02');
    const night = clock.now();
    clock.openOffices();
    expect([night, clock.now(), clock.left]).toStrictEqual(['2024-03-01T16:01:00.000Z', '2024-03-02T01:00:00.000Z', 8.5 * 3_600_000]);
  });
});

describe('the agenda', () => {
  it('does a day in the order it was put down, what comes up meanwhile and what is late included', async () => {
    const agenda = new Agenda('2024-03-01');
    const done: string[] = [];
    const task = (name: string, then?: () => void) => async () => { done.push(name); then?.(); };
    agenda.on('2024-03-02', task('b'));
    agenda.on('2024-03-01', task('a', () => agenda.on('2024-02-20', task('late'))));
    const left: number[] = [];
    await agenda.run('2024-03-01', (n) => left.push(n));
    expect([done, left]).toStrictEqual([['a', 'late'], [1, 1]]);
    await agenda.run('2024-03-02');
    await agenda.run('2024-03-01');
    expect(done).toStrictEqual(['a', 'late', 'b']);
  });
});

describe('rates', () => {
  it('are refused with the place of a mistake', () => {
    const file = join(tmpdir(), `humai-rates-${process.pid}.yaml`);
    writeFileSync(file, 'unsolved: 1.5\n');
    try {
      expect(() => loadRates(file)).toThrow(/unsolved/);
    } finally {
      rmSync(file);
    }
  });
});
