// What `npm test` runs: every project's specs in one Jest, then one line counted from Jest's own report. Arguments go to Jest.
// With `--real` (`npm run test:real`) the specs that need real servers, which are found or started first, and a table of what ran against what.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sentenceOf, tableOf, tallyOf } from './tally.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const jest = join(dirname(createRequire(import.meta.url).resolve('jest/package.json')), 'bin', 'jest.js');
const real = process.argv.includes('--real');
const given = process.argv.slice(2).filter((a) => a !== '--real');
const report = join(root, 'reports', real ? 'jest-real.json' : 'jest.json');
const config = real ? ['--config', join(root, 'jest.real.config.mjs')] : [];
const workers = given.some((a) => /^(-i|-w|--runInBand|--maxWorkers)/.test(a)) ? [] : [`--maxWorkers=${real ? 1 : availableParallelism()}`];

mkdirSync(dirname(report), { recursive: true });
rmSync(report, { force: true }); // The report of an earlier run must never be counted.

const stopping = new AbortController();
let child;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    stopping.abort();
    child?.kill(signal);
  });

const found = real ? await findServers() : undefined;
let code = 1;
let signal = null;
try {
  if (!stopping.signal.aborted && !(real && !found)) {
    child = spawn(
      process.execPath,
      ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', jest, ...config, '--json', `--outputFile=${report}`, ...workers, ...given],
      { cwd: root, stdio: 'inherit', env: { ...process.env, ...found?.env } },
    );
    [code, signal] = await new Promise((resolve) => child.once('close', (...ended) => resolve(ended)));
  }
} finally {
  await found?.stop();
}

let tally;
try {
  const results = JSON.parse(readFileSync(report, 'utf8'));
  tally = tallyOf(results);
  if (real) console.log(tableOf(results, root));
} catch {
  console.error(signal ? `Jest was stopped by ${signal}.` : 'Jest wrote no report: see above.');
  tally = { passed: 0, failed: 1, skipped: 0, ok: false };
}
// Where there is no server for any of them, all are skipped: loud, and no failure unless HUMAI_REQUIRE_REAL asks for one.
const mayBeNone = given.includes('--passWithNoTests') || (real && tally.skipped > 0);
if (tally.passed + tally.failed === 0 && !mayBeNone) {
  console.error('No test ran.');
  tally.failed = 1;
}
console.log(sentenceOf(tally));
process.exitCode = tally.ok || (tally.failed === 0 && mayBeNone) ? (code ?? 1) : 1;

/** Undefined, with a sentence on stderr, when one that should start does not. */
async function findServers() {
  const { servers } = await import('./servers.mjs');
  return servers().catch((error) => void console.error(error.message));
}
