import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Condition, defineQuery, DomainError, type FindQuery, localDateOf, type ReadDocument, type ReadStore } from '@humai/kernel';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { readXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { z } from 'zod';
import type { HttpRequest } from './http-context.js';
import { PlatformModule } from './platform-module.js';
import { createQueryController } from './query-controller.js';
import { httpAdapter, setUpHttp } from './set-up-http.js';
import { SubjectRegistry } from './subjects.js';
import { fakePorts } from './testing/counter.js';
import { CALENDAR, CATALOGUE, CLOCK, EVENT_STORE, IDS, POLICIES, READ_STORE } from './tokens.js';

type Row = ReadDocument & Readonly<{ village: string; state: string; days: number; note: string; secret: string }>;
const row = (n: number, village: string, more: Partial<Row> = {}): Row =>
  ({ _id: `h${String(n).padStart(4, '0')}`, position: n, village, state: 'open', days: n, note: `第${n}条`, secret: 'not for outside', ...more });
const rows: Row[] = [
  row(1, '511504101201'), row(2, '511504101202', { state: 'closed', note: '=1+1' }), row(3, '511504102201'), row(4, '511503101201'),
  ...Array.from({ length: 2_100 }, (_, i) => row(100 + i, '511527101201')),
];

const query = defineQuery({
  name: 'open-cases',
  projection: { name: 'demo.open-cases', version: 2, indexes: [], evolve: () => null },
  roles: ['county', 'township', 'village'], summary: { zh: '在办户', en: 'Open cases' }, areaField: 'village',
  filters: z.object({ state: z.enum(['open', 'closed']).optional(), village: z.string().optional() }),
  toFilter: ({ state, village }) => ({ ...(state ? { state } : {}), ...(village ? { village } : {}) }),
  sort: [['_id', 'asc']], sortable: ['days'],
  item: z.object({ id: z.string(), village: z.string(), state: z.string(), days: z.number() }),
  columns: [
    { heading: { zh: '编号', en: 'Id' }, value: (d: Row) => d._id },
    { heading: { zh: '天数', en: 'Days' }, value: (d) => d.days },
    { heading: { zh: '备注', en: 'Note' }, value: (d) => d.note },
    { heading: { zh: '未结', en: 'Open' }, value: (d) => d.state === 'open' },
  ],
});

/** What is worked out by who asks and when, with numbers beside it. */
const asked = defineQuery({
  name: 'days', projection: { name: 'demo.open-cases', version: 2, indexes: [] }, roles: ['county'], summary: { zh: '天数', en: 'Days' }, areaField: 'village',
  filters: z.object({ state: z.enum(['open', 'closed']).optional() }), toFilter: ({ state }, { caller }) => ({ ...(state ? { state } : {}), ...(caller.id === 'u' ? {} : { village: '' }) }),
  computed: ({ days }: Row, { today }) => ({ told: `${days} on ${today}` }), countBy: { field: 'state', values: ['open', 'closed', 'lost'] },
  sort: [['_id', 'asc']], sortable: [], item: z.object({ id: z.string(), told: z.string() }), columns: [{ heading: { zh: '天数', en: 'Days' }, value: (d) => (d as Row & { told: string }).told }],
});

let position = 7;
let broken = false;
const holds = (value: unknown, condition: Condition): boolean =>
  condition !== null && typeof condition === 'object' ? condition.prefix === undefined || String(value).startsWith(condition.prefix) : value === condition;
const finds: FindQuery[] = [];
const store = {
  resolve: async () => 'demo.open-cases.v2-rebuilt',
  checkpoint: async () => (position += 1),
  get: async (_: string, id: string) => rows.find((r) => r._id === id) ?? null,
  find: async (_: string, q: FindQuery = {}) => {
    finds.push(q);
    if (broken && q.cursor) throw new Error('disk gone');
    if (q.cursor === 'bad') throw new DomainError('READ_MODEL.BAD_CURSOR');
    const all = rows.filter((r) => Object.entries(q.filter ?? {}).every(([k, c]) => holds(r[k as keyof Row], c)));
    if (q.sort?.[0]?.[1] === 'desc') all.reverse();
    const from = Number(q.cursor ?? 0);
    const to = from + (q.limit ?? 50);
    return { items: all.slice(from, to), cursor: to < all.length ? String(to) : null };
  },
  count: async (_: string, filter: object) => rows.filter((r) => Object.entries(filter).every(([k, c]) => holds(r[k as keyof Row], c as Condition))).length,
} as unknown as ReadStore;

const ports = fakePorts();
const provided = [
  [EVENT_STORE, ports.store], [CATALOGUE, ports.catalogue], [CLOCK, ports.clock], [IDS, ports.ids], [POLICIES, ports.policies], [CALENDAR, ports.calendar], [READ_STORE, store],
] as const;
@Global()
@Module({ providers: provided.map(([provide, useValue]) => ({ provide, useValue })), exports: provided.map(([token]) => token) })
class Wiring {}
@Module({ imports: [Wiring, PlatformModule], controllers: [createQueryController('demo', [query, asked])] })
class App {}

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(App, httpAdapter(), { logger: false });
  (app.getHttpAdapter().getInstance() as never as { addHook: (n: string, h: (r: HttpRequest, _: unknown, done: () => void) => void) => void })
    .addHook('onRequest', (request, _, done) => {
      const grants = String(request.headers['x-who'] ?? '').split(' ').filter(Boolean).map((g) => ({ role: g.split('@')[0]!, area: g.split('@')[1] ?? '' }));
      if (grants.length) request.caller = { id: 'u', grants };
      done();
    });
  setUpHttp(app, { title: 'Demo', version: '1' });
  app.get(SubjectRegistry).add('households', { find: async (text) => (text === 'NO-3' ? 'h0003' : undefined), projection: { name: 'demo.names', version: 1 } });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});
