import { type Bilingual, type ErrorCatalogue, PlatformErrors } from '@humai/kernel';
import type { INestApplication } from '@nestjs/common';
import { ApiResponse, DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/**
 * The draft 2020-12 schema (the dialect of OpenAPI 3.1) of what a zod shape takes or gives.
 * What is given may grow: an object is closed only where its shape is strict. Bounds that every number has are not told.
 */
export function toJsonSchema(shape: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, {
    target: 'draft-2020-12', io, unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod as { def: { type: string; catchall?: unknown } };
      if (def.type === 'object' && def.catchall === undefined && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    },
  }) as JsonSchema;
  return schema;
}

/** Schemas that many answers share, by the name under which a document holds them. */
const shared = new Map<string, JsonSchema>();
/** Gives a schema a name in every OpenAPI document; answers the reference to it. */
export function named(name: string, schema: JsonSchema): JsonSchema {
  shared.set(name, schema);
  return { $ref: `#/components/schemas/${name}` };
}

export type ApiInfo = Readonly<{ title: string; version: string; description?: string }>;

/** The OpenAPI 3.1 document of what an application answers; also of one created for a look only (`preview`), which runs nothing. */
export function openApiOf(app: INestApplication, { title, version, description = '' }: ApiInfo): OpenAPIObject {
  const config = new DocumentBuilder().setTitle(title).setVersion(version).setDescription(description).addBearerAuth().setOpenAPIVersion('3.1.0')
    .setExternalDoc('事件与其他契约 / events and other contracts', '/docs/contracts').build();
  const document = SwaggerModule.createDocument(app, config);
  const text = JSON.stringify(document.paths);
  const schemas = Object.fromEntries([...shared].filter(([name]) => text.includes(`"#/components/schemas/${name}"`)));
  return { ...document, components: { ...document.components, schemas: { ...(document.components?.schemas ?? {}), ...(schemas as object) } } };
}

export const bilingual = (text: Bilingual): string => `${text.zh} / ${text.en}`;

const problem = named('Problem', {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' },
    code: { type: 'string', description: '错误代码 / error code' }, field: { type: 'string', description: '出错字段 / offending field' },
    instance: { type: 'string', description: '系统错误的编号 / reference of an internal error' },
  },
});

/** One documented answer per status that the given codes lead to. */
export function problemResponses(codes: readonly string[], errors: ErrorCatalogue = PlatformErrors): MethodDecorator[] {
  const byStatus = Map.groupBy(codes, (code) => (errors[code] ?? PlatformErrors[code as keyof typeof PlatformErrors])?.status ?? 422);
  return [...byStatus].sort(([a], [b]) => a - b).map(([status, list]) =>
    ApiResponse({
      status,
      description: list.map((c) => `\`${c}\``).join(', '),
      content: { 'application/problem+json': { schema: problem } },
    } as never) as MethodDecorator,
  );
}

/** Applies decorators to a method of a generated controller, parameters included. */
export function decorate(target: object, method: string, decorators: readonly MethodDecorator[], parameters: readonly ParameterDecorator[]): void {
  const descriptor = Object.getOwnPropertyDescriptor(target, method)!;
  for (const decorator of decorators) decorator(target, method, descriptor);
  parameters.forEach((decorator, index) => decorator(target, method, index));
  Object.defineProperty(target, method, descriptor);
}
