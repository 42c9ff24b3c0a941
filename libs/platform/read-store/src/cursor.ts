import { DomainError, type ReadDocument, type Scalar } from '@humai/kernel';
import { scalarAt } from './values.js';

/** An order made total by `_id`, as adapters read it: `path` is the dotted name of the field, taken apart. */
export type Order = readonly Readonly<{ field: Readonly<{ name: string; path: readonly string[] }>; descending: boolean }>[];

const signatureOf = (order: Order): string => order.map(({ field, descending }) => `${descending ? '-' : ''}${field.name}`).join();

/** The place of a document in an order, as opaque text. */
export const cursorOf = (order: Order, document: ReadDocument): string =>
  Buffer.from(JSON.stringify([signatureOf(order), ...order.map(({ field }) => scalarAt(document, field.path))])).toString('base64url');

/** The place a cursor stands for. Throws `READ_MODEL.BAD_CURSOR`, also for a cursor of another order. */
export function placeOf(order: Order, cursor: string): readonly Scalar[] {
  const [signature, ...place] = parse(cursor);
  const sound = signature === signatureOf(order) && place.length === order.length && place.every((v) => v === null || typeof v !== 'object') && typeof place.at(-1) === 'string';
  if (!sound) throw new DomainError('READ_MODEL.BAD_CURSOR', {}, 'cursor');
  return place as readonly Scalar[];
}

function parse(cursor: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
