/** An own entry: ids come from outside, and `constructor` is none. */
export const entry = <V>(record: Readonly<Record<string, V>>, key: string): V | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);
