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

/** A line for each suite that wants real servers: what it ran against, as its title says in brackets, and how it went. */
export function tableOf(report, root) {
  const suites = new Map();
  for (const { name: file, assertionResults, message } of report.testResults) {
    if (assertionResults.length === 0) suites.set(file.replace(`${root}/`, ''), { against: 'could not run', counts: { failed: message ? 1 : 0 } });
    for (const { ancestorTitles, status } of assertionResults) {
      const [, title, against] = /^(.*) \[(.+)\]$/.exec(ancestorTitles[0] ?? '') ?? [undefined, `${file.replace(`${root}/`, '')}`, 'what it starts itself'];
      const suite = suites.get(title) ?? { against, counts: {} };
      suites.set(title, suite);
      const counted = status === 'passed' || status === 'failed' ? status : 'skipped';
      suite.counts[counted] = (suite.counts[counted] ?? 0) + 1;
    }
  }
  const rows = [...suites].map(([title, { against, counts }]) => [title, sentenceOf({ passed: counts.passed ?? 0, failed: counts.failed ?? 0, skipped: counts.skipped ?? 0 }), against]);
  const widths = [0, 1].map((i) => Math.max(0, ...rows.map((r) => r[i].length)));
  return rows.map(([title, went, against]) => `${title.padEnd(widths[0])}  ${went.padEnd(widths[1])}  ${against}`).join('\n');
}

if (process.argv[2] === '--numbers') {
  const { readFileSync } = await import('node:fs');
  const { passed, failed, skipped } = tallyOf(JSON.parse(readFileSync(process.argv[3], 'utf8')));
  console.log(passed, failed, skipped); // For the shell script that adds them up.
}
