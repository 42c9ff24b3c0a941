// `npm run bench`: what the system does, beside bare SQLite and a peer, in one run on one machine.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchAppend } from './append.js';
import { startRealServices } from '@humai/real-services';
import { benchDepartmentBatch } from './department-batch.js';
import { benchDistributed } from './distributed.js';
import { benchHttp } from './http.js';
import { benchKafka } from './kafka.js';
import { benchLog } from './log.js';
import { benchMongo } from './mongo.js';
import { type Measurement, rowsOf } from './measurement.js';
import { circumstances, documentOf, machineLine, tableOf } from './report.js';
import { Steps } from './steps.js';
import { benchTasks } from './tasks.js';

const USAGE = `npm run bench -- [options]
  --events <n>       events in the log that is replayed, rebuilt and asked: 20,000 to 10,000,000, 200,000 unless told
  --only <parts>     some of append, log, http, batch, tasks, kafka, mongo, distributed, separated by commas; the last three want real services:
                     HUMAI_BENCH_KAFKA_URL=kafka://…, HUMAI_BENCH_MONGO_URL=mongodb://…, or Java and Maven, and are left out unless named or one of these is given
  --json             prints [{ "row", "value", "unit", "baseline", "ratio" }]
  --write            writes docs/reference/benchmarks.md
  --directory <d>    where to work; on a disk, not in memory; .cache/bench unless told
`;
const PARTS = ['append', 'log', 'http', 'batch', 'tasks', 'kafka', 'mongo', 'distributed'] as const;
const REAL: readonly string[] = ['kafka', 'mongo', 'distributed'];
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

const { HUMAI_BENCH_KAFKA_URL: kafkaUrl, HUMAI_BENCH_MONGO_URL: mongoUrl } = process.env;

function readOptions() {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '200000' }, only: { type: 'string', default: PARTS.filter((p) => !REAL.includes(p) || (p === 'kafka' && kafkaUrl) || (p === 'mongo' && mongoUrl)).join() }, json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false }, directory: { type: 'string', default: join(root, '.cache', 'bench') }, help: { type: 'boolean', default: false },
    },
  });
  const [events, parts] = [Number(values.events), values.only.split(',')];
  if (!Number.isInteger(events) || events < 20_000 || events > 10_000_000) throw new TypeError('--events takes a number from 20000 to 10000000');
  const unknown = parts.find((p) => !(PARTS as readonly string[]).includes(p));
  if (unknown !== undefined) throw new TypeError(`--only takes ${PARTS.join(', ')}, not ${unknown}`);
  return { ...values, events, parts };
}

async function measure({ events, parts, directory }: ReturnType<typeof readOptions>): Promise<Readonly<{ measured: readonly Measurement[]; failed: boolean }>> {
  const steps = new Steps();
  mkdirSync(directory, { recursive: true });
  const scratch = mkdtempSync(join(directory, 'run-'));
  const discard = () => rmSync(scratch, { recursive: true, force: true });
  process.once('SIGINT', () => (discard(), process.exit(130)));
  try {
    const benches: Readonly<Record<(typeof PARTS)[number], () => Promise<readonly Measurement[]>>> = {
      append: () => benchAppend(scratch, steps),
      log: () => benchLog(scratch, events, steps),
      http: async () => [await steps.run('commands over HTTP', (progress) => benchHttp(scratch, progress))],
      batch: () => steps.run('a department batch', (progress) => benchDepartmentBatch(scratch, progress)),
      kafka: () => withReal('kafka', kafkaUrl, scratch, (url) => benchKafka(url, scratch, steps)),
      mongo: () => withReal('mongo', mongoUrl, scratch, (url) => benchMongo(url, steps)),
      distributed: () => steps.run('commands through separate services', (progress) => benchDistributed(scratch, progress)),
      tasks: async () => [await steps.run('tasks of a county', (progress) => benchTasks(scratch, progress))],
    };
    const measured: Measurement[] = [];
    let failed = false;
    for (const part of PARTS.filter((p) => parts.includes(p)))
      try {
        measured.push(...(await benches[part]()));
      } catch (error) {
        failed = true; // What the others have measured meanwhile is not lost.
        console.error(error);
      }
    return { measured, failed };
  } finally {
    discard();
  }
}

/** The server of that address, or one that is started for the occasion. */
async function withReal<T>(kind: 'kafka' | 'mongo', given: string | undefined, scratch: string, work: (url: string) => Promise<T>): Promise<T> {
  if (given) return work(given);
  const real = await startRealServices({ directory: join(scratch, 'real'), only: [kind] });
  try {
    return await work(kind === 'kafka' ? real.kafkaUrl : real.mongoUrl);
  } finally {
    await real.stop();
  }
}

try {
  const options = readOptions();
  if (options.help) process.stdout.write(USAGE);
  else {
    const { measured, failed } = await measure(options);
    const where = circumstances(['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(' '));
    if (options.write && !failed) writeFileSync(join(root, 'docs', 'reference', 'benchmarks.md'), documentOf(measured, where));
    console.log(options.json ? JSON.stringify(measured.flatMap(rowsOf), null, 2) : `${machineLine(where)}\n\n${tableOf(measured)}`);
    if (failed) process.exitCode = 1;
  }
} catch (error) {
  const usage = error instanceof TypeError;
  console.error(usage ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = usage ? 2 : 1;
}
