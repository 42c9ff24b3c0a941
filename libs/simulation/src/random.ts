import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Spread } from './rates.js';

/** All chance of a simulation, from one seed: the same seed gives the same life. */
export class Random {
  readonly #generator;

  constructor(seed: number) {
    this.#generator = xoroshiro128plus(seed);
  }

  /** Another source of chance: what it gives does not change with how much is taken from this one later. */
  fork(): Random {
    return new Random(this.int(0, 0x7fffffff));
  }

  /** A whole number from `from` to `to`, both included. */
  int(from: number, to: number): number {
    return uniformInt(this.#generator, from, to);
  }

  /** In [0, 1), with 30 bits. */
  unit(): number {
    return this.int(0, 0x3fffffff) / 0x40000000;
  }

  happens(share: number): boolean {
    return this.unit() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)]!;
  }

  /** A key of a table of weights, in proportion to them. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
    const entries = Object.entries(weights) as [K, number][];
    let left = this.unit() * entries.reduce((sum, [, w]) => sum + w, 0);
    for (const [key, weight] of entries) if ((left -= weight) < 0) return key;
    return entries[entries.length - 1]![0];
  }

  /** A draw from a log-normal, times `factor`. */
  around({ median, spread }: Spread, factor = 1): number {
    // Box-Muller; 1 - unit() keeps the logarithm away from zero.
    const normal = Math.sqrt(-2 * Math.log(1 - this.unit())) * Math.cos(2 * Math.PI * this.unit());
    return median * Math.exp(spread * normal) * factor;
  }

  /** Whole days around a median, at least `min`. */
  days(delay: Spread, factor = 1, min = 0): number {
    return Math.max(min, Math.round(this.around(delay, factor)));
  }

  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.int(0, 255));
  }

  hex(count: number): string {
    return Array.from({ length: count }, () => this.int(0, 15).toString(16)).join('');
  }
}
