import { expect, it } from '@jest/globals';
import { measures } from './measures.js';

it('every measure has a name as Prometheus wants it, and its meaning in Chinese and English', () => {
  const all = measures();
  expect(all.length).toBeGreaterThan(20);
  for (const { name, type, zh, en } of all) {
    expect([name, /\p{Script=Han}/u.test(zh), en.length > 0]).toStrictEqual([name, true, true]);
    expect(name).toMatch(/^humai_[a-z_]+$/);
    expect([name, name.endsWith('_total')]).toStrictEqual([name, type === 'counter']);
    if (type === 'histogram') expect(name).toMatch(/_seconds$/);
  }
  expect(new Set(all.map((m) => m.name)).size).toBe(all.length);
});
