import {
  areaPrefix, type Asking, type Caller, chooseGrant, type Clock, collectionOf, type Condition, DomainError, type Filter, isInArea, localDateOf, playsRole, type QueryDefinition, type ReadDocument, type ReadStore,
  type Sort,
} from '@humai/kernel';
import { Controller, Get, Inject, Param, Query, Req, Res, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiParam, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { AtLeast, AtLeastHeader, positionHeader } from './at-least.js';
import { callerOfRequest, type HttpReply, type HttpRequest, languageOf } from './http-context.js';
import { bilingual, decorate, problemResponses, toJsonSchema } from './openapi.js';
import { parseShape, shapeError } from './parse.js';
import { EXPORT_FORMATS, exportOf } from './query-export.js';
import { SubjectRegistry } from './subjects.js';
import { CLOCK, READ_STORE } from './tokens.js';

// The document and filter types of different questions have no common parent but this.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyQuery = QueryDefinition<any, any>;
type Document = ReadDocument & Readonly<Record<string, unknown>>;

const PAGE = 50;
const LARGEST_PAGE = 500;
const EXPORT_BATCH = 1_000;
const REFUSALS = ['SHAPE.INVALID', 'READ_MODEL.BAD_CURSOR', 'IDENTITY.MISSING', 'IDENTITY.INVALID', 'PERMISSION.ROLE', 'PERMISSION.AREA', 'READ_MODEL.BEHIND', 'SERVICE.BUSY'];

const common = z.object({
  area: z.string().regex(/^\d{0,12}$/).optional().describe('区划代码或其前缀 / division code or prefix'),
  cursor: z.string().max(2_000).optional().describe('上一页返回的游标 / cursor of the previous page'),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(PAGE).describe('每页条数 / items per page'),
  sort: z.string().max(100).optional().describe('排序字段,前加 - 为降序 / field, with - in front descending'),
  format: z.enum(['json', ...EXPORT_FORMATS]).default('json').describe('导出全部结果 / export of the whole result'),
});

const counted = { counts: z.enum(['true', 'false']).default('false').describe('是否统计数量 / whether to count') };

/** `GET /v1/<context>/<question>` and `…/<question>/<id>` for every query of the table. */
export function createQueryController(context: string, queries: readonly AnyQuery[]): Type {
  class Queries {
    constructor(
      @Inject(READ_STORE) readonly store: ReadStore,
      @Inject(SubjectRegistry) readonly subjects: SubjectRegistry,
      @Inject(CLOCK) readonly clock: Clock,
      @Inject(AtLeast) readonly atLeast: AtLeast,
    ) {}
  }
  Object.defineProperty(Queries, 'name', { value: `${context.charAt(0).toUpperCase()}${context.slice(1)}Queries` });
  for (const query of queries) {
    addList(Queries, context, query);
    addOne(Queries, context, query);
  }
  ApiTags(context)(Queries);
  ApiBearerAuth()(Queries);
  Controller(`v1/${context}`)(Queries);
  return Queries;
}

type Routes = { store: ReadStore; subjects: SubjectRegistry; clock: Clock; atLeast: AtLeast };

function addList(controller: Type, context: string, query: AnyQuery): void {
  const parameters = query.filters.extend({ ...common.shape, ...(query.countBy ? counted : {}) }) as z.ZodObject;
  const page = z.object({ items: z.array(query.item), cursor: z.string().nullable(), ...(query.countBy ? { counts: z.record(z.string(), z.int()).optional() } : {}) });

  const handle = async function (this: Routes, raw: unknown, request: HttpRequest, reply: HttpReply): Promise<void> {
    const caller = callerOfRequest(request);
    chooseGrant(caller.grants, query.roles);
    const parsed = parseShape(parameters, raw ?? {}, 'query') as z.infer<typeof common> & Record<string, unknown>;
    const area = areaOfRights(caller, query, parsed.area);
    const sort = sortOf(query, parsed.sort);
    const position = await this.atLeast.reach(request, query.projection);
    // Wherever a household is named, its register number will do.
    if (typeof parsed['household'] === 'string') parsed['household'] = await this.subjects.resolve('households', parsed['household']);
    const asking = askingOf(this, caller);
    const filter = withArea(query.toFilter(parsed as never, asking), query.areaField, area);
    const collection = await this.store.resolve(collectionOf(query.projection));
    reply.header('humai-position', String(position));

    if (parsed.format !== 'json') {
      const documents = filter ? allPages(this.store, collection, filter, sort, (d) => answered(query, d, asking)) : noPages();
      const { type, disposition, body } = exportOf(query.name, parsed.format, languageOf(request), query.columns, documents, (d) => itemOf(query, d as Document));
      return void reply.status(200).header('content-type', type).header('content-disposition', disposition).send(body);
    }
    const found = filter
      ? await this.store.find<Document>(collection, { filter, sort, limit: parsed.limit, ...(parsed.cursor === undefined ? {} : { cursor: parsed.cursor }) })
      : { items: [], cursor: null };
    const counts = query.countBy && parsed['counts'] === 'true' ? { counts: await countsOf(this.store, collection, filter, query.countBy) } : {};
    sendJson(reply, { items: found.items.map((d) => itemOf(query, answered(query, d, asking))), cursor: found.cursor, ...counts });
  };

  const method = define(controller, `${camel(query.name)}List`, handle, [Object, Object, Object]);
  const { properties, required = [] } = toJsonSchema(parameters) as { properties: Record<string, { description?: string }>; required?: readonly string[] };
  decorate(
    controller.prototype, method,
    [
      Get(query.name),
      ApiOperation({ operationId: `${context}_${method}`, summary: bilingual(query.summary), description: `角色 / roles: ${query.roles.join(', ')}\n\n排序 / sort: ${query.sortable.join(', ') || '–'}` }),
      ...Object.entries(properties).map(([name, schema]) => ApiQuery({ name, required: required.includes(name), description: schema.description ?? name, schema: schema as never })),
      AtLeastHeader(),
      ApiResponse({ status: 200, description: '一页结果 / one page', schema: toJsonSchema(page, 'output') as never, headers: positionHeader }) as MethodDecorator,
      ...problemResponses(REFUSALS),
    ],
    [Query(), Req(), Res()],
  );
}

function addOne(controller: Type, context: string, query: AnyQuery): void {
  const handle = async function (this: Routes, name: string, request: HttpRequest, reply: HttpReply): Promise<void> {
    const caller = callerOfRequest(request);
    chooseGrant(caller.grants, query.roles);
    const position = await this.atLeast.reach(request, query.projection);
    const collection = await this.store.resolve(collectionOf(query.projection));
    const document = (await this.store.get<Document>(collection, name)) ?? (await firstOf(this.store, collection, await this.subjects.candidates(name)));
    if (!document) throw new DomainError('SUBJECT.NOT_FOUND', { subject: name.slice(0, 100) });
    chooseGrant(caller.grants, query.roles, String(document[query.areaField] ?? ''));
    reply.header('humai-position', String(position));
    sendJson(reply, itemOf(query, answered(query, document, askingOf(this, caller))));
  };
  const method = define(controller, `${camel(query.name)}One`, handle, [String, Object, Object]);
  decorate(
    controller.prototype, method,
    [
      Get(`${query.name}/:id`),
      ApiOperation({ operationId: `${context}_${method}`, summary: `${bilingual(query.summary)} (1)`, description: `角色 / roles: ${query.roles.join(', ')}` }),
      ApiParam({ name: 'id', schema: { type: 'string' } }),
      AtLeastHeader(),
      ApiResponse({ status: 200, description: '一条 / one item', schema: toJsonSchema(query.item, 'output') as never, headers: positionHeader }) as MethodDecorator,
      ...problemResponses([...REFUSALS, 'SUBJECT.NOT_FOUND']),
    ],
    [Param('id'), Req(), Res()],
  );
}

/**
 * The area to show: what was asked for, when the rights cover it; else the one area of the rights.
 * Several areas of rights need the question to name one, because a page has one order.
 */
function areaOfRights(caller: Caller, query: AnyQuery, asked: string | undefined): string {
  if (asked !== undefined) {
    chooseGrant(caller.grants, query.roles, asked);
    return asked;
  }
  const areas = [...new Set(caller.grants.filter((g) => playsRole(g.role, query.roles)).map((g) => areaPrefix(g.area)))];
  const widest = areas.filter((a) => !areas.some((b) => b !== a && a.startsWith(b)));
  if (widest.length > 1) throw shapeError('area', `name one of the areas of your rights: ${widest.join(', ')}`, `请指定权限范围内的一个区划:${widest.join('、')}`);
  return widest[0]!;
}

/** The filter within the area; null when the two exclude each other. */
function withArea(filter: Filter, field: string, area: string): Filter | null {
  const prefix = areaPrefix(area);
  if (prefix === '') return filter;
  const asked: Condition | undefined = filter[field];
  if (asked === undefined) return { ...filter, [field]: { prefix } };
  if (asked === null || typeof asked !== 'object') return typeof asked === 'string' && isInArea(asked, prefix) ? filter : null;
  if (asked.prefix !== undefined && !asked.prefix.startsWith(prefix)) return prefix.startsWith(asked.prefix) ? { ...filter, [field]: { ...asked, prefix } } : null;
  return { ...filter, [field]: { ...asked, prefix: asked.prefix ?? prefix } };
}

function sortOf(query: AnyQuery, asked: string | undefined): Sort {
  if (asked === undefined) return query.sort;
  const field = asked.replace(/^-/, '');
  const choices = query.sortable.join(', ');
  if (!query.sortable.includes(field)) throw choices === '' ? shapeError('sort', 'this list has one order only', '该列表只有一种排序') : shapeError('sort', `one of ${choices} is expected, with - in front for descending`, `可用 ${choices},前加 - 为降序`);
  return [[field, asked.startsWith('-') ? 'desc' : 'asc']];
}

const askingOf = ({ clock }: Routes, caller: Caller): Asking => ({ caller, today: localDateOf(clock.now()) });
const answered = (query: AnyQuery, document: Document, asking: Asking): Document => (query.computed ? { ...document, ...query.computed(document, asking) } : document);

async function countsOf(store: ReadStore, collection: string, filter: Filter | null, { field, values }: NonNullable<AnyQuery['countBy']>): Promise<Readonly<Record<string, number>>> {
  // A question that names one value has no others to count.
  const asked = filter === null ? [] : values.filter((v) => filter[field] === undefined || filter[field] === v);
  return Object.fromEntries(await Promise.all(asked.map(async (value) => [value, await store.count(collection, { ...filter, [field]: value })] as const)));
}

async function* allPages(store: ReadStore, collection: string, filter: Filter, sort: Sort, answer: (document: Document) => Document): AsyncGenerator<readonly Document[]> {
  let cursor: string | null | undefined;
  do {
    const page = await store.find<Document>(collection, { filter, sort, limit: EXPORT_BATCH, ...(cursor ? { cursor } : {}) });
    if (page.items.length > 0) yield page.items.map(answer);
    ({ cursor } = page);
  } while (cursor);
}
async function* noPages(): AsyncGenerator<readonly Document[]> {}

async function firstOf(store: ReadStore, collection: string, ids: readonly string[]): Promise<Document | null> {
  for (const id of ids) {
    const document = await store.get<Document>(collection, id);
    if (document) return document;
  }
  return null;
}

/** What is answered: the item's shape drops whatever it does not name. `id` stands for the document's key. */
const itemOf = (query: AnyQuery, document: Document): unknown => query.item.parse({ id: document._id, ...document });

function define(controller: Type, method: string, handle: (...args: never[]) => Promise<void>, types: readonly unknown[]): string {
  Object.defineProperty(controller.prototype, method, { value: handle, writable: true, configurable: true, enumerable: true });
  Reflect.defineMetadata('design:paramtypes', types, controller.prototype, method);
  return method;
}

const sendJson = (reply: HttpReply, body: unknown): void => void reply.status(200).header('content-type', 'application/json; charset=utf-8').send(JSON.stringify(body));
const camel = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
