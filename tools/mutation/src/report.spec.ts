import { describe, expect, it } from '@jest/globals';
import { isGuarded, isSound, linesOf, REQUIRED, rowsOf } from './report.js';
import type { Verdict } from './trial.js';

const verdict = (invariants: readonly number[], ...noticedBy: string[]): Verdict =>
  ({ guard: { file: 'a.ts', line: 7, start: 0, end: 1, before: () => '', after: '', what: 'if (a)', invariants }, noticedBy });
const sound = REQUIRED.map((n) => verdict([n], `invariant ${n}: holds`));

describe('an invariant is guarded', () => {
  const row = (...verdicts: Verdict[]) => rowsOf(verdicts, [4])[0]!;
  it('when a test of its number notices each of its guards', () => expect(isGuarded(row(verdict([4], 'Invariant 4: counts days')))).toBe(true));
  it('by a test of several numbers', () => expect(isGuarded(row(verdict([4], 'invariants 3, 4 and 16: all')))).toBe(true));
  it('not without a guard, not when one is not noticed', () => {
    expect(isGuarded(row())).toBe(false);
    expect(isGuarded(row(verdict([4], 'invariant 4'), verdict([4])))).toBe(false);
  });
  it('not by a test of another number', () => {
    expect(isGuarded(row(verdict([4], 'some test')))).toBe(false);
    expect(isGuarded(row(verdict([4], 'invariant 14: open risk')))).toBe(false);
    expect(isGuarded(row(verdict([4], 'invariant 1: 4 clues')))).toBe(false);
  });
});

describe('the whole', () => {
  it('is sound when all are guarded and every guard is noticed', () => {
    expect(isSound(sound)).toBe(true);
    expect(isSound(sound.slice(1))).toBe(false);
    expect(isSound([...sound, verdict([])])).toBe(false);
  });
  it('names what is not noticed', () =>
    expect(linesOf([...sound.slice(1), verdict([])])).toEqual(expect.arrayContaining(['!       1       0  no test of its number', '  not noticed: a.ts:7  if (a)', `${sound.length} guards taken out one at a time: ${sound.length - 1} noticed, 1 not.`])));
});
