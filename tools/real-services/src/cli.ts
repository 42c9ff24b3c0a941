// `npm run real:up`, `real:down`, `real:status`: a real Kafka and a MongoDB-protocol server that stay up until told to go.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kind } from './libraries.js';
import { answers, NAMES, RealService } from './service.js';
import { DEFAULT_DIRECTORY, DEFAULT_PORTS } from './services.js';

type Known = Readonly<{ pid: number; port: number; url: string }>;
const KINDS = ['kafka', 'mongo'] as const;
const STOP_WITHIN_MS = 20_000;

const stateFile = (kind: Kind): string => join(DEFAULT_DIRECTORY, `${kind}.json`);

/** The one of ours that runs; null when none does. A pid that somebody else has by now is not ours. */
function running(kind: Kind): Known | null {
  if (!existsSync(stateFile(kind))) return null;
  const known = JSON.parse(readFileSync(stateFile(kind), 'utf8')) as Known;
  try {
    process.kill(known.pid, 0);
    const commandLine = `/proc/${known.pid}/cmdline`;
    return existsSync(commandLine) && !readFileSync(commandLine, 'utf8').includes('java') ? null : known;
  } catch {
    return null;
  }
}

async function up(): Promise<void> {
  mkdirSync(DEFAULT_DIRECTORY, { recursive: true });
  await Promise.all(KINDS.map(async (kind) => {
    const known = running(kind);
    if (known && (await answers(known.port))) return console.log(`${NAMES[kind]} is up: ${known.url}`);
    const service = await RealService.start({ kind, directory: join(DEFAULT_DIRECTORY, kind), port: DEFAULT_PORTS[kind], detached: true });
    writeFileSync(stateFile(kind), JSON.stringify({ pid: service.pid!, port: DEFAULT_PORTS[kind], url: service.url } satisfies Known));
    console.log(`${NAMES[kind]} was started: ${service.url}`);
  }));
}

async function down(): Promise<void> {
  for (const kind of KINDS) {
    const known = running(kind);
    if (!known) console.log(`${NAMES[kind]} does not run`);
    else {
      process.kill(known.pid, 'SIGTERM');
      const end = Date.now() + STOP_WITHIN_MS;
      while (running(kind) && Date.now() < end) await sleep(100);
      if (running(kind)) process.kill(known.pid, 'SIGKILL');
      console.log(`${NAMES[kind]} was stopped`);
    }
    rmSync(stateFile(kind), { force: true });
  }
}

async function status(): Promise<void> {
  for (const kind of KINDS) {
    const known = running(kind);
    console.log(known && (await answers(known.port)) ? `${NAMES[kind]} is up: ${known.url} (process ${known.pid})` : `${NAMES[kind]} does not run`);
  }
}

const commands: Readonly<Record<string, () => Promise<void>>> = { up, down, status };
try {
  const command = commands[process.argv[2] ?? ''];
  if (!command) throw new Error('one of up, down, status');
  await command();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
