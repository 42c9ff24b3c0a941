// What `npm test` runs: every project's specs in one Jest, then one line counted from Jest's own report. Arguments go to Jest.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sentenceOf, tallyOf } from './tally.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const report = join(root, 'reports', 'jest.json');
const jest = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin', 'jest.js');
const given = process.argv.slice(2);
const workers = given.some((a) => /^(-i|-w|--runInBand|--maxWorkers)/.test(a)) ? [] : [`--maxWorkers=${availableParallelism()}`];

mkdirSync(dirname(report), { recursive: true });
rmSync(report, { force: true }); // The report of an earlier run must never be counted.

const child = spawn(
  process.execPath,
  ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, '--json', `--outputFile=${report}`, ...workers, ...given],
  { cwd: root, stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));

child.on('close', (code, signal) => {
  let tally;
  try {
    tally = tallyOf(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    console.error(signal ? `Jest was stopped by ${signal}.` : 'Jest wrote no report: see above.');
    tally = { passed: 0, failed: 1, skipped: 0, ok: false };
  }
  if (tally.passed + tally.failed === 0 && !given.includes('--passWithNoTests')) {
    console.error('No test ran.');
    tally.failed = 1;
  }
  console.log(sentenceOf(tally));
  process.exitCode = tally.ok || (tally.failed === 0 && given.includes('--passWithNoTests')) ? (code ?? 1) : 1;
});
