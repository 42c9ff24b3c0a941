import { type Condition, DomainError, type Filter, type Scalar, type Sort } from '@humai/kernel';
import { afterPrefix, type Order } from '@humai/read-store';

/** A condition in the server's own language. */
export type Query = Record<string, unknown>;
type Operators = Readonly<{ $in?: readonly Scalar[]; $gt?: Scalar; $gte?: Scalar; $lt?: Scalar; $lte?: Scalar }>;

const NOTHING: Query = { _id: { $in: [] } };
const BOOLEANS: Operators = { $in: [false, true] };
const STRINGS: Operators = { $gte: '' };
const NUMBERS: Operators = { $gte: -Number.MAX_VALUE };

export const all = (parts: readonly Query[]): Query => (parts.length === 0 ? {} : parts.length === 1 ? parts[0]! : { $and: [...parts] });

export function queryOf(fields: ReadonlySet<string>, filter: Filter = {}): Query {
  return all(Object.entries(filter).flatMap(([name, condition]) => matching(checked(fields, name), condition)));
}

/** Whether no document without the field can hold the condition. */
export function leavesOutMissing(condition: Condition): boolean {
  if (condition === null || typeof condition !== 'object') return condition !== null;
  const { in: oneOf, gte, lte, gt, lt, prefix } = condition;
  return [gt, lt, prefix].some((v) => v !== undefined) || [gte, lte].some((v) => v !== undefined && v !== null) || (oneOf !== undefined && !oneOf.includes(null));
}

function checked(fields: ReadonlySet<string>, name: string): string {
  if (name !== '_id' && !fields.has(name)) throw new DomainError('READ_MODEL.FIELD_NOT_INDEXED', { field: name }, name);
  return name;
}

function matching(field: string, condition: Condition): Query[] {
  const { ne, ...wanted } = condition !== null && typeof condition === 'object' ? condition : { in: [condition] };
  return [...one(field, operatorsOf(wanted)), ...(ne === undefined ? [] : [{ [field]: { $ne: ne } }])];
}

/** All conditions on one value; null when no value can hold them. */
function operatorsOf(wanted: Readonly<{ in?: readonly Scalar[]; gt?: Scalar; gte?: Scalar; lt?: Scalar; lte?: Scalar; prefix?: string }>): readonly Operators[] | null {
  const parts: Operators[] = [];
  for (const [operator, value] of Object.entries(wanted) as [string, never][])
    switch (operator) {
      case 'in': parts.push({ $in: value as readonly Scalar[] }); break;
      case 'prefix': parts.push(beginning(value)); break;
      case 'gt': case 'lt':
        if (value === null) return null;
        parts.push({ [`$${operator}`]: value });
        break;
      case 'gte': case 'lte': parts.push(value === null ? { $in: [null] } : { [`$${operator}`]: value }); break;
      default: throw new Error(`unknown filter operator ${operator}`);
    }
  return parts;
}

function beginning(prefix: string): Operators {
  const end = afterPrefix(prefix);
  return { $gte: prefix, ...(end === null ? {} : { $lt: end }) };
}

/**
 * One operator holds for an array when it does for any element. Several may each hold for another element,
 * where one element must hold them all: then it is asked for by `$elemMatch`, wherever on the path the array lies.
 */
function one(field: string, parts: readonly Operators[] | null): Query[] {
  if (parts === null) return [NOTHING];
  if (parts.length === 0) return [];
  const single = parts.length === 1 ? parts[0]! : {};
  if (Object.keys(single).length === 1 || field === '_id') return parts.map((p) => ({ [field]: p }));
  const steps = field.split('.');
  const within = steps.map((_, depth) => {
    const [array, rest] = [steps.slice(0, depth + 1).join('.'), steps.slice(depth + 1).join('.')];
    return { [array]: { $elemMatch: rest === '' ? merged(parts) : all(parts.map((p) => ({ [rest]: p }))) } };
  });
  const noArray = steps.map((_, depth) => ({ [steps.slice(0, depth + 1).join('.')]: { $not: { $type: 'array' } } }));
  return [{ $or: [all([...noArray, ...parts.map((p) => ({ [field]: p }))]), ...within] }];
}

/** As one set of operators, which `$elemMatch` wants for plain values. */
function merged(parts: readonly Operators[]): Query {
  const doubled = parts.flatMap((p) => Object.keys(p)).filter((key, i, keys) => keys.indexOf(key) !== i);
  // The same operator twice cannot stand in one object; its second time it is said by what it is not.
  const [first, second] = [Object.assign({}, ...parts.toReversed()) as Query, parts.at(-1) as Query];
  return doubled.length === 0 ? first : { ...first, $not: { $not: Object.fromEntries(doubled.map((key) => [key, second[key]])) } };
}

/** The order asked for, made total by `_id` in the direction of the last field. */
export function orderOf(fields: ReadonlySet<string>, sort: Sort = []): Order {
  const order = sort.map(([name, direction]) => ({ field: { name: checked(fields, name), path: name.split('.') }, descending: direction === 'desc' }));
  const known = order.findIndex(({ field }) => field.name === '_id');
  return known >= 0 ? order.slice(0, known + 1) : [...order, { field: { name: '_id', path: ['_id'] }, descending: order.at(-1)?.descending ?? false }];
}

export const sortOf = (order: Order): [string, 1 | -1][] => order.map(({ field, descending }) => [field.name, descending ? -1 : 1]);

/** What comes after a place in an order, as ranges to be read one after the other: each is a walk along an index. */
export function rangesAfter(order: Order, place: readonly Scalar[]): readonly Readonly<{ where: Query; order: Order }>[] {
  const ranges: { where: Query; order: Order }[] = [];
  for (let depth = order.length - 1; depth >= 0; depth -= 1) {
    const same = order.slice(0, depth).map(({ field }, i) => ({ [field.name]: place[i] ?? null }));
    const { field: { name }, descending } = order[depth]!;
    for (const next of beyond(place[depth] ?? null, descending, name === '_id')) ranges.push({ where: all([...same, { [name]: next }]), order: order.slice(depth) });
  }
  return ranges;
}

/** The order of types is null, numbers, strings, booleans; the server compares within one type only. */
function beyond(value: Scalar, descending: boolean, isKey: boolean): readonly (Operators | null | Readonly<{ $ne: null }>)[] {
  if (isKey) return [descending ? { $lt: value } : { $gt: value }];
  const below = { $lt: value };
  const above = { $gt: value };
  if (!descending)
    switch (typeof value) {
      case 'number': return [above, STRINGS, BOOLEANS];
      case 'string': return [above, BOOLEANS];
      case 'boolean': return value ? [] : [{ $in: [true] }];
      default: return [{ $ne: null }];
    }
  switch (typeof value) {
    case 'number': return [below, null];
    case 'string': return [below, NUMBERS, null];
    case 'boolean': return [...(value ? [{ $in: [false] }] : []), STRINGS, NUMBERS, null];
    default: return [];
  }
}
