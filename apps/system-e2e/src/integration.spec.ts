// What others run to work with Humai, against the running product: the client, and the example that has only HTTP.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Humai, HumaiProblem } from '@humai/client';
import { daysAgo, documentNumber } from './testing/people.js';
import { System } from './testing/system.js';

const VILLAGE = '511504001004';
const EXAMPLE = fileURLToPath(new URL('../../../examples/read-log-over-http.mjs', import.meta.url));
const system = new System();
const files = mkdtempSync(join(tmpdir(), 'humai-integration-'));
let officer: Humai;
let reader: Humai;
let readersToken: string;

beforeAll(async () => {
  await system.start();
  const officersToken = await system.token('township', '511504001000', 'township-1');
  readersToken = await system.token('service', '000000', 'other-system');
  officer = new Humai({ baseUrl: system.url, token: async () => officersToken, language: 'en' });
  reader = new Humai({ baseUrl: system.url, token: readersToken });
}, 120_000);
afterAll(async () => {
  await system.remove();
  rmSync(files, { recursive: true, force: true });
});

let people = 0;
const register = (id: string, more: object = {}) =>
  officer.command('/v1/identification/households/{id}/register-household', {
    id, ...more,
    data: {
      registerNumber: `5115040010041${id.slice(1).padStart(4, '0')}`, village: VILLAGE, kind: 'GENERAL', effectiveOn: daysAgo(30),
      members: [{ relation: '01', labour: 'ORDINARY', name: '测甲', documentNumber: documentNumber('1970-03-01', (people += 1)) }],
    },
  });
const failure = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => undefined, (error: unknown) => error);

describe('the running product', () => {
  it('shows the topics and the schemas of events as they are committed, and all routes of the services', async () => {
    const committed = (path: string) => JSON.parse(readFileSync(new URL(`../../../contracts/${path}`, import.meta.url), 'utf8')) as { paths: object };
    const shown = async (path: string) => (await fetch(`${system.url}${path}`)).json() as Promise<{ paths: object; channels: Record<string, { messages: object }> }>;
    const topics = await shown('/docs/asyncapi.json');
    expect(topics).toEqual(committed('asyncapi.json'));
    for (const type of Object.values(topics.channels).flatMap(({ messages }) => Object.keys(messages)).filter((name) => name !== 'DeadLetter'))
      expect(await shown(`/docs/events/${type}.json`)).toEqual(committed(`events/${type}.json`));
    const routes = ['identification', 'assistance', 'relocation', 'assessment', 'ledger'].flatMap((service) => Object.keys(committed(`openapi/${service}.json`).paths));
    expect(Object.keys((await shown('/docs-json')).paths).sort()).toEqual(routes.sort());
  });
});

describe('the client', () => {
  it('gives a command, sees what it did, and has no second effect with the same key', async () => {
    const done = await register('h1', { key: 'once' });
    expect(done).toMatchObject({ stream: 'household-h1', events: expect.arrayContaining(['identification.HouseholdRegistered.v1']) });
    people -= 1;
    expect(await register('h1', { key: 'once' })).toEqual(done);
    const { item, position } = await officer.one('/v1/identification/households', 'h1', { atLeast: done.position });
    expect([item.village, position >= done.position]).toEqual([VILLAGE, true]);
  });

  it('throws a refusal with its code, in the language that was asked for', async () => {
    const error = await failure(officer.command('/v1/identification/households/{id}/report-clue', { id: 'nobody', data: { channel: 'CADRE_VISIT', riskTypes: ['02'], occurredOn: daysAgo(3), foundOn: daysAgo(1) } as never }));
    expect(error).toBeInstanceOf(HumaiProblem);
    expect(error).toMatchObject({ status: expect.any(Number), code: expect.stringMatching(/^[A-Z_]+\.[A-Z_]+$/), detail: expect.stringMatching(/^[\x20-\x7e]+$/) });
    expect(await failure(officer.command('/v1/identification/households/{id}/register-household', { id: 'h1', data: {} as never, revision: 99 }))).toMatchObject({ code: 'SHAPE.INVALID', status: 400 });
    expect(await failure(new Humai({ baseUrl: system.url, token: 'none' }).page('/v1/identification/households', {}))).toMatchObject({ code: 'IDENTITY.INVALID', status: 401 });
  });

  it('walks all pages of a question', async () => {
    for (const id of ['h2', 'h3', 'h4', 'h5']) await register(id);
    const { position } = await register('h6');
    const ids: string[] = [];
    for await (const household of officer.all('/v1/identification/households', { area: VILLAGE, limit: 2 }, { atLeast: position })) ids.push(household.id);
    expect(ids.sort()).toEqual(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);
    expect((await officer.page('/v1/identification/households', { area: VILLAGE, limit: 2 })).items).toHaveLength(2);
  });

  it('reads the log from a position, and follows it', async () => {
    const positions: number[] = [];
    for await (const event of reader.events({ types: ['identification.HouseholdRegistered.v1'] })) positions.push(event.position);
    expect(positions).toHaveLength(6);
    const followed = reader.events({ after: positions[3]!, types: ['identification.HouseholdRegistered.v1'], follow: true });
    const next = async () => (await followed.next()).value?.stream;
    expect([await next(), await next()]).toEqual(['household-h5', 'household-h6']);
    const coming = next();
    await register('h7');
    expect(await coming).toBe('household-h7');
    await followed.return(undefined);
  });
});

describe('the example that has only HTTP', () => {
  const file = join(files, 'handled.ndjson');
  let running: ChildProcess | undefined;
  afterAll(() => void running?.kill('SIGKILL'));
  const handled = (): string[] => {
    try {
      return readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => (JSON.parse(line) as { household: string }).household);
    } catch {
      return [];
    }
  };
  const run = (...args: string[]) => (running = spawn(process.execPath, [EXAMPLE, file, ...args], { stdio: 'inherit', env: { ...process.env, HUMAI_URL: system.url, HUMAI_TOKEN: readersToken } }));
  const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const until = async (count: number) => {
    for (let n = 0; n < 1_000 && handled().length < count; n += 1) await sleep(20);
    return handled();
  };

  it('handles what stands in the log, once', async () => {
    const all = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7'];
    expect([await ended(run()), handled()]).toEqual([0, all]);
    expect([await ended(run()), handled()]).toEqual([0, all]);
  });

  it('follows the log, is killed, goes on, and survives that the service is started again', async () => {
    const first = run('--follow');
    await register('h8');
    expect(await until(8)).toContain('h8');
    first.kill('SIGKILL');
    await ended(first);
    await register('h9');
    const second = run('--follow');
    expect(await until(9)).toContain('h9');
    await system.stop();
    await system.start();
    second.kill('SIGKILL'); // the service has another port now
    await ended(second);
    officer = new Humai({ baseUrl: system.url, token: await system.token('township', '511504001000', 'township-1') });
    await register('h10');
    run('--follow');
    expect(await until(10)).toEqual(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7', 'h8', 'h9', 'h10']);
  }, 120_000);

  it('ends when it is refused', async () => {
    running?.kill('SIGKILL');
    const child = spawn(process.execPath, [EXAMPLE, join(files, 'none')], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, HUMAI_URL: system.url, HUMAI_TOKEN: await system.token('village', VILLAGE, 'v') } });
    let said = '';
    child.stderr.on('data', (text: Buffer) => (said += text.toString()));
    expect(await ended(child)).toBe(1);
    expect(said).toContain('PERMISSION.ROLE');
  });
});
