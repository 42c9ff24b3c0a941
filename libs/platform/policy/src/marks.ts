import { z } from 'zod';

export type Found = Readonly<{ path: readonly PropertyKey[]; problem: string }>;
type Visit = Readonly<{ expression: (text: string) => string | null; report: (found: Found) => void }>;
type Def = Readonly<Record<string, unknown>>;
type Schema = z.core.$ZodType;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const fits = (schema: Schema, value: unknown) => z.safeParse(schema, value).success;

/**
 * Walks a schema and a value that fits it: reports expressions (strings marked by `cel()`) that do not compile,
 * and fields the schema does not know, where it would only drop them.
 */
export function walk(schema: Schema | null | undefined, value: unknown, visit: Visit, path: readonly PropertyKey[] = []): void {
  if (value === undefined || value === null || !schema) return;
  const def = schema._zod.def as unknown as Def;
  const into = (next: unknown, inner: unknown = value, key?: PropertyKey) => walk(next as Schema, inner, visit, key === undefined ? path : [...path, key]);

  if (typeof value === 'string' && z.globalRegistry.get(schema)?.['cel'] === true) {
    const problem = visit.expression(value);
    if (problem !== null) visit.report({ path, problem: `expression ${JSON.stringify(value)}: ${problem}` });
  }
  switch (def['type']) {
    case 'object': {
      if (!isObject(value)) return;
      const shape = def['shape'] as Record<string, unknown>;
      for (const [key, inner] of Object.entries(value))
        if (Object.hasOwn(shape, key)) into(shape[key], inner, key);
        else if (def['catchall'] === undefined) visit.report({ path: [...path, key], problem: `unknown field "${key}"` });
        else into(def['catchall'], inner, key);
      return;
    }
    case 'record':
      if (isObject(value)) for (const [key, inner] of Object.entries(value)) into(def['valueType'], inner, key);
      return;
    case 'array':
      if (Array.isArray(value)) value.forEach((inner, i) => into(def['element'], inner, i));
      return;
    case 'tuple':
      if (Array.isArray(value)) value.forEach((inner, i) => into((def['items'] as unknown[])[i] ?? def['rest'], inner, i));
      return;
    case 'union': {
      const option = (def['options'] as Schema[]).find((o) => fits(o, value));
      if (option) into(option);
      return;
    }
    case 'intersection':
      into(def['left']);
      into(def['right']);
      return;
    case 'lazy':
      into((def['getter'] as () => unknown)());
      return;
    case 'pipe':
      into(def['in']);
      return;
    default:
      if (def['innerType'] !== undefined) into(def['innerType']);
  }
}
