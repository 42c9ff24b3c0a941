import { z } from 'zod';
import { code, link } from './markdown.js';

type JsonSchema = Readonly<{
  type?: string | readonly string[];
  enum?: readonly unknown[];
  const?: unknown;
  anyOf?: readonly JsonSchema[];
  items?: JsonSchema;
  properties?: Readonly<Record<string, JsonSchema>>;
  propertyNames?: JsonSchema;
  additionalProperties?: JsonSchema | boolean;
  required?: readonly string[];
  description?: string;
  default?: unknown;
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  cel?: boolean;
}>;

/** A field of a schema, nested ones by path: `risks[].riskId`, `categories.*.eligible`. */
export type Field = Readonly<{ path: string; type: string; required: boolean; defaultsTo?: string; note?: string }>;

/** Finds the list that an enumeration's values come from: its name and how to link to it. */
export type ListFinder = (values: readonly string[]) => string | undefined;

/** The fields of a schema in its own order, parents before what is in them. */
export function fieldsOf(shape: z.ZodType, io: 'input' | 'output', listOf: ListFinder): readonly Field[] {
  const schema = z.toJSONSchema(shape, { target: 'draft-2020-12', io, unrepresentable: 'any' }) as JsonSchema;
  return inObject(schema, '', new Typing(listOf));
}

function inObject(schema: JsonSchema, prefix: string, typing: Typing): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    return [
      {
        path,
        type: typing.of(property),
        required: (schema.required ?? []).includes(name),
        ...('default' in property ? { defaultsTo: JSON.stringify(property.default) } : {}),
        ...withNote(property),
      },
      ...inside(property, path, typing),
    ];
  });
}

/** What stands inside a field: the fields of its object, of the objects of its list, of the values of its map. */
function inside(schema: JsonSchema, path: string, typing: Typing): Field[] {
  if (isTimeLimit(schema)) return [];
  if (schema.anyOf) return schema.anyOf.flatMap((option) => inside(option, path, typing));
  if (schema.items) return inside(schema.items, `${path}[]`, typing);
  if (schema.properties) return inObject(schema, `${path}.`, typing);
  if (typeof schema.additionalProperties === 'object') return inside(schema.additionalProperties, `${path}.*`, typing);
  return [];
}

const noteIn = (schema: JsonSchema): string | undefined => schema.description ?? (schema.items && noteIn(schema.items)) ?? schema.anyOf?.map(noteIn).find((n) => n !== undefined);
const withNote = (schema: JsonSchema): { note?: string } => {
  const note = noteIn(schema);
  return note === undefined ? {} : { note };
};

/** 工作日 or 自然日: the one object that reads better as a type than as two fields. */
const isTimeLimit = ({ properties }: JsonSchema): boolean => properties !== undefined && Object.keys(properties).sort().join() === 'dayType,days';

const SAFE = Number.MAX_SAFE_INTEGER;
const PATTERNS: Readonly<Record<string, string>> = {
  [String.raw`^\d{12}$`]: '12 digits',
  [String.raw`^\d{0,12}$`]: '0–12 digits',
  [String.raw`^\d{2,4}$`]: '2–4 digits',
  [String.raw`^\d{4}(0[1-9]|1[0-2])$`]: 'month YYYYMM',
  '^[0-9a-f]{64}$': '64 hex digits',
  [String.raw`^[\w.:-]+$`]: 'id',
};

class Typing {
  constructor(private readonly listOf: ListFinder) {}

  of(schema: JsonSchema): string {
    if (schema.anyOf) return [...new Set(schema.anyOf.map((option) => this.of(option)))].join(' or ');
    if (Array.isArray(schema.type)) return schema.type.map((type: string) => this.of({ ...schema, type })).join(' or ');
    if (schema.enum) return this.#choice(schema.enum.map(String));
    if (schema.const !== undefined) return code(JSON.stringify(schema.const));
    if (isTimeLimit(schema)) return 'time limit: `days`, and `dayType` `working` or `natural`';
    switch (schema.type) {
      case 'null': return 'null';
      case 'array': return `list${within(schema.minItems, schema.maxItems)} of ${schema.items ? this.of(schema.items) : 'anything'}`;
      case 'object': return this.#object(schema);
      case 'string': return textType(schema);
      case 'integer':
      case 'number': return `${schema.type}${within(lowest(schema.minimum), highest(schema.maximum))}`;
      default: return String(schema.type ?? 'anything');
    }
  }

  #object({ properties, propertyNames, additionalProperties }: JsonSchema): string {
    if (properties || typeof additionalProperties !== 'object') return 'object';
    const keys = propertyNames?.enum ? this.#choice(propertyNames.enum.map(String)) : 'text';
    return `map from ${keys} to ${this.of(additionalProperties)}`;
  }

  #choice(values: readonly string[]): string {
    const list = this.listOf(values);
    return list === undefined ? values.map(code).join(' or ') : link(code(list), 'glossary.md', list);
  }
}

function textType({ format, pattern, minLength, maxLength, cel }: JsonSchema): string {
  if (cel) return 'CEL expression';
  if (format === 'date') return 'date';
  const limits = within(minLength === 1 ? undefined : minLength, maxLength);
  if (pattern === undefined) return `text${limits}`;
  return `${PATTERNS[pattern] ?? `text like ${code(pattern)}`}${limits}`;
}

const lowest = (minimum?: number): number | undefined => (minimum === undefined || minimum <= -SAFE ? undefined : minimum);
const highest = (maximum?: number): number | undefined => (maximum === undefined || maximum >= SAFE ? undefined : maximum);

function within(min?: number, max?: number): string {
  if (min === undefined) return max === undefined ? '' : ` (≤ ${max})`;
  return max === undefined ? ` (≥ ${min})` : ` (${min}–${max})`;
}
