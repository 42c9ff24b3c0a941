import { describe, expect, it } from '@jest/globals';

type Tally = { passed: number; failed: number; skipped: number; ok: boolean };
type TallyModule = { tallyOf(report: object): Tally; sentenceOf(tally: Tally): string };
// Plain JavaScript beside the projects: `npm test` reads it before anything is compiled.
const { tallyOf, sentenceOf } = (await import(new URL('../../test/tally.mjs', import.meta.url).href)) as TallyModule;

const report = (numbers: object) => ({ success: true, numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0, numTodoTests: 0, ...numbers });

describe('the line under a test run', () => {
  it('says what passed and failed', () => {
    const tally = tallyOf(report({ numPassedTests: 12 }));
    expect(tally).toStrictEqual({ passed: 12, failed: 0, skipped: 0, ok: true });
    expect(sentenceOf(tally)).toBe('12 passed, 0 failed');
  });

  it('counts skipped and planned tests as skipped', () => {
    expect(sentenceOf(tallyOf(report({ numPassedTests: 1, numPendingTests: 2, numTodoTests: 1 })))).toBe('1 passed, 0 failed, 3 skipped');
  });

  it('counts a suite that could not run as a failure', () => {
    expect(tallyOf(report({ success: false, numPassedTests: 5, numRuntimeErrorTestSuites: 1 }))).toStrictEqual({ passed: 5, failed: 1, skipped: 0, ok: false });
  });

  it('is not content with a run in which nothing ran', () => {
    expect(tallyOf(report({ numPendingTests: 3 })).ok).toBe(false);
  });

  it('believes Jest when it calls the run a failure for another reason', () => {
    expect(tallyOf(report({ success: false, numPassedTests: 3 })).ok).toBe(false);
  });
});
