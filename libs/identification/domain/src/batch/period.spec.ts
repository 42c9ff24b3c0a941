import { describe, expect, it } from '@jest/globals';
import { readPeriod } from './period.js';

describe('a period', () => {
  it.each([
    ['month', '2024-02', { period: '2024-02', from: '2024-02-01', to: '2024-02-29' }],
    ['month', ' 202412 ', { period: '2024-12', from: '2024-12-01', to: '2024-12-31' }],
    ['quarter', '2024q4', { period: '2024-Q4', from: '2024-10-01', to: '2024-12-31' }],
    ['year', '2024', { period: '2024', from: '2024-01-01', to: '2024-12-31' }],
    ['schoolTerm', '2024-2025-1', { period: '2024-2025-1', from: '2024-09-01', to: '2025-01-31' }],
    ['schoolTerm', '2024-2025-2', { period: '2024-2025-2', from: '2025-02-01', to: '2025-08-31' }],
  ] as const)('of the form %s is read from %s', (form, text, period) => expect(readPeriod(form, text)).toStrictEqual(period));

  it.each([
    ['month', '2024-13'], ['month', '2024'], ['quarter', '2024-Q5'], ['year', '24'], ['schoolTerm', '2024-2026-1'], ['schoolTerm', '2024-2025-3'], ['month', ''],
  ] as const)('of the form %s is not %s', (form, text) => expect(readPeriod(form, text)).toBeNull());
});
