import { checkCollection, checkField } from '@humai/read-store';

/** The only place where a name becomes part of a statement. */
const quoted = (name: string): string => `"${name}"`;

export const rowsTable = (collection: string): string => quoted(`rows:${checkCollection(collection)}`);
export const elementsTable = (collection: string, field: string): string => quoted(`elements:${checkCollection(collection)}:${checkField(field)}`);
export const elementsIndex = (collection: string, field: string): string => quoted(`elements-index:${checkCollection(collection)}:${checkField(field)}`);
export const indexName = (collection: string, fields: readonly string[]): string => quoted(`index:${checkCollection(collection)}:${fields.map(checkField).join()}`);
export const columnName = (field: string): string => quoted(`field:${checkField(field)}`);
