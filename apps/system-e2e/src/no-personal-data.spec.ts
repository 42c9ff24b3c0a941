import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Collector } from './testing/collector.js';
import { Officer } from './testing/officer.js';
import { daysAgo, documentNumber } from './testing/people.js';
import { isDistributed, System } from './testing/system.js';

// People that nobody is, planted wherever somebody might write or send them, and then looked for wherever the system keeps or tells something.
const TOWNSHIP = '511504001000';
const NUMBER = '51150400100400001';
const NAMES = ['测某某甲', '测某某乙', '测某某丙'];
const DOCUMENTS = [documentNumber('1970-03-01', 11), documentNumber('1972-05-02', 12), documentNumber('1980-01-01', 21)];
const PHONES = ['13800000001', '13900000002', '13700000003'];
const planted = [...NAMES, ...DOCUMENTS, ...PHONES];
const [name, document, phone] = [NAMES[2]!, DOCUMENTS[2]!, PHONES[2]!];

const collector = new Collector();
const files = mkdtempSync(join(tmpdir(), 'humai-e2e-planted-'));
let system: System;
let township: Officer;
let told = '';

const on = (command: string, household: string = NUMBER) => `/v1/identification/households/${encodeURIComponent(household)}/${command}`;
const clue = { clueId: 'clue-1', channel: 'SELF_REPORT', riskTypes: ['01'] };
const member = (i: number) => ({ name: NAMES[i], documentNumber: DOCUMENTS[i], phone: PHONES[i], relation: i === 0 ? '01' : '02', labour: 'ORDINARY', attributes: { 备注: `${NAMES[i]} ${PHONES[i]}` } });

/** Sends what `fetch` and JSON would not let through. */
const raw = (method: string, path: string, body: string, headers: Record<string, string>) =>
  new Promise<number>((resolve, reject) => {
    const sent = request(`${system.url}${path}`, { method, headers }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode!));
    });
    sent.once('error', reject);
    sent.end(body);
  });

beforeAll(async () => {
  system = new System(undefined, { ...(await collector.listen()), HUMAI_LOG: 'debug' });
  await system.start();
  township = await Officer.appointed(system, 'township', TOWNSHIP);
}, 240_000);
afterAll(async () => {
  await system.remove();
  await collector.close();
  rmSync(files, { recursive: true, force: true });
});

