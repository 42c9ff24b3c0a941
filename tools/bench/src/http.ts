import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text as readText } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { openEmbeddedIssuer } from '@humai/auth';
import { holderOf } from '@humai/event-store-sqlite';
import { idOf } from './household-life.js';
import { type Measurement, type Progress, quantile, secondsSince } from './measurement.js';
import { PEER } from './peer.js';

const RATE = 200;
const SECONDS = 15;
const WARM_UP_SECONDS = 4;
const HOUSEHOLDS = 400;
const SETTING_UP_AT_ONCE = 8;
const START_MS = 60_000;
const AREA = '511504101';

/** A server in a process of its own, and how to call it. */
type Server = Readonly<{ url: string; headers: Readonly<Record<string, string>>; stop(): Promise<void> }>;

const program = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** The whole system, as `npm start` runs it, on an empty directory. */
async function startHumai(directory: string): Promise<Server> {
  const child = spawn(process.execPath, [program('../../../apps/humai/dist/main.js')], {
    env: { ...process.env, HUMAI_DATA: directory, HUMAI_PORT: '0', HUMAI_LOG: 'error' }, stdio: ['ignore', process.stderr, 'inherit'],
  });
  const start = performance.now();
  let url: string | undefined;
  while (!(url = holderOf(directory)?.url)) {
    if (child.exitCode !== null || secondsSince(start) * 1_000 > START_MS) {
      await stopped(child);
      throw new Error('apps/humai did not start');
    }
    await sleep(100);
  }
  const token = await (await openEmbeddedIssuer(directory)).mint({ subject: 'bench', grants: [{ role: 'township', area: AREA }], days: 1 });
  return { url, headers: { authorization: `Bearer ${token}` }, stop: () => stopped(child) };
}

/** A bare HTTP server that stores the same command as one row, durably. */
async function startPlain(kind: 'plain' | 'peer', file: string, like: string): Promise<Server> {
  const child = spawn(process.execPath, [program('../dist/plain-server.js'), kind, file, like], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = (await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'exit').then(() => [''])])) as [string];
  if (!url) throw new Error(`the ${kind} server did not start`);
  return { url, headers: {}, stop: () => stopped(child) };
}

class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 128 });
  #keys = 0;

  constructor(private readonly server: Server) {}

  post(path: string, body: unknown): Promise<void> {
    const { url, headers } = this.server;
    const text = JSON.stringify(body);
    this.#keys += 1;
    return new Promise((resolve, reject) => {
      const sent = request(`${url}${path}`, {
        method: 'POST', agent: this.#agent,
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), 'idempotency-key': `bench-${this.#keys}` },
      }, (answer) => {
        readText(answer).then((told) => {
          if (answer.statusCode === 200) resolve();
          else reject(new Error(`${path}: ${answer.statusCode} ${told}`));
        }, reject);
      });
      sent.once('error', reject).end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

const household = (n: number): string => idOf(n % HOUSEHOLDS, 0);
const member = (relation: string, name: string) => ({ relation, labour: 'ORDINARY', name });

async function register(client: Client): Promise<void> {
  const one = async (first: number) => {
    for (let n = first; n < HOUSEHOLDS; n += SETTING_UP_AT_ONCE)
      await client.post(`/v1/identification/households/${household(n)}/register-household`, { village: `${AREA}201`, kind: 'GENERAL', members: [member('01', `甲${n}`), member('02', `乙${n}`)] });
  };
  await Promise.all(Array.from({ length: SETTING_UP_AT_ONCE }, (_, first) => one(first)));
}

/** A clue on every other household in turn and a year's income on the rest. */
const command = (n: number): readonly [path: string, body: unknown] =>
  n % 2 === 0
    ? [`/v1/identification/households/${household(n)}/report-clue`, { clueId: idOf(n, 2), channel: 'CADRE_VISIT', riskTypes: ['01'], source: '入户走访' }]
    : [`/v1/identification/households/${household(n)}/record-income`, { year: 2000 + (Math.floor(n / HOUSEHOLDS) % 100), incomePerHeadFen: 640_000 + n }];

/** Milliseconds of each request from when it was due, so that a server that falls behind is not spared. */
async function load(client: Client, first: number, seconds: number): Promise<number[]> {
  const [count, start] = [RATE * seconds, performance.now()];
  const dueAt = (i: number) => start + (i * 1_000) / RATE;
  const answers: Promise<number>[] = [];
  for (let i = 0; i < count; i += 1) {
    const wait = dueAt(i) - performance.now();
    if (wait > 0) await sleep(wait);
    const answer = client.post(...command(first + i)).then(() => performance.now() - dueAt(i));
    answer.catch(() => undefined); // The first failure is reported below, not on its own.
    answers.push(answer);
  }
  return Promise.all(answers);
}

async function p95Of(server: Server, settingUp: boolean): Promise<number> {
  const client = new Client(server);
  try {
    if (settingUp) await register(client);
    await load(client, 0, WARM_UP_SECONDS);
    return quantile(await load(client, RATE * WARM_UP_SECONDS, SECONDS), 0.95);
  } finally {
    client.close();
    await server.stop();
  }
}

export async function benchHttp(scratch: string, progress: Progress): Promise<Measurement> {
  const directory = join(scratch, 'http');
  const value = await p95Of(await startHumai(directory), true);
  progress(1, 3);
  const plain = await p95Of(await startPlain('plain', join(scratch, 'http-plain.sqlite'), directory), false);
  progress(2, 3);
  const peer = await p95Of(await startPlain('peer', join(scratch, 'http-peer.sqlite'), directory), false);
  return {
    row: `command over HTTP, all contexts in one process, ${RATE} requests/s: p95`, value, unit: 'ms', goal: { most: 20 },
    baselines: [{ name: 'node:http and node:sqlite, one row committed, nothing checked', value: plain }, { name: `node:http and ${PEER}, one event appended, nothing checked`, value: peer }],
  };
}
