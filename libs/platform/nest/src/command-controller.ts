import { type CommandDefinition, DomainError, type ErrorCatalogue, kebab } from '@humai/kernel';
import { Body, Controller, HttpCode, Inject, Param, Post, Req, type Type } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { AnyAggregate, ExecuteResult } from './aggregate.js';
import { CommandExecutor } from './command-executor.js';
import { callerOfRequest, headerOf, type HttpRequest, traceparentOf } from './http-context.js';
import { bilingual, decorate, named, problemResponses, toJsonSchema } from './openapi.js';
import { shapeError } from './parse.js';
import { SubjectRegistry } from './subjects.js';

const PLATFORM_REFUSALS = [
  'SHAPE.INVALID', 'IDEMPOTENCY.KEY_MISSING', 'IDENTITY.MISSING', 'IDENTITY.INVALID', 'PERMISSION.ROLE', 'PERMISSION.AREA', 'SUBJECT.NOT_FOUND',
  'STREAM.REVISION_CONFLICT', 'IDEMPOTENCY.KEY_REUSED', 'EFFECTIVE_DATE.FUTURE', 'EVENT.PERSONAL_DATA', 'SERVICE.BUSY',
];
const ID = /^[\p{L}\p{N}][\p{L}\p{N}_.:-]{0,99}$/u;
const KEY = /^[\x21-\x7e]{1,200}$/;

const recorded = named('Recorded', toJsonSchema(z.object({
  stream: z.string(),
  revision: z.int().describe('版本号,可用于 If-Match / revision of the last event, for If-Match'),
  position: z.int().describe('日志位置,可用于 Humai-At-Least / log position, for Humai-At-Least'),
  events: z.array(z.string()).describe('产生的事件 / types of the events it led to'),
}), 'output'));

/**
 * A controller with one route per command of the aggregate: `POST /v1/<context>/<subjects>/<id>/<command-in-kebab-case>`.
 * @param errors the context's refusals, for the documented statuses
 */
export function createCommandController({ aggregate, errors }: Readonly<{ aggregate: AnyAggregate; errors?: ErrorCatalogue }>): Type {
  class Commands {
    constructor(
      @Inject(CommandExecutor) readonly executor: CommandExecutor,
      @Inject(SubjectRegistry) readonly subjects: SubjectRegistry,
    ) {}
  }
  Object.defineProperty(Commands, 'name', { value: `${pascal(aggregate.context)}${pascal(aggregate.category)}Commands` });
  for (const definition of Object.values(aggregate.commands)) addRoute(Commands, aggregate, definition, errors);
  ApiTags(aggregate.context)(Commands);
  ApiBearerAuth()(Commands);
  Controller(`v1/${aggregate.context}`)(Commands);
  return Commands;
}

type Routes = { executor: CommandExecutor; subjects: SubjectRegistry };

function addRoute(controller: Type, aggregate: AnyAggregate, definition: CommandDefinition, errors: ErrorCatalogue | undefined): void {
  if (definition.category !== aggregate.category) throw new Error(`${definition.name} acts on ${definition.category}, not on ${aggregate.category}`);
  const method = definition.name.charAt(0).toLowerCase() + definition.name.slice(1);
  const { takesDate, schema } = bodyOf(definition);

  const handle = async function (this: Routes, name: string, body: unknown, request: HttpRequest): Promise<ExecuteResult> {
    const caller = callerOfRequest(request);
    const commandId = headerOf(request, 'idempotency-key');
    if (!commandId) throw new DomainError('IDEMPOTENCY.KEY_MISSING');
    if (!KEY.test(commandId)) throw shapeError('Idempotency-Key', '1-200 printable ASCII characters are expected', '应为 1-200 个可打印 ASCII 字符');
    const expectedRevision = revisionOf(headerOf(request, 'if-match'));
    if (!ID.test(name)) throw shapeError('id', '1-100 letters, digits or _ . : - are expected', '应为 1-100 个字母、数字或 _ . : -');
    const { effectiveOn, data } = splitBody(body, takesDate);
    const id = await this.subjects.resolve(definition.subject, name);
    const traceparent = traceparentOf(request);
    return this.executor.execute(aggregate, {
      type: definition.name, id, data, actor: caller, commandId,
      ...(expectedRevision === undefined ? {} : { expectedRevision }),
      ...(effectiveOn === undefined ? {} : { effectiveOn }),
      ...(traceparent === undefined ? {} : { traceparent }),
    });
  };
  Object.defineProperty(controller.prototype, method, { value: handle, writable: true, configurable: true, enumerable: true });
  Reflect.defineMetadata('design:paramtypes', [String, Object, Object], controller.prototype, method);
  decorate(
    controller.prototype, method,
    [
      Post(`${definition.subject}/:id/${kebab(definition.name)}`),
      HttpCode(200),
      ApiOperation({ operationId: `${aggregate.context}_${aggregate.category}_${method}`, summary: bilingual(definition.summary), description: `角色 / roles: ${definition.roles.join(', ')}` }),
      ApiParam({ name: 'id', description: definition.subject === 'households' ? '户 ID 或户编号 / household id or register number' : 'id', schema: { type: 'string' } }),
      ApiHeader({ name: 'Idempotency-Key', required: true, description: '同一键重复提交只生效一次 / a repeat of the same key has no second effect', schema: { type: 'string' } }),
      ApiHeader({ name: 'If-Match', required: false, description: '期望版本,如 "3" / expected revision, e.g. "3"', schema: { type: 'string' } }),
      ApiBody({ schema: schema as never }),
      ApiResponse({ status: 200, description: '已记录 / recorded', schema: recorded as never }) as MethodDecorator,
      ...problemResponses([...PLATFORM_REFUSALS, ...definition.refusals], errors),
    ],
    [Param('id'), Body(), Req()],
  );
}

/** The body as documented: the command's own data and the business date. */
function bodyOf(definition: CommandDefinition): { takesDate: boolean; schema: Record<string, unknown> } {
  const schema = toJsonSchema(definition.body);
  const properties = (schema.properties ?? {}) as Record<string, unknown>;
  const takesDate = !('effectiveOn' in properties);
  const date = { type: 'string', format: 'date', description: '业务日期,默认今天 / business date, today unless told' };
  return { takesDate, schema: takesDate ? { ...schema, type: 'object', properties: { ...properties, effectiveOn: date } } : schema };
}

function splitBody(body: unknown, takesDate: boolean): { effectiveOn?: string; data: unknown } {
  if (body === undefined || body === null) return { data: {} };
  if (typeof body !== 'object' || Array.isArray(body)) throw shapeError('body', 'a JSON object is expected', '应为 JSON 对象');
  const { effectiveOn, ...rest } = body as Record<string, unknown>;
  if (effectiveOn === undefined) return { data: rest };
  if (typeof effectiveOn !== 'string') throw shapeError('effectiveOn', 'a date YYYY-MM-DD is expected', '应为 YYYY-MM-DD 格式的日期');
  return { effectiveOn, data: takesDate ? rest : body };
}

/** `"3"`, `W/"3"` and `3` are revision 3; `*` asks for nothing. */
function revisionOf(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const match = /^(?:W\/)?"?(-?\d{1,9})"?$/.exec(ifMatch.trim());
  if (!match) throw shapeError('If-Match', 'a revision in quotes is expected, like "3"', '应为带引号的版本号,如 "3"');
  return Number(match[1]);
}

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