afterAll(() => app.close());

const get = (url: string, who = 'county@511504', headers: Record<string, string> = {}) => app.inject({ method: 'GET', url: `/v1/demo/open-cases${url}`, headers: { 'x-who': who, ...headers } });
const ids = (answer: Awaited<ReturnType<typeof get>>) => answer.json().items.map((i: { id: string }) => i.id);
const refusal = (answer: Awaited<ReturnType<typeof get>>) => [answer.statusCode, answer.json().code];

describe('a generated query controller', () => {
  it('shows what lies in the rights, in the shape of the item, and how far the read model is', async () => {
    const answer = await get('?limit=2');
    expect(answer.json()).toEqual({
      items: [{ id: 'h0001', village: '511504101201', state: 'open', days: 1 }, { id: 'h0002', village: '511504101202', state: 'closed', days: 2 }], cursor: '2',
    });
    expect(answer.headers['humai-position']).toBe(String(position));
    expect(ids(await get('?limit=2&cursor=2'))).toEqual(['h0003']);
  });

  it('narrows to an area within the rights', async () => expect(ids(await get('?area=511504101'))).toEqual(['h0001', 'h0002']));
  it('filters', async () => expect(ids(await get('?state=closed'))).toEqual(['h0002']));
  it('keeps a filter on the area itself within the rights', async () => {
    expect(ids(await get('?village=511504102201'))).toEqual(['h0003']);
    expect(ids(await get('?village=511503101201'))).toEqual([]);
  });
  it('sorts by what the question allows', async () => {
    await get('?sort=-days');
    expect(finds.at(-1)?.sort).toEqual([['days', 'desc']]);
    const refused = await get('?sort=secret');
    expect([...refusal(refused), refused.json()]).toEqual([400, 'SHAPE.INVALID', expect.objectContaining({ field: 'sort', detail: expect.stringContaining('days') })]);
  });

  it.each([
    ['an area outside the rights', '?area=511503', 'county@511504', 403, 'PERMISSION.AREA'],
    ['an area wider than the rights', '?area=5115', 'county@511504', 403, 'PERMISSION.AREA'],
    ['another role', '', 'auditor@', 403, 'PERMISSION.ROLE'],
    ['nobody', '', '', 401, 'IDENTITY.MISSING'],
    ['several areas of rights and none named', '', 'township@511504101 township@511504102', 400, 'SHAPE.INVALID'],
    ['a limit above the largest', '?limit=501', 'county@511504', 400, 'SHAPE.INVALID'],
    ['a filter value that is none', '?state=maybe', 'county@511504', 400, 'SHAPE.INVALID'],
    ['a damaged cursor', '?cursor=bad', 'county@511504', 400, 'READ_MODEL.BAD_CURSOR'],
  ])('refuses %s', async (_, url, who, status, code) => expect(refusal(await get(url, who))).toEqual([status, code]));

  it('works out what depends on who asks and on the day, in pages, single documents and exports', async () => {
    const answer = async (url: string) => app.inject({ method: 'GET', url: `/v1/demo/days${url}`, headers: { 'x-who': 'county@511504' } });
    const today = localDateOf(ports.clock.now());
    expect((await answer('?area=511504102')).json()).toEqual({ items: [{ id: 'h0003', told: `3 on ${today}` }], cursor: null });
    expect((await answer('/h0003')).json()).toEqual({ id: 'h0003', told: `3 on ${today}` });
    expect((await answer('?area=511504102&format=csv')).body).toContain(`3 on ${today}`);
  });

  it('counts by a field when asked to, within the question', async () => {
    const counts = async (url: string) => (await app.inject({ method: 'GET', url: `/v1/demo/days${url}`, headers: { 'x-who': 'county@511504' } })).json().counts;
    expect(await counts('?counts=true')).toEqual({ open: 2, closed: 1, lost: 0 });
    expect(await counts('?counts=true&state=closed')).toEqual({ closed: 1 });
    expect(await counts('')).toBeUndefined();
    expect(refusal(await get('?counts=true&limit=1'))).toEqual([200, undefined]); // a question that counts nothing does not know the word
  });

  it('takes the wider of two rights when one lies in the other', async () =>
    expect(ids(await get('', 'township@511504101000 county@511504000000'))).toEqual(['h0001', 'h0002', 'h0003']));

  it('waits until the read model is as far as the caller saw', async () => {
    const wanted = position + 4;
    const answer = await get('?limit=1', 'county@511504', { 'humai-at-least': String(wanted) });
    expect(Number(answer.headers['humai-position'])).toBeGreaterThanOrEqual(wanted);
  });

  it('answers one document by its id or by what people call it', async () => {
    expect((await get('/h0003')).json()).toEqual({ id: 'h0003', village: '511504102201', state: 'open', days: 3 });
    expect((await get('/NO-3')).json().id).toBe('h0003');
    expect(refusal(await get('/h9999'))).toEqual([404, 'SUBJECT.NOT_FOUND']);
    expect(refusal(await get('/h0004'))).toEqual([403, 'PERMISSION.AREA']);
  });
});

