// `npm run drill`: see options.ts. Ctrl-C ends everything that was started here.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contexts } from '@humai/contexts';
import { Evidence, tableOf } from '@humai/crash-test';
import { DistributedSystem } from '@humai/distributed';
import { localDateOf } from '@humai/kernel';
import { Random } from '@humai/simulation';
import { loadRulebook, systemClock } from '@humai/wiring';
import { Drill } from './drill.js';
import { FAULTS } from './faults.js';
import { PlainKafka } from './kafka.js';
import { readOptions } from './options.js';
import { PatientOffice } from './patient-office.js';
import { DRILLED, type Drilled } from './proofs.js';
import { PublicLog } from './public-log.js';
import { Saboteur } from './sabotage.js';

const OFFICERS = 8;
const POLICIES = fileURLToPath(new URL('../../../policies', import.meta.url));

const { seed, only, json, sabotage } = readOptions(process.argv);
const started = performance.now();
const seconds = () => Math.round((performance.now() - started) / 1_000);
const say = (text: string) => void process.stderr.write(`${seconds()} s: ${text}\n`);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stopping.abort());

const directory = mkdtempSync(join(tmpdir(), 'humai-drill-'));
const phase = { now: 'start' };
const evidence = new Evidence<Drilled>(say, Object.keys(DRILLED) as Drilled[]);
const witness = evidence.witness('drill', () => phase.now);
say(`fault drill, seed ${seed}: ${only.join(', ')}`);

const random = new Random(seed);
const rows: Drill['rows'] = [];
let system: DistributedSystem | undefined;
try {
  system = await startSomewhere();
  const mint = (subject: string, role: string, area: string) => system!.issuer.mint({ subject, grants: [{ role, area }], days: 1 });
  const officers = await Promise.all(Array.from({ length: OFFICERS }, (_, i) => mint(`officer-${i + 1}`, 'county', '511504')));
  const ops = await mint('operator', 'ops', '');
  const kafka = new PlainKafka(system.addresses.eventFeed);
  const topics = await kafka.topics();
  const drill = new Drill({
    system, kafka, topics, log: new PublicLog(witness), random, office: new PatientOffice(system.url, ops), officer: officers[0]!, officers, ops, witness, evidence,
    saboteur: new Saboteur(sabotage), today: localDateOf(systemClock.now()), rulebook: loadRulebook(contexts, POLICIES), directory, phase, say,
  });
  await drill.begin();
  for (const fault of only) {
    if (stopping.signal.aborted) throw new Error('interrupted');
    await drill.run(fault);
    rows.push(drill.rows.at(-1)!);
  }
  await drill.end();
} catch (error) {
  witness.objects('faults', error instanceof Error ? (error.stack ?? error.message) : String(error));
} finally {
  await system?.stop();
}

const verdicts = evidence.verdicts();
// What no chosen fault brings about is not asked for.
const asked = verdicts.filter((v) => v.seen > 0 || v.problems > 0 || only.length === Object.keys(FAULTS).length);
const failed = asked.filter((v) => !v.passed).length;
if (json) process.stdout.write(`${JSON.stringify({ seed, seconds: seconds(), rows, verdicts: asked, passed: asked.length - failed, failed })}\n`);
else {
  const cells = rows.map((r) => [r.title, r.times, r.acknowledged, r.lost, r.doubled, r.reordered, r.readModelDifferences, r.parked, r.deadLetters, r.other, r.repeats, r.secondsToRecover.toFixed(1)] as const);
  console.log(`\n${tableOf(['fault', 'times', 'acknowledged', 'lost', 'doubled', 'reordered', 'read-model differences', 'parked', 'dead letters', 'other problems', 'repeats in Kafka', 'seconds to recover'], cells)}\n`);
  for (const { proof, passed, seen, problems } of asked) console.log(`${passed ? 'ok    ' : 'FAILED'} ${DRILLED[proof]} (${problems > 0 ? `${problems} problems in ` : ''}${seen.toLocaleString('en')} seen)`);
  console.log(`fault drill: ${seconds()} s, seed ${seed}`);
  console.log(`${asked.length - failed} passed, ${failed} failed`);
}
if (failed === 0) rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
else console.error(`what was found wrong is kept in ${directory}`);
process.exitCode = failed === 0 ? 0 : 1;

/** The ports are counted from the gateway's: somewhere all of them are free. */
async function startSomewhere(): Promise<DistributedSystem> {
  for (let tried = 1; ; tried += 1) {
    // Not by the seed: two drills may run at once.
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    try {
      return await DistributedSystem.start({ directory, port, empty: true, households: 1, signal: stopping.signal, say });
    } catch (error) {
      if (tried >= 10 || !(error instanceof Error && /is taken/.test(error.message))) throw error;
    }
  }
}
