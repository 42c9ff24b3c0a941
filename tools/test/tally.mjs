// What a Jest JSON report counts. A suite that could not run at all counts as one failure: its tests are missing from Jest's own count.

/** @param report Jest's `--json` report. Returns `{ passed, failed, skipped, ok }`; a report in which nothing ran is not ok. */
export function tallyOf(report) {
  const passed = report.numPassedTests;
  const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
  const skipped = report.numPendingTests + report.numTodoTests;
  return { passed, failed, skipped, ok: report.success === true && failed === 0 && passed > 0 };
}

/** `12 passed, 0 failed, 1 skipped`. */
export const sentenceOf = ({ passed, failed, skipped }) => `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

if (process.argv[2] === '--numbers') {
  const { readFileSync } = await import('node:fs');
  const { passed, failed, skipped } = tallyOf(JSON.parse(readFileSync(process.argv[3], 'utf8')));
  console.log(passed, failed, skipped); // For the shell script that adds them up.
}
