// Does `npm start` work? Starts it in an empty data directory on a free port, waits until it is ready, looks at the first pages and stops it as Ctrl-C does.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const READY_WITHIN_S = Number(process.env.SMOKE_READY_SECONDS ?? 180);
const STOP_WITHIN_S = 20;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const started = performance.now();
const say = (text) => console.log(`[smoke ${((performance.now() - started) / 1000).toFixed(1).padStart(5)} s] ${text}`);
const fail = (text) => {
  throw new Error(text);
};

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const port = await freePort();
const url = `http://127.0.0.1:${port}`;
const data = mkdtempSync(join(tmpdir(), 'humai-smoke-'));

// A process group of its own, so that SIGINT reaches npm and the server together, as from a terminal.
const child = spawn('npm', ['start'], {
  cwd: root,
  env: { ...process.env, HUMAI_PORT: String(port), HUMAI_DATA: data },
  stdio: ['ignore', 'pipe', 'pipe'],
  detached: true,
});
let output = '';
for (const stream of [child.stdout, child.stderr])
  stream.on('data', (chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  });
const ended = new Promise((resolve) => {
  child.on('error', (error) => resolve({ code: null, signal: error.message }));
  child.on('close', (code, signal) => resolve({ code, signal }));
});
let running = true;
void ended.then(() => (running = false));
const signalGroup = (signal) => {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nothing of the group is left.
  }
};
const cleanUp = () => {
  signalGroup('SIGKILL');
  rmSync(data, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    cleanUp();
    process.exit(130);
  });

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const within = (seconds, promise, what) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error(`${what}: not within ${seconds} s`)), seconds * 1000).unref())]);

async function untilReady() {
  const end = performance.now() + READY_WITHIN_S * 1000;
  let last = 'no answer';
  while (performance.now() < end) {
    if (!running) fail('the server ended before it was ready');
    try {
      const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5000) });
      if (answer.status === 200) return;
      last = `status ${answer.status}`;
    } catch (error) {
      last = error.cause?.code ?? error.message;
    }
    await sleep(200);
  }
  fail(`not ready within ${READY_WITHIN_S} s (last: ${last})`);
}

/** Fetches a page and checks status, media type and a text in it. */
async function expectPage(path, status, type, text) {
  const answer = await fetch(`${url}${path}`, { signal: AbortSignal.timeout(10_000) });
  const body = await answer.text();
  if (answer.status !== status) fail(`GET ${path}: status ${answer.status} instead of ${status}`);
  if (!(answer.headers.get('content-type') ?? '').includes(type)) fail(`GET ${path}: ${answer.headers.get('content-type')} instead of ${type}`);
  if (!body.includes(text)) fail(`GET ${path}: no "${text}" in the answer`);
  say(`GET ${path}: ${status}, ${body.length} characters`);
}

try {
  await untilReady();
  say('ready');
  await expectPage('/health/live', 200, 'json', '');
  await expectPage('/docs', 200, 'html', 'swagger');
  await expectPage('/docs-json', 200, 'json', '"openapi":"3.1');
  await expectPage('/docs/contracts', 200, 'html', '/docs/asyncapi.json');
  await expectPage('/docs/asyncapi.json', 200, 'json', '"asyncapi": "3.0.0"');
  await expectPage('/metrics', 200, 'text/plain', '# TYPE');
  // npm passes a terminal's Ctrl-C on to the server, which has had it already: both must end in one clean stop.
  signalGroup('SIGINT');
  const { code, signal } = await within(STOP_WITHIN_S, ended, 'stopping on Ctrl-C');
  if (code !== 0) fail(`npm start ended with ${signal ?? `exit code ${code}`} after Ctrl-C instead of exit code 0`);
  const left = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(2000) }).then(() => true, () => false);
  if (left) fail('the server still answers after npm start ended');
  say('stopped clean');
} catch (error) {
  console.error(`smoke failed: ${error.message}${output === '' ? ' (npm start printed nothing)' : ''}`);
  process.exitCode = 1;
} finally {
  cleanUp();
}
