import openapiTS, { astToString } from 'openapi-typescript';
import type { Doc, Json } from './documents.js';

export const GENERATED = 'libs/client/src/generated';
const BY_HAND = '// Made by `npm run docs`. Do not edit.\n';

const isDoc = (value: Json | undefined): value is Doc => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The document without refusals: the client throws them, whatever the route. */
function withoutRefusals(document: Doc): Doc {
  const operation = (value: Json): Json => {
    if (!isDoc(value) || !isDoc(value['responses'])) return value;
    return { ...value, responses: Object.fromEntries(Object.entries(value['responses']).filter(([status]) => status.startsWith('2'))) };
  };
  return { ...document, paths: Object.fromEntries(Object.entries(document['paths'] as Doc).map(([path, item]) => [path, Object.fromEntries(Object.entries(item as Doc).map(([method, value]) => [method, operation(value)]))])) };
}

const camel = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The types of `@humai/client`: the interface of each service, and the codes that a refusal can have. Path from the root → text. */
export async function clientTypes(contracts: ReadonlyMap<string, Doc>, codes: Iterable<string>): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [path, document] of contracts) {
    const service = /^openapi\/(.+)\.json$/.exec(path)?.[1];
    if (service === undefined) continue;
    files.set(`${GENERATED}/${service}.ts`, `${BY_HAND}${astToString(await openapiTS(withoutRefusals(document) as never, { silent: true }))}`);
  }
  const services = [...files.keys()].map((file) => file.slice(GENERATED.length + 1, -'.ts'.length));
  const imports = services.map((service) => `import type { paths as ${camel(service)} } from './${service}.js';`);
  files.set(`${GENERATED}/paths.ts`, `${BY_HAND}${imports.join('\n')}\n\n/** Every route of every service. */\nexport type Paths = ${services.map(camel).join(' & ')};\n`);
  const known = [...new Set(codes)].sort();
  files.set(`${GENERATED}/codes.ts`, `${BY_HAND}/** Every code a refusal over HTTP can have, as of this version; a newer service may have more. */\nexport type ProblemCode =\n${known.map((code) => `  | '${code}'`).join('\n')};\n`);
  return files;
}
