import { describe, expect, it } from '@jest/globals';

type Tally = { passed: number; failed: number; skipped: number; ok: boolean };
type TallyModule = { tallyOf(report: object): Tally; sentenceOf(tally: Tally): string; tableOf(report: object, root: string): string };
// Plain JavaScript beside the projects: `npm test` reads it before anything is compiled.
const { tallyOf, sentenceOf, tableOf } = (await import(new URL('../../test/tally.mjs', import.meta.url).href)) as TallyModule;

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

describe('the table under a run against real servers', () => {
  const test = (suite: string, status: string) => ({ ancestorTitles: [suite], status });
  it('says of each suite what it ran against, and names a file that could not run', () => {
    const table = tableOf({
      testResults: [
        { name: '/r/a.real.spec.ts', message: '', assertionResults: [test('Store [mongo: 8.0]', 'passed'), test('Store [mongo: 8.0]', 'failed'), test('Log [not tested, esdb: none]', 'pending')] },
        { name: '/r/b.real.spec.ts', message: '', assertionResults: [test('a system', 'passed')] },
        { name: '/r/c.real.spec.ts', message: 'SyntaxError', assertionResults: [] },
      ],
    }, '/r');
    expect(table.split('\n').map((l) => l.split(/ {2,}/))).toStrictEqual([
      ['Store', '1 passed, 1 failed', 'mongo: 8.0'], ['Log', '0 passed, 0 failed, 1 skipped', 'not tested, esdb: none'],
      ['b.real.spec.ts', '1 passed, 0 failed', 'what it starts itself'], ['c.real.spec.ts', '0 passed, 1 failed', 'could not run']]);
  });
});
