/** What stands in a column. Booleans are blobs, so that the order of types is null, numbers, strings, booleans, as in MongoDB. */
export type Stored = null | number | string | Uint8Array;

const FALSE = new Uint8Array([0]);
const TRUE = new Uint8Array([1]);

export const toStored = (value: unknown): Stored => {
  switch (typeof value) {
    case 'string': case 'number': return value;
    case 'boolean': return value ? TRUE : FALSE;
    default: return null;
  }
};

export const isSame = (a: Stored, b: Stored): boolean => a === b || (a instanceof Uint8Array && b instanceof Uint8Array && a[0] === b[0]);
