import { type Condition, DomainError, type Filter, type Scalar, type Sort } from '@humai/kernel';
import { afterPrefix } from '@humai/read-store';
import { type Stored, toStored } from './values.js';

/** An indexed field as the tables hold it. */
export type Field = Readonly<{
  /** Dotted path in the document; also its name in filters. */
  name: string;
  path: readonly string[];
  /** Quoted. */
  column: string;
  /** Quoted table of its single values, once a document held an array there; null before. */
  elements: string | null;
}>;
export type Fields = ReadonlyMap<string, Field>;
export type Sql = Readonly<{ text: string; parameters: readonly Stored[] }>;

const NOTHING: Sql = { text: '0', parameters: [] };
const sql = (text: string, ...parameters: readonly Stored[]): Sql => ({ text, parameters });
export const all = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql('1') : sql(parts.map((p) => p.text).join(' AND '), ...parts.flatMap((p) => p.parameters)));

const ID = { name: '_id', path: ['_id'], column: '_id', elements: null } as const satisfies Field;

export function fieldOf(fields: Fields, name: string): Field {
  const field = name === '_id' ? ID : fields.get(name);
  if (!field) throw new DomainError('READ_MODEL.FIELD_NOT_INDEXED', { field: name }, name);
  return field;
}

export function whereOf(fields: Fields, filter: Filter = {}): Sql {
  return all(Object.entries(filter).map(([name, condition]) => matching(fieldOf(fields, name), condition)));
}

function matching({ column, elements }: Field, condition: Condition): Sql {
  const { ne, ...wanted } = condition !== null && typeof condition === 'object' ? condition : { in: [condition] };
  const excluded = ne === undefined ? [] : [ne];
  if (elements === null) return all([...within(column, wanted), ...excluded.map((v) => sql(`${column} IS NOT ?`, toStored(v)))]);
  const found = within('value', wanted);
  return all([
    ...(found.length === 0 ? [] : [inElements(elements, 'IN', all(found))]),
    ...excluded.map((v) => inElements(elements, 'NOT IN', sql('value IS ?', toStored(v)))),
  ]);
}

const inElements = (table: string, operator: 'IN' | 'NOT IN', { text, parameters }: Sql): Sql => sql(`_id ${operator} (SELECT _id FROM ${table} WHERE ${text})`, ...parameters);

type Ranges = Readonly<{ in?: readonly Scalar[]; gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar; prefix?: string }>;

function within(column: string, ranges: Ranges): Sql[] {
  const parts: Sql[] = [];
  for (const [operator, value] of Object.entries(ranges) as [keyof Ranges, never][]) {
    switch (operator) {
      case 'in': parts.push(oneOf(column, value)); break;
      case 'prefix': parts.push(...beginning(column, value)); break;
      case 'gt': case 'gte': case 'lt': case 'lte': parts.push(...compared(column, operator, value)); break;
      default: throw new Error(`unknown filter operator ${String(operator)}`);
    }
  }
  return parts;
}

function oneOf(column: string, values: readonly Scalar[]): Sql {
  const some = values.map(toStored).filter((v) => v !== null);
  const nullToo = some.length < values.length;
  if (some.length === 0) return nullToo ? sql(`${column} IS NULL`) : NOTHING;
  const text = some.length === 1 ? `${column} = ?` : `${column} IN (${some.map(() => '?').join()})`;
  return nullToo ? sql(`(${text} OR ${column} IS NULL)`, ...some) : sql(text, ...some);
}

function beginning(column: string, prefix: string): Sql[] {
  const end = afterPrefix(prefix);
  return [sql(`${column} >= ?`, prefix), end === null ? sql(`${column} < x''`) : sql(`${column} < ?`, end)];
}

const SIGNS = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Compares within a type only: 5 is neither above nor below 'a'. */
function compared(column: string, operator: keyof typeof SIGNS, value: Scalar): Sql[] {
  const stored = toStored(value);
  if (stored === null) return [operator.endsWith('e') ? sql(`${column} IS NULL`) : NOTHING];
  const upwards = operator.startsWith('g');
  const type = typeof stored;
  const bound = upwards ? { number: `${column} < ''`, string: `${column} < x''` }[type as string] : { string: `${column} >= ''`, object: `${column} >= x''` }[type as string];
  return [sql(`${column} ${SIGNS[operator]} ?`, stored), ...(bound ? [sql(bound)] : [])];
}

export type Order = readonly Readonly<{ field: Field; descending: boolean }>[];

/** The order asked for, made total by `_id` in the direction of the last field. */
export function orderOf(fields: Fields, sort: Sort = []): Order {
  const order = sort.map(([name, direction]) => ({ field: fieldOf(fields, name), descending: direction === 'desc' }));
  const known = order.findIndex(({ field }) => field.name === '_id');
  return known >= 0 ? order.slice(0, known + 1) : [...order, { field: ID, descending: order.at(-1)?.descending ?? false }];
}

/**
 * What comes after a place in an order, as ranges to be read one after the other.
 * Each is a seek in an index; one condition with OR between them would be a scan.
 */
export function rangesAfter(order: Order, place: readonly Scalar[]): readonly Readonly<{ where: Sql; order: Order }>[] {
  const ranges: { where: Sql; order: Order }[] = [];
  for (let depth = order.length - 1; depth >= 0; depth -= 1) {
    const same = order.slice(0, depth).map(({ field }, i) => oneOf(field.column, [place[i] ?? null]));
    const { field, descending } = order[depth]!;
    for (const next of beyond(field.column, toStored(place[depth]), descending)) ranges.push({ where: all([...same, next]), order: order.slice(depth) });
  }
  return ranges;
}

function beyond(column: string, value: Stored, descending: boolean): Sql[] {
  if (!descending) return [value === null ? sql(`${column} IS NOT NULL`) : sql(`${column} > ?`, value)];
  return value === null ? [] : [sql(`${column} < ?`, value), ...(column === '_id' ? [] : [sql(`${column} IS NULL`)])];
}
