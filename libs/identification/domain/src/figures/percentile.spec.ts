import { describe, expect, it } from '@jest/globals';
import { percentile } from './percentile.js';

describe('a percentile by nearest rank', () => {
  it.each([
    [[5], 0.5, 5],
    [[1, 2], 0.5, 1],
    [[3, 1, 2], 0.5, 2],
    [[10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 0.9, 90],
    [[10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 1, 100],
    [[2, 10], 0.9, 10], // by number, not by text
  ])('of %j at %d is %d', (values, share, expected) => expect(percentile(values, share)).toBe(expected));
  it('of nothing is nothing', () => expect(percentile([], 0.5)).toBeNull());
});
