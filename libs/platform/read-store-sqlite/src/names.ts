const COLLECTION = /^[A-Za-z][\w.~-]{0,150}$/;
const FIELD = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;

/** The only place where a name becomes part of a statement. */
const quoted = (name: string): string => `"${name}"`;

function checked(name: string, pattern: RegExp, what: string): string {
  if (!pattern.test(name)) throw new Error(`not a ${what} name: ${JSON.stringify(name)}`);
  return name;
}

export const checkCollection = (name: string): string => checked(name, COLLECTION, 'collection');
export const checkField = (name: string): string => checked(name, FIELD, 'field');
export const rowsTable = (collection: string): string => quoted(`rows:${checkCollection(collection)}`);
export const elementsTable = (collection: string, field: string): string => quoted(`elements:${checkCollection(collection)}:${checkField(field)}`);
export const elementsIndex = (collection: string, field: string): string => quoted(`elements-index:${checkCollection(collection)}:${checkField(field)}`);
export const indexName = (collection: string, fields: readonly string[]): string => quoted(`index:${checkCollection(collection)}:${fields.map(checkField).join()}`);
export const columnName = (field: string): string => quoted(`field:${checkField(field)}`);
