// `npm run bench`: what the system does, beside bare SQLite and a peer, in one run on one machine.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benchAppend } from './append.js';
import { benchDepartmentBatch } from './department-batch.js';
import { benchHttp } from './http.js';
import { benchKafka } from './kafka.js';
import { benchLog } from './log.js';
import { type Measurement, rowsOf } from './measurement.js';
import { circumstances, documentOf, machineLine, tableOf } from './report.js';
import { Steps } from './steps.js';
import { benchTasks } from './tasks.js';

const USAGE = `npm run bench -- [options]
  --events <n>       events in the log that is replayed, rebuilt and asked: 20,000 to 10,000,000, 200,000 unless told
  --only <parts>     some of append, log, http, batch, tasks, kafka, separated by commas; kafka needs a broker: HUMAI_BENCH_KAFKA_URL=kafka://host:port
  --json             prints [{ "row", "value", "unit", "baseline", "ratio" }]
  --write            writes docs/reference/benchmarks.md
  --directory <d>    where to work; on a disk, not in memory; .cache/bench unless told
`;
const PARTS = ['append', 'log', 'http', 'batch', 'tasks', 'kafka'] as const;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

const kafkaUrl = process.env['HUMAI_BENCH_KAFKA_URL'];

function readOptions() {
  const { values } = parseArgs({
    options: {
      events: { type: 'string', default: '200000' }, only: { type: 'string', default: PARTS.filter((p) => p !== 'kafka' || kafkaUrl !== undefined).join() }, json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false }, directory: { type: 'string', default: join(root, '.cache', 'bench') }, help: { type: 'boolean', default: false },
    },
  });
  const [events, parts] = [Number(values.events), values.only.split(',')];
  if (!Number.isInteger(events) || events < 20_000 || events > 10_000_000) throw new TypeError('--events takes a number from 20000 to 10000000');
  const unknown = parts.find((p) => !(PARTS as readonly string[]).includes(p));
  if (unknown !== undefined) throw new TypeError(`--only takes ${PARTS.join(', ')}, not ${unknown}`);
  if (parts.includes('kafka') && kafkaUrl === undefined) throw new TypeError('kafka needs HUMAI_BENCH_KAFKA_URL');
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
      kafka: () => benchKafka(kafkaUrl!, scratch, steps),
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
