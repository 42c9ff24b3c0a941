import { parseAllDocuments } from 'yaml';

export type Tree = { readonly [key: string]: unknown };

/** All documents of a YAML text, with anchors and `<<` resolved. Throws what is wrong with it. */
export function documentsOf(text: string): readonly Tree[] {
  const documents = parseAllDocuments(text, { merge: true });
  return (Array.isArray(documents) ? documents : []).map((document) => {
    if (document.errors.length > 0) throw document.errors[0]!;
    return document.toJS() as Tree;
  });
}

/** `a.b.0.c` of a tree; undefined where the way ends. */
export const at = (tree: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((node, key) => (typeof node === 'object' && node !== null ? (node as Tree)[key] : undefined), tree);

export const treeAt = (tree: unknown, path: string): Tree => (at(tree, path) ?? {}) as Tree;
export const listAt = (tree: unknown, path: string): readonly Tree[] => (at(tree, path) ?? []) as readonly Tree[];

/** `A=b` lines, comments and empty lines left out. */
export const variablesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split('\n').filter((line) => /^\w+=/.test(line)).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
