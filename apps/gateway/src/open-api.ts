type Json = Readonly<Record<string, unknown>>;
type Document = Json & Readonly<{ paths?: Json; components?: Readonly<Record<string, Json>> }>;

/**
 * One OpenAPI document of what services answer behind one address: of each the paths that lead to it, `/v1/<name>/`, and what is about the process alone
 * of none. Everything else is as the first one has it.
 */
export function mergedOpenApi(documents: readonly (readonly [service: string, document: unknown])[]): Json {
  const all = documents as readonly (readonly [string, Document])[];
  const [, first = {}] = all[0] ?? [];
  const sections = [...new Set(all.flatMap(([, { components = {} }]) => Object.keys(components)))];
  return {
    ...first,
    paths: Object.fromEntries(all.flatMap(([service, { paths = {} }]) => Object.entries(paths).filter(([path]) => path.startsWith(`/v1/${service}/`)))),
    components: Object.fromEntries(sections.map((section) => [section, Object.assign({}, ...all.map(([, { components }]) => components?.[section])) as Json])),
  };
}
