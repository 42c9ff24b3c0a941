import type { ReadDocument, Scalar } from '@humai/kernel';

/** What a document holds at a path: one scalar (null where nothing stands), or a list when an array lies on the way. */
export function valueAt(document: ReadDocument, path: readonly string[]): Scalar | readonly Scalar[] {
  return at(document, path, 0);
}

function at(value: unknown, path: readonly string[], depth: number): Scalar | readonly Scalar[] {
  if (Array.isArray(value)) return value.flatMap((element: unknown) => at(element, path, depth));
  if (depth < path.length) return value !== null && typeof value === 'object' ? at((value as Record<string, unknown>)[path[depth]!], path, depth + 1) : null;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

/** The scalar that stands in the column and in a cursor: null for a list. */
export const scalarAt = (document: ReadDocument, path: readonly string[]): Scalar => {
  const value = valueAt(document, path);
  return Array.isArray(value) ? null : (value as Scalar);
};

/** The least string greater than all that begin with the prefix, by code point; null when there is none. */
export function afterPrefix(prefix: string): string | null {
  const points = [...prefix].map((c) => c.codePointAt(0)!);
  while (points.length > 0) {
    const last = points.pop()!;
    if (last < 0x10ffff) return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
  }
  return null;
}
