// `npm run test:mutation`: takes one guard at a time out of what decides and shows which test notices. Exits with 1 when none does.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { collected } from './harness.js';
import { isSound, linesOf } from './report.js';
import { failingAsItIs, judge, Trial, type Verdict } from './trial.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const DOMAINS = ['libs/identification/domain/src', 'libs/assistance/domain/src'];
// What these hold is proven by specs of its own kind: files read from outside, texts for people, figures.
const ELSEWHERE = /\/(testing|explain|figures)\/|\/register\/(?!id-number)/;
// Random lives take seconds each, and a guard must be noticed by a test that names the rule.
const SLOW = /properties\.spec\.ts$/;

const trial = new Trial(root, '.cache/mutation');
for (const domain of DOMAINS)
  await trial.take(domain, {
    hasGuards: (file) => !file.endsWith('.spec.ts') && !ELSEWHERE.test(file),
    isSpec: (file) => file.endsWith('.spec.ts') && !SLOW.test(file) && !ELSEWHERE.test(file),
  });

const tests = collected();
const failing = await failingAsItIs(tests);
if (failing.length > 0) {
  console.error(`${failing.length} of ${tests.length} tests fail with every guard in place: ${failing.slice(0, 5).join('; ')}`);
  process.exit(1);
}
const verdicts: Verdict[] = [];
for (const [index, guard] of trial.guards.entries()) verdicts.push(await judge(guard, index, tests));
for (const line of linesOf(verdicts)) console.log(line);
process.exitCode = isSound(verdicts) ? 0 : 1;