describe('exports', () => {
  const expected = '编号,天数,备注,未结\r\nh0001,1,第1条,true\r\nh0002,2,\'=1+1,false\r\nh0003,3,第3条,true\r\n';
  it('CSV in UTF-8 with BOM, formulas made harmless', async () => {
    const answer = await get('?format=csv');
    expect(answer.headers).toMatchObject({ 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment; filename="open-cases.csv"' });
    expect(answer.rawPayload.toString('utf8')).toBe(`\uFEFF${expected}`);
  });
  it('CSV in GB18030', async () => expect(iconv.decode((await get('?format=csv-gb18030')).rawPayload, 'gb18030')).toBe(expected));
  it('CSV with English headings', async () => expect((await get('?format=csv', undefined, { 'accept-language': 'en' })).body).toContain('Id,Days,Note,Open'));
  it('XLSX', async () => {
    const workbook = await readXlsx(new Uint8Array((await get('?format=xlsx')).rawPayload));
    expect(workbook.sheets[0]?.rows).toEqual([['编号', '天数', '备注', '未结'], ['h0001', 1, '第1条', true], ['h0002', 2, '=1+1', false], ['h0003', 3, '第3条', true]]);
  });
  it('break off rather than end early when the store fails half way', async () => {
    for (const format of ['csv', 'csv-gb18030', 'xlsx', 'ndjson']) {
      broken = true;
      expect(await get(`?format=${format}`, 'county@511527').then((answer) => answer.statusCode, () => 'broken off')).toEqual(format === 'csv-gb18030' ? 500 : 'broken off');
      broken = false;
    }
  });
  it('NDJSON, the whole result over all pages, in order', async () => {
    const lines = (await get('?format=ndjson', 'county@511527')).body.trimEnd().split('\n').map((line) => JSON.parse(line).id);
    expect(lines).toEqual(rows.slice(4).map((r) => r._id));
  });
});
