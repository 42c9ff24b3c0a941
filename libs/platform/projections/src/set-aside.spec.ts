import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SetAside } from './set-aside.js';

describe('what is set aside', () => {
  let directory: string;
  let aside: SetAside<unknown>;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'humai-aside-'));
    aside = new SetAside(directory, 30);
  });
  afterEach(() => {
    aside.close();
    rmSync(directory, { recursive: true });
  });
  const all = async (part: number) => {
    const found: unknown[] = [];
    for await (const batch of aside.read(part)) found.push(...batch);
    return found;
  };

  it('comes back part by part in its order, small and large, in any script', async () => {
    const sizes = [1, 40_000, 3, 200_000, 43_000, 60_000, 90_000, 5];
    const entries = Array.from({ length: 400 }, (_, n) => ({ n, text: '户脉é"\n'.repeat(Math.ceil(sizes[n % sizes.length]! / (n % 3 === 0 ? 6 : 600))) }));
    for (const [n, entry] of entries.entries()) aside.add(n % 3, entry);
    expect(aside.parts).toStrictEqual([0, 1, 2]);
    for (const part of [2, 0, 1]) expect(await all(part)).toStrictEqual(entries.filter((_, n) => n % 3 === part));
    expect(await all(7)).toStrictEqual([]);
  });

  it('comes in batches no larger than asked for', async () => {
    for (let n = 0; n < 70; n += 1) aside.add(0, n);
    const sizes: number[] = [];
    for await (const batch of aside.read(0)) sizes.push(batch.length);
    expect(sizes).toStrictEqual([30, 30, 10]);
  });

  it('stands in no directory', async () => {
    aside.add(1, 'x'.repeat(300_000));
    expect(readdirSync(directory)).toStrictEqual([]);
    expect(await all(1)).toStrictEqual(['x'.repeat(300_000)]);
  });
});
