import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { daysAgo, documentNumber } from './testing/people.js';
import { type Ran, System } from './testing/system.js';

const AREA = '511504';
const folder = mkdtempSync(join(tmpdir(), 'humai-e2e-by-url-'));
const nothing = join(folder, 'nothing');
const file = (name: string) => join(folder, name);
const YEAR = new Date().getUTCFullYear() - 1;
const PERIOD = ['--from', `${YEAR}-01-01`, '--to', `${YEAR}-12-30`];
type Told = Readonly<Record<string, unknown>>;

/** A server on loopback that answers every request alike. */
async function strange(status: number, headers: Readonly<Record<string, string>>, body: string): Promise<Server> {
  const server = createServer((_, response) => void response.writeHead(status, headers).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const complaint = ({ stdout }: Ran) => (JSON.parse(stdout) as { error: { code: string; message: string } }).error;

describe('the command line by URL', () => {
  const system = new System();
  let grants: Readonly<Record<string, string>>;
  let household = '';

  beforeAll(async () => {
    // A simulated past of its own: what is compared needs something in it.
    await system.json(['simulate', '--area', AREA, '--households', '150', ...PERIOD, '--seed', '3', '--register', file('register.csv')]);
    await system.start();
    const list = await system.humai(['export', 'read-model', 'identification.households', '--format', 'ndjson', '--filter', 'status=ENROLLED']);
    household = (JSON.parse(list.stdout.split('\n')[0]!) as { id: string }).id;
    grants = Object.fromEntries(await Promise.all(['county', 'auditor', 'ops'].map(async (role) => [role, await system.token(role, '', `by-url-${role}`)] as const)));
    grants = { ...grants, village: await system.token('village', '110101001001', 'by-url-elsewhere') };
  }, 120_000);
  afterAll(async () => {
    await system.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  const byUrl = (role: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    system.humai(args, { HUMAI_DATA: nothing, HUMAI_URL: system.url, HUMAI_TOKEN: grants[role]!, ...env });

  /** The same command at the directory and by URL, which must end alike and say the same. */
  async function both(role: string, args: readonly string[]): Promise<Ran> {
    const [here, there] = [await system.humai(args), await byUrl(role, args)];
    expect({ code: there.code, said: parsed(there.stdout) }).toEqual({ code: here.code, said: parsed(here.stdout) });
    return there;
  }
  const parsed = (text: string): unknown => {
    try {
      const { readModels, ...rest } = JSON.parse(text) as { readModels?: Told[] };
      // How long it took is never the same.
      return readModels ? { ...rest, readModels: readModels.map(({ seconds: _, ...model }) => model) } : rest;
    } catch {
      return text;
    }
  };

  it.each<[string, string, (h: string) => readonly string[]]>([
    ['history', 'auditor', (h) => ['history', h]], ['history then', 'auditor', (h) => ['history', h, '--known-at', `${YEAR}-06-30`, '--true-on', `${YEAR}-05-31`]],
    ['why', 'auditor', (h) => ['why', h]], ['why then', 'auditor', (h) => ['why', h, '--known-at', `${YEAR}-06-30`]],
    ['verify', 'auditor', () => ['verify']],
    ['assess', 'auditor', () => ['assess', '--year', String(YEAR), '--area', AREA]], ['assess then', 'auditor', () => ['assess', '--year', String(YEAR), '--area', AREA, '--known-at', `${YEAR}-06-30`]],
    ['rebuild of one', 'ops', () => ['rebuild', 'identification.households']], ['rebuild', 'ops', () => ['rebuild', '--all']],
    ['parked list', 'ops', () => ['parked', 'list']],
  ])('%s is the same as at the directory', async (_, role, args) => {
    const { code, stdout } = await both(role, [...args(household), '--json']);
    expect([code, stdout.length > 10]).toEqual([0, true]);
  }, 60_000);

  it.each([['enrolment', ['--category', 'C1']], ['clearing', ['--mode', 'NATURAL']]] as const)('why --before %s is the same as at the directory', async (before, more) => {
    const { stdout } = await both('county', ['why', household, '--before', before, ...more, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ household, ready: false });
  });

  it.each([
    ['the log', 'auditor', ['events']], ['a part of the log', 'auditor', ['events', '--after', '20', '--types', 'identification.HouseholdEnrolled.v1']],
    ['a read model', 'county', ['read-model', 'identification.households']], ['a part of one', 'county', ['read-model', 'identification.households', '--area', '511504', '--format', 'ndjson', '--filter', 'status=ENROLLED']],
  ])('an export of %s is the same, to a file too', async (_, role, args) => {
    const { code, stdout } = await both(role, ['export', ...args]);
    expect([code, stdout.split('\n').length > 3]).toEqual([0, true]);
    expect((await byUrl(role, ['export', ...args, '--out', file('out')])).code).toBe(0);
    expect(readFileSync(file('out'), 'utf8')).toBe(stdout);
  });

  it('a register is imported with the same report, and once', async () => {
    const dry = await both('county', ['import', file('register.csv'), '--dry-run', '--json']);
    expect(JSON.parse(dry.stdout)).toMatchObject({ rejected: 0 });
    const first = JSON.parse((await byUrl('county', ['import', file('register.csv'), '--json'])).stdout) as { accepted: number; unchanged: number; rejected: number; errors: unknown };
    expect(first.accepted + first.unchanged).toBeGreaterThan(100);
    const again = JSON.parse((await system.humai(['import', file('register.csv'), '--json'])).stdout) as Told;
    expect(again).toEqual({ accepted: 0, unchanged: first.accepted + first.unchanged, rejected: first.rejected, events: 0, errors: first.errors });
  }, 60_000);
  it('a data batch is judged and taken with the same report, and once', async () => {
    const rows = [['身份证号', '姓名', '诊断', '单次住院自付费用(元)', '年度累计自付费用(元)', '出院日期'], [documentNumber('1990-01-01', 77), '路人', '某病', '99999', '99999', daysAgo(3)], [documentNumber('1990-01-01', 79), '路人', '某病', '-1', '1', daysAgo(3)]];
    writeFileSync(file('batch.csv'), rows.map((cells) => cells.join(',')).join('\n'));
    const data = ['data', 'medical-insurance', file('batch.csv'), '--period', daysAgo(0).slice(0, 7), '--json'];
    expect(JSON.parse((await both('county', [...data, '--dry-run'])).stdout)).toMatchObject({ rows: 2, rejected: 1, errors: [expect.objectContaining({ row: 3, code: 'DATA.NEGATIVE' })] });
    const taken = await byUrl('county', data);
    expect([taken.code, await system.humai(data)]).toEqual([1, taken]);
  });

  it('doctor looks at every connection', async () => {
    const { code, stdout } = await byUrl('ops', ['doctor', '--json']);
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: { name: string; ok: boolean; detail: string }[] };
    expect([code, ok, checks.filter((c) => !c.ok)]).toEqual([0, true, []]);
    expect(checks.map((c) => c.name)).toEqual(['node', 'address', 'health', 'server/event-store', 'server/read-models', 'token', 'status', 'event-store', 'read-models']);
    expect(checks.find((c) => c.name === 'token')?.detail).toMatch(/^by-url-ops: ops whole country, good until 2/);
  });

  it.each([
    [['history', 'nobody'], 'auditor', 'SUBJECT.NOT_FOUND', 1], [['history', 'nobody', '--known-at', 'soon'], 'auditor', 'SHAPE.INVALID', 2], [['rebuild', 'nothing'], 'ops', 'READ_MODEL.UNKNOWN', 1],
    [['parked', 'retry', 'nothing'], 'ops', 'SUBJECT.NOT_FOUND', 1], [['parked', 'discard', 'nothing', '--reason', 'x'], 'ops', 'SUBJECT.NOT_FOUND', 1], [['assess', '--year', '2021', '--area', '999999'], 'auditor', 'AREA.UNKNOWN', 1],
    [['export', 'read-model', 'nothing'], 'auditor', 'READ_MODEL.UNKNOWN', 1], [['export', 'read-model', 'identification.households', '--filter', 'x=1'], 'auditor', 'SHAPE.INVALID', 2],
  ] as const)('%j is refused as at the directory', async (args, role, code, exit) => {
    const there = await both(role, [...args, '--json']);
    expect([complaint(there).code, there.code]).toEqual([code, exit]);
  });

  it.each([['up'], ['token', '--role', 'ops', '--area', ''], ['simulate', '--area', AREA, ...PERIOD, '--register', file('never.csv')]])('%s needs a directory', async (...args) => {
    const { code, stderr } = await byUrl('ops', args);
    expect([code, stderr]).toEqual([2, `This command works on a data directory, not on ${system.url}: run it without HUMAI_URL and --url [USAGE.NEEDS_DIRECTORY]\n`]);
    expect([existsSync(nothing), existsSync(file('never.csv'))]).toEqual([false, false]);
  });

  it('takes the address as an option, before or after the command, and the token from a file', async () => {
    writeFileSync(file('token'), `${grants['auditor']}\n`);
    const env = { HUMAI_DATA: nothing, HUMAI_TOKEN_FILE: file('token') };
    for (const args of [['--url', system.url, 'verify', '--json'], ['verify', '--url', system.url, '--json']]) expect(await system.humai(args, env)).toMatchObject({ code: 0, stderr: '' });
  });
  it('says on the terminal that what it shows is made up', async () => {
    expect((await byUrl('auditor', ['verify'])).stderr).toBe('Note: this past was simulated.\n');
  });

  it('refuses a wrong token, a wrong role and a wrong area, each with what can be done', async () => {
    expect(complaint(await byUrl('ops', ['verify', '--json'], { HUMAI_TOKEN: 'no.good.token' }))).toEqual({ code: 'IDENTITY.INVALID', message: 'The token is invalid or has expired: give another one in HUMAI_TOKEN or HUMAI_TOKEN_FILE' });
    expect(complaint(await byUrl('county', ['verify', '--json'])).message).toBe('This needs one of the roles: auditor, ops; the rights of this token: county whole country');
    expect(complaint(await byUrl('village', ['history', household, '--json']))).toMatchObject({ code: 'PERMISSION.AREA', message: expect.stringMatching(/; the rights of this token: village 110101001001$/) });
    expect((await byUrl('village', ['history', household], { HUMAI_LANG: 'zh' })).stderr).toMatch(/;所用令牌的权限:village 110101001001 \[PERMISSION\.AREA\]\n$/);
  });
  it('doctor tells a bad token from one that may not see how the system runs', async () => {
    const checks = async (role: string, env = {}) => (JSON.parse((await byUrl(role, ['doctor', '--json'], env)).stdout) as { checks: { name: string; ok: boolean; advice: string }[] }).checks.filter((c) => !c.ok).map((c) => [c.name, c.advice]);
    expect(await checks('ops', { HUMAI_TOKEN: 'no.good.token' })).toEqual([['token', 'give another token in HUMAI_TOKEN or HUMAI_TOKEN_FILE']]);
    expect(await checks('county')).toEqual([['status', 'how it runs is shown to a token with the role ops or auditor for the whole country']]);
  });

  it('names nonsense in the environment, all of it at once', async () => {
    const { code, stderr } = await system.humai(['verify'], { HUMAI_URL: 'humai.example', HUMAI_TOKEN: '' });
    expect([code, /HUMAI_URL: the base address .*HUMAI_TOKEN: HUMAI_URL needs a token/.test(stderr)]).toEqual([2, true]);
  });
  it('tells apart nobody there, no such host, no encryption, another address and something else', async () => {
    const gone = await strange(200, {}, '');
    const away = addressOf(gone);
    await new Promise((resolve) => gone.close(resolve));
    const page = await strange(200, { 'content-type': 'text/html' }, '<html>');
    const moved = await strange(301, { location: 'https://humai.example/' }, '');
    const met = async (url: string) => {
      const ran = await byUrl('ops', ['verify', '--json'], { HUMAI_URL: url });
      return [ran.code, complaint(ran).code, complaint(ran).message];
    };
    try {
      expect(await met(away)).toEqual([1, 'SERVER.UNREACHABLE', `Cannot reach ${away}: nobody listens there (ECONNREFUSED)`]);
      expect((await met('http://no-such-host.invalid'))[1]).toBe('SERVER.UNREACHABLE');
      expect((await met(system.url.replace('http:', 'https:')))[1]).toBe('SERVER.TLS');
      expect((await met(addressOf(moved)))[1]).toBe('SERVER.MOVED');
      expect((await met(addressOf(page)))[1]).toBe('SERVER.NOT_HUMAI');
      const { code, stdout } = await byUrl('ops', ['doctor', '--json'], { HUMAI_URL: away });
      expect([code, (JSON.parse(stdout) as { checks: { name: string; ok: boolean }[] }).checks.map((c) => [c.name, c.ok])]).toEqual([1, [['node', true], ['address', false]]]);
    } finally {
      page.close();
      moved.close();
    }
  });
  it('has touched no directory', () => expect(existsSync(nothing)).toBe(false));
});
