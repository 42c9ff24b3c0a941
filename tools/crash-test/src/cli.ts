// Kills a running Humai at random moments of its life, again and again, and proves that nothing acknowledged is lost and nothing is done twice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { contexts } from '@humai/contexts';
import { Random } from '@humai/simulation';
import { loadRulebook } from '@humai/wiring-embedded';
import { Durations } from './durations.js';
import { IMPORT_PHASES, ImportLife } from './import-life.js';
import type { Parts } from './life.js';
import { Evidence, PROOFS } from './proofs.js';
import { SERVER_PHASES, ServerLife } from './server-life.js';
import { tableOf } from './table.js';

const EVERY_MS = 5_000;
const USAGE = 'usage: npm run test:crash -- [--kills N] [--seed N]';

function settings(): Readonly<{ kills: number; seed: number }> {
  try {
    const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: String(Date.now() % 1_000_000) } } });
    const [kills, seed] = [values.kills, values.seed].map((text) => (/^\d{1,9}$/.test(text) ? Number(text) : Number.NaN)) as [number, number];
    if (kills >= 1 && seed >= 0) return { kills, seed };
  } catch {
    // An option there is not.
  }
  console.error(USAGE);
  process.exit(2);
}

const { kills, seed } = settings();
console.log(`crash test: ${kills} kills, seed ${seed}`);
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1_000);
const base = mkdtempSync(join(tmpdir(), 'humai-crash-'));
const evidence = new Evidence((problem) => console.error(problem));
process.once('exit', () => {
  if (evidence.problems === 0) rmSync(base, { recursive: true, force: true, maxRetries: 5 });
  else console.error(`what was found wrong is kept in ${base}`);
});

const rulebook = loadRulebook(contexts, fileURLToPath(new URL('../../../policies', import.meta.url)));
const durations = new Durations({ start: 700, opening: 400, rebuild: 500, shutdown: 100 });
const random = new Random(seed);
const lives = [['server', ServerLife], ['import', ImportLife]] as const;
const progress = setInterval(() => console.error(`${seconds()} s: ${evidence.kills} of ${kills} kills, ${evidence.acknowledged.toLocaleString('en')} acknowledged, ${evidence.problems} problems`), EVERY_MS);
const { saw, objects } = evidence.witness('all lives', () => 'all');
await Promise.all(lives.map(async ([name, Life]) => {
  const parts: Parts = { name, base, rulebook, random: random.fork(), evidence, durations };
  // The lives of one lane end where they cannot go on; the other goes on without it.
  await new Life(parts).run(() => evidence.kills >= kills).catch((error: unknown) => objects('restarts', error instanceof Error ? (error.stack ?? error.message) : String(error)));
}));
clearInterval(progress);

saw('kills', evidence.kills);
if (evidence.kills < kills) objects('kills', `${evidence.kills} of ${kills}`);
for (const phase of [...SERVER_PHASES, ...IMPORT_PHASES]) if (evidence.tally(phase).kills === 0) objects('kills', `none in "${phase}"`);

const rows = [...evidence.tallies].map(([phase, t]) => [phase, t.kills, t.acknowledged, t.once, t.doubled, t.lost, t.gaps, t.problems] as const);
const sum = (i: 1 | 2 | 3 | 4 | 5 | 6 | 7) => rows.reduce((total, row) => total + row[i], 0);
console.log(`\n${tableOf(['killed', 'kills', 'acknowledged', 'found once', 'doubled', 'lost', 'gaps', 'problems'], [...rows, ['all', sum(1), sum(2), sum(3), sum(4), sum(5), sum(6), sum(7)]])}\n`);
const verdicts = evidence.verdicts();
for (const { proof, passed, seen, problems } of verdicts) console.log(`${passed ? 'ok    ' : 'FAILED'} ${PROOFS[proof]} (${problems > 0 ? `${problems} problems in ` : ''}${seen.toLocaleString('en')} seen)`);
const passed = verdicts.filter((v) => v.passed).length;
console.log(`crash test: ${seconds()} s, seed ${seed}`);
console.log(`${passed} passed, ${verdicts.length - passed} failed`);
process.exitCode = passed === verdicts.length ? 0 : 1;
