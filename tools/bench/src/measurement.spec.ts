import { describe, expect, it } from '@jest/globals';
import { inTurn, type Measurement, missesOf, quantile, rounded, rowsOf } from './measurement.js';
import { documentOf, tableOf } from './report.js';

const rate: Measurement = {
  row: 'append', value: 800, unit: 'events/s', goal: { leastRatio: 0.9, least: 700 }, baselines: [{ name: 'bare', value: 1_000 }, { name: 'peer', value: 32 }],
};

describe('a figure', () => {
  it('is the smallest value that so large a part does not exceed', () => {
    const hundred = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.5, 0.95, 0.99, 1].map((part) => quantile(hundred, part))).toStrictEqual([50, 95, 99, 100]);
    expect(quantile([7], 0.01)).toBe(7);
  });

  it('keeps three digits, and whole numbers from 100 on', () => {
    expect([0.012345, 1.2345, 99.99, 123_456.7].map(rounded)).toStrictEqual([0.0123, 1.23, 100, 123_457]);
  });

  it('is the median of rounds in turn, the first of which only warms up', async () => {
    const [slow, fast] = [[900, 1, 2, 3], [900, 30, 20, 10]].map((values) => () => values.shift()!);
    expect(await inTurn([slow!, fast!], { rounds: 3 })).toStrictEqual([2, 20]);
  });

  it('lets another contestant begin each round', async () => {
    const order: string[] = [];
    await inTurn(['a', 'b', 'c'].map((name) => (round) => order.push(`${round}${name}`)), { rounds: 2 });
    expect(order).toStrictEqual(['0a', '0b', '0c', '1b', '1c', '1a', '2c', '2a', '2b']);
  });

  it('stops after two rounds when time is up', async () => {
    let rounds = 0;
    await inTurn([() => (rounds += 1)], { rounds: 9, seconds: 0 });
    expect(rounds).toBe(3);
  });
});

describe('a measurement', () => {
  it('misses the goals it does not reach, by the first baseline', () => {
    expect(missesOf(rate)).toStrictEqual(['ratio 0.8 < 0.9']);
    expect(missesOf({ ...rate, goal: { leastRatio: 0.8, least: 801 } })).toStrictEqual(['800 < 801']);
    expect(missesOf({ ...rate, goal: { mostRatio: 0.7, most: 799 } })).toStrictEqual(['ratio 0.8 > 0.7', '800 > 799']);
    expect(missesOf({ ...rate, goal: { mostRatio: 0.8, most: 800, least: 800 } })).toStrictEqual([]);
  });

  it('that is no number misses its goal', () => {
    expect(missesOf({ ...rate, value: Number.NaN })).toHaveLength(2);
  });

  it('is one row per baseline for a program', () => {
    expect(rowsOf(rate)).toStrictEqual([
      { row: 'append', value: 800, unit: 'events/s', baseline: 'bare: 1000 events/s', ratio: 0.8 },
      { row: 'append', value: 800, unit: 'events/s', baseline: 'peer: 32 events/s', ratio: 25 },
    ]);
  });

  it('is a line per baseline for a reader, with the goal beside the first', () => {
    expect(tableOf([rate, { row: 'size', value: 1_234_567, unit: 'MB', baselines: [{ name: 'smaller', value: 1_000_000 }] }])).toBe(`
| what | measured | against | which has | ratio | goal |
|---|---:|---|---:|---:|---|
| append | 800 events/s | bare | 1,000 events/s | 0.8 | ≥ 0.9 × the first, ≥ 700 events/s: **missed**, ratio 0.8 < 0.9 |
|  |  | peer | 32 events/s | 25 |  |
| size | 1,234,567 MB | smaller | 1,000,000 MB | 1.23 |  |`.trim());
  });

  it('stands in the document with machine, versions, date and command', () => {
    const where = { cores: 2, cpu: 'Some CPU', memoryGiB: 24, system: 'Linux 6', node: 'v24.0.0', sqlite: '3.53.4', date: '2026-11-24', command: 'npm run bench -- --write' };
    const text = documentOf([rate], where);
    expect(text).toContain('\n2 cores (Some CPU), 24 GiB of memory, Linux 6, Node v24.0.0, SQLite 3.53.4, 2026-11-24: `npm run bench -- --write`\n');
    expect(text).toContain(`\n${tableOf([rate])}\n`);
  });
});