describe('people are planted', () => {
  it('in a register, with rows that are wrong', async () => {
    const rows = [
      ['户编号', '姓名', '证件号码', '联系电话', '与户主关系', '劳动技能', '户类型', '村', '乡'],
      [NUMBER, NAMES[0], DOCUMENTS[0], PHONES[0], '户主', '普通劳动力', '一般农户', '振兴社区', '柏溪街道'],
      [NUMBER, NAMES[1], DOCUMENTS[1], PHONES[1], '配偶', '普通劳动力', '一般农户', '振兴社区', '柏溪街道'],
      ['2', name, `${document.slice(0, 17)}${document.endsWith('0') ? '1' : '0'}`, phone, '户主', '普通劳动力', '一般农户', '振兴社区', '柏溪街道'],
      ['3', document, name, name, phone, name, phone, name, document],
    ];
    const file = join(files, `${name}.csv`);
    writeFileSync(file, rows.map((cells) => cells.join(',')).join('\r\n'));
    const { stdout } = await system.humai(['import', file, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ accepted: 2, rejected: 2 });
  }, 60_000);

  it('in commands that are taken, where they belong, and in words that people type', async () => {
    await township.does(on('register-household', 'h-1'), { registerNumber: '4', village: '511504001004', kind: 'GENERAL', members: [{ ...member(2), relation: '01' }] });
    expect((await township.get('/v1/identification/households/h-1/members?purpose=visit')).body).toMatchObject({ items: [{ name }] });
    for (const text of [document, phone, `call ${phone}`]) expect(await township.isRefused(on('report-clue'), { ...clue, source: text })).toBe('EVENT.PERSONAL_DATA');
    await township.does(on('report-clue'), clue);
    // What names a thing for good must not name a person either: a key, a new household.
    for (const text of [document, phone]) expect(await township.isRefused(on('report-clue'), { ...clue, clueId: 'clue-2' }, { key: text })).toBe('EVENT.PERSONAL_DATA');
    for (const [text, code] of [[name, 'SHAPE.INVALID'], [document, 'EVENT.PERSONAL_DATA'], [phone, 'EVENT.PERSONAL_DATA']] as const)
      expect(await township.isRefused(on('register-household', text), { registerNumber: '5', village: '511504001004', kind: 'GENERAL', members: [{ name: '测丁', relation: '01', labour: 'ORDINARY' }] })).toBe(code);
    expect(await township.isRefused(on('close-clue'), { clueId: 'clue-1', verdict: 'NOT_ELIGIBLE', toldOn: daysAgo(0), reason: `see ${document}` })).toBe('EVENT.PERSONAL_DATA');
  }, 60_000);

  it('wherever a request has room for them', async () => {
    for (const text of [name, document, phone]) {
      const encoded = encodeURIComponent(text);
      const bearer = (township as unknown as { token: string }).token;
      const json = { 'content-type': 'application/json', authorization: `Bearer ${bearer}`, 'idempotency-key': `k-${encoded}` };
      const statuses = [
        await township.post(on('report-clue', text), { ...clue, clueId: 'c' }), // a household that is not there
        await township.post(on('report-clue', 'h-9'), { clueId: text, channel: text, riskTypes: [text], [text]: text }),
        await township.post(on('report-clue'), { ...clue, clueId: 'c', effectiveOn: text }),
        await township.post(`/v1/identification/${encoded}/${encoded}?${encoded}=${encoded}`, {}),
        await township.get(`/v1/identification/clues?area=511504001&household=${encoded}`),
        await township.get(`/v1/identification/clues?area=${encoded}&sort=${encoded}&cursor=${encoded}`),
        await township.get(`/v1/identification/clues/${encoded}`),
        await township.get(`/v1/ledger/households/${encoded}/history`),
        await township.get(`/${encoded}`),
        await township.post(on('report-clue'), { ...clue, clueId: 'c' }, { key: encoded, headers: { 'if-match': encoded, traceparent: encoded, tracestate: `a=${encoded}`, baggage: `name=${encoded}`, 'user-agent': encoded, 'accept-language': encoded, 'humai-at-least': encoded } }),
      ].map((a) => a.status);
      expect(statuses.filter((s) => s >= 500)).toStrictEqual([]);
      expect(statuses.filter((s) => s >= 400).length).toBeGreaterThanOrEqual(7);
      expect(await raw('POST', on('report-clue'), `{"clueId": "${text}", ${text}`, json)).toBe(400);
      expect(await raw('POST', on('report-clue'), JSON.stringify([text]), { ...json, authorization: `Bearer ${encoded}` })).toBe(401);
      expect(await raw('POST', `/v1/identification/register-imports?mapping=${encoded}`, text, { ...json, 'content-type': 'application/octet-stream' })).toBeLessThan(500);
      expect(await raw('PATCH', on('report-clue'), text, { ...json, 'content-type': encoded })).toBeLessThan(500);
    }
  }, 60_000);
});

describe('and are not', () => {
  const missing = (text: string) => planted.filter((p) => text.includes(p) || text.includes(encodeURIComponent(p)));

  it('in what the system measures', async () => {
    told = (await Promise.all(system.metricsUrls.map(async (url) => (await fetch(url)).text()))).join('');
    expect(told).toContain('humai_commands_total');
    expect(missing(told)).toStrictEqual([]);
  });

  it('in its log of events, its parked messages, and what it tells of its own state', async () => {
    const { stdout } = await system.humai(['export', 'events']);
    expect(stdout).toContain('identification.ClueReported.v1');
    expect(missing(stdout)).toStrictEqual([]);
    for (const args of [['parked', 'list', '--json'], ['verify', '--json'], ['doctor', '--json']]) expect(missing((await system.humai(args)).stdout)).toStrictEqual([]);
  }, 60_000);

  it('in its traces, which are many', async () => {
    expect(await system.stop()).toBe(0); // and everything is sent
    for (const span of ['POST /v1/identification/register-imports', 'identification.ReportClue', 'GET /v1/identification/clues/:id', 'append']) expect(collector.spans.map((s) => s.name)).toContain(span);
    expect(missing(collector.received)).toStrictEqual([]);
  });

  it('in what it logs', () => {
    expect(system.printed).toContain('"level":"info"');
    expect(missing(system.printed)).toStrictEqual([]);
  });

  it('in any file that it has written', () => {
    const written = readdirSync(system.directory, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
    // Between services that is what Kafka keeps of the topics, dead letters among them, and the database of the read models.
    expect(written.map((f) => f.name)).toEqual(expect.arrayContaining(isDistributed() ? ['00000000000000000000.log', 'data.mv', 'events.sqlite'] : ['vault.sqlite', 'events.sqlite']));
    const found = written.flatMap((file) => missing(readFileSync(join(file.parentPath, file.name)).toString('utf8')).map((text) => `${file.name}: ${text}`));
    expect(found).toStrictEqual([]);
  });
});
