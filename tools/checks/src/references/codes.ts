import type { Repository } from '../repository/repository.js';
import type { House } from './house.js';

// The client library has codes of its own for answers that are none of Humai's.
const isSource = (file: string): boolean => /^(apps|libs\/(?!client\/))/.test(file) && file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('/testing/');
const CODE = /'([A-Z][A-Z_]*\.[A-Z][A-Z_]*)'|new DomainError\('(\w+)'/g;

/** Codes that a source can answer with and that stand in no catalogue: whoever gets one finds it in no reference, and reads no sentence. */
export function codesWithoutSentence({ files, read }: Repository, { errors }: Pick<House, 'errors'>): readonly string[] {
  const known = new Set([...errors.values()].flatMap(Object.keys));
  return files.filter(isSource).flatMap((file) =>
    [...new Set([...read(file).matchAll(CODE)].map(([, dotted, single]) => dotted ?? single!))].filter((code) => !known.has(code)).map((code) => `${file}: ${code} stands in no catalogue of refusals`));
}
