import type { Doc, Json } from './documents.js';

/** Which fields a sample has: all there are, or only those that must be there. */
export type Extent = 'all' | 'least';

const DATE = '2024-03-01';
const VILLAGE = '511504101001';
const isDoc = (value: Json | undefined): value is Doc => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A made-up value that a schema takes, the same every time; a name of a field tells what its text looks like. */
export function sampleOf(schema: Doc, extent: Extent, name = 'value'): Json {
  if ('const' in schema) return schema['const']!;
  if (Array.isArray(schema['enum'])) return schema['enum'][0]!;
  const options = schema['anyOf'] ?? schema['oneOf'];
  // With all fields the last form is shown, which is where null and the plain case are not.
  if (Array.isArray(options)) return sampleOf((extent === 'least' ? options.at(-1) : options[0]) as Doc, extent, name);
  const { type } = schema;
  if (Array.isArray(type)) return sampleOf({ ...schema, type: (extent === 'least' ? type.at(-1) : type[0])! }, extent, name);
  if (name === 'year') return 2024;
  switch (type) {
    case 'object': return objectOf(schema, extent, name);
    case 'array': return extent === 'least' && !schema['minItems'] ? [] : [sampleOf(schema['items'] as Doc, extent, name.replace(/s$/, ''))];
    case 'boolean': return extent === 'all';
    case 'integer':
    case 'number': return Math.max(typeof schema['minimum'] === 'number' ? schema['minimum'] : 0, extent === 'all' ? 1 : 0);
    case 'null': return null;
    case 'string': return textOf(name);
    default: return null;
  }
}

function objectOf(schema: Doc, extent: Extent, name: string): Json {
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const properties = isDoc(schema['properties']) ? schema['properties'] : {};
  const named = Object.entries(properties).filter(([field]) => extent === 'all' || required.has(field)).map(([field, part]) => [field, sampleOf(part as Doc, extent, field)] as const);
  const rest = isDoc(schema['additionalProperties']) ? schema['additionalProperties'] : undefined;
  const codes = isDoc(schema['propertyNames']) && Array.isArray(schema['propertyNames']['enum']) ? (schema['propertyNames']['enum'] as readonly string[]) : ['someName'];
  const keys = rest === undefined ? [] : required.size > 0 ? [...required].filter((key) => !(key in properties)) : extent === 'all' ? codes.slice(0, 1) : [];
  return Object.fromEntries([...named, ...keys.map((key) => [key, sampleOf(rest!, extent, name)] as const)]);
}

function textOf(name: string): string {
  if (/(On|From|To|By|^from|^to|^date)$/.test(name) && !/by$/.test(name)) return DATE;
  if (/At$/.test(name)) return `${DATE}T01:02:03.000Z`;
  if (/[hH]ashe?s?$|^digest$|^root$/.test(name)) return 'ab'.repeat(32);
  if (/[mM]onth$/.test(name)) return '202403';
  if (/[vV]illage$/.test(name)) return VILLAGE;
  if (/[aA]rea$/.test(name)) return VILLAGE.slice(0, 6);
  if (/Ids?$/.test(name)) return `${name.replace(/Ids?$/, '')}-1`;
  return `some ${name}`;
}
