import { type Bilingual, type ErrorCatalogue, PlatformErrors } from '@humai/kernel';
import { ApiResponse } from '@nestjs/swagger';
import { z } from 'zod';

type JsonSchema = Record<string, unknown>;

/** The draft 2020-12 schema (the dialect of OpenAPI 3.1) of what a zod shape takes or gives. */
export function toJsonSchema(shape: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as JsonSchema;
  return schema;
}

export const bilingual = (text: Bilingual): string => `${text.zh} / ${text.en}`;

const problem: JsonSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string' },
    code: { type: 'string', description: '错误代码 / error code' }, field: { type: 'string', description: '出错字段 / offending field' },
  },
};

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
