import { RequestMethod, type Type } from '@nestjs/common';
import type { Bilingual } from '@humai/kernel';

export type Route = Readonly<{ method: string; path: string; summary: Bilingual }>;

// The names under which Nest keeps what its decorators say. They are not exported, and have been these since its first version.
const METADATA = { controllers: 'controllers', imports: 'imports', path: 'path', method: 'method', pattern: 'microservices:pattern', operation: 'swagger/apiOperation' } as const;
const said = <T>(name: keyof typeof METADATA, target: object): T | undefined => Reflect.getMetadata(METADATA[name], target) as T | undefined;

type Handler = (...args: never[]) => unknown;
const handlersOf = (controller: Type): Handler[] =>
  Object.getOwnPropertyNames(controller.prototype).filter((name) => name !== 'constructor').map((name) => controller.prototype[name] as Handler).filter((f) => typeof f === 'function');

const controllersOf = (module: Type): Type[] => [
  ...(said<Type[]>('controllers', module) ?? []),
  ...(said<unknown[]>('imports', module) ?? []).filter((m): m is Type => typeof m === 'function').flatMap(controllersOf),
];

/** What a module answers over HTTP, as its controllers declare it. */
export const routesOf = (module: Type): readonly Route[] => controllersOf(module).flatMap(routesOfController);

export function routesOfController(controller: Type): readonly Route[] {
  const base = said<string>('path', controller) ?? '';
  return handlersOf(controller).flatMap((handler) => {
    const method = said<RequestMethod>('method', handler);
    if (method === undefined) return [];
    const path = `/${base}/${said<string>('path', handler) ?? ''}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1').replace(/:(\w+)/g, '<$1>');
    return [{ method: RequestMethod[method], path, summary: summaryOf(said<{ summary?: string }>('operation', handler)?.summary ?? '') }];
  });
}

/** Types of the events that a module takes from the feed. */
export const reactionsOf = (module: Type): readonly string[] => controllersOf(module).flatMap(handlersOf).flatMap((handler) => said<string[]>('pattern', handler) ?? []);

/** The platform marks the route to one item by `(1)`. */
function summaryOf(text: string): Bilingual {
  const one = text.endsWith(' (1)');
  const [zh = '', en = zh] = text.replace(/ \(1\)$/, '').split(' / ', 2);
  return one ? { zh: `单条:${zh}`, en: `one of: ${en}` } : { zh, en };
}
