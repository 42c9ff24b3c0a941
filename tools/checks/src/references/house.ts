import { loadAreas } from '@humai/areas';
import type { ErrorCatalogue, EventShapes, PolicyInForce, PolicyKind, Projection } from '@humai/kernel';
import { PlatformErrors } from '@humai/kernel';
import { type ContextDefinition, projectionsOf } from '@humai/nest';
import { chineseCalendar, loadPolicies } from '@humai/policy';
import { parse } from 'yaml';
import { manifestsOf, type Repository } from '../repository/repository.js';
import { questionsIn } from './questions.js';

/** Code → its names, and marks such as `development: true`. */
export type CodeList = Readonly<Record<string, Readonly<{ zh: string; en: string }> & Readonly<Record<string, unknown>>>>;
// Documents and events are known to the context only.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyProjection = Projection<any, any>;

/** Everything that the references are made from. */
export type House = Readonly<{
  contexts: readonly ContextDefinition[];
  /** Exported name → list, in order of contracts. */
  codeLists: ReadonlyMap<string, CodeList>;
  /** Every catalogue of refusals by owner: `platform`, then the contracts, then the applications that have their own (`cli`). */
  errors: ReadonlyMap<string, ErrorCatalogue>;
  /** The documents of a kind, oldest first, each with its file. */
  documentsOf(kind: PolicyKind): readonly (PolicyInForce<unknown> & Readonly<{ file: string }>)[];
  areaName(code: string): string;
  /** The question a read model answers, by its name: the comment above its projection. */
  questions: ReadonlyMap<string, string>;
}>;

type Exports = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Exports => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.getPrototypeOf(value) === Object.prototype;
const everyValue = (value: unknown, fits: (entry: Exports) => boolean): boolean =>
  isRecord(value) && Object.keys(value).length > 0 && Object.values(value).every((entry) => isRecord(entry) && fits(entry));

const isCodeList = (value: unknown): value is CodeList =>
  everyValue(value, (e) => typeof e['zh'] === 'string' && typeof e['en'] === 'string' && Object.entries(e).every(([k, v]) => k === 'zh' || k === 'en' || typeof v === 'boolean'));
const isErrorCatalogue = (value: unknown): value is ErrorCatalogue => everyValue(value, (e) => typeof e['zh'] === 'string' && typeof e['en'] === 'string' && typeof e['status'] === 'number');
const isContext = (value: unknown): value is ContextDefinition => isRecord(value) && ['name', 'module', 'events', 'errors', 'aggregates', 'projections', 'queries'].every((k) => k in value);

/** Looks at what the packages export, so that a new context, code list or catalogue shows by itself. */
export async function openHouse(repository: Repository, root: string): Promise<House> {
  const manifests = manifestsOf(repository);
  const nameOf = (manifest: string) => (JSON.parse(repository.read(manifest)) as { name: string }).name;
  const load = (pattern: RegExp) => Promise.all(manifests.filter((m) => pattern.test(m)).map(async (m) => [m.split('/').at(-2)!, (await import(nameOf(m))) as Exports] as const));
  const contracts = await load(/^libs\/contracts\/[^/]+\/package\.json$/);
  const services = await load(/^libs\/[^/]+\/service\/package\.json$/);
  const apps = await Promise.all(
    manifests.filter((m) => /^apps\/[^/]+\/package\.json$/.test(m) && './errors' in ((JSON.parse(repository.read(m)) as { exports?: object }).exports ?? {}))
      .map(async (m) => [m.split('/').at(-2)!, (await import(`${nameOf(m)}/errors`)) as Exports] as const),
  );

  const contexts = services.flatMap(([, exports]) => Object.values(exports).filter(isContext));
  const areas = loadAreas();
  const policies = loadPolicies({ directory: `${root}/policies`, kinds: contexts.flatMap((c) => c.policies), otherKinds: 'ignore' });
  const files = policyFiles(repository);
  return {
    contexts,
    codeLists: new Map(contracts.flatMap(([, exports]) => Object.entries(exports).filter((e): e is [string, CodeList] => isCodeList(e[1])))),
    errors: new Map<string, ErrorCatalogue>([
      ['platform', PlatformErrors],
      ...[...contracts, ...apps].flatMap(([name, exports]) => {
        const catalogues = Object.values(exports).filter(isErrorCatalogue);
        return catalogues.length === 0 ? [] : [[name, Object.assign({}, ...catalogues) as ErrorCatalogue] as const];
      }),
    ]),
    documentsOf: ({ kind }) => policies.versions(kind).map((p) => ({ ...p, file: files.get(p.version)! })).sort((a, b) => (a.from < b.from ? -1 : 1)),
    areaName: (code) => areas.find(code.padEnd(12, '0'))?.name ?? '',
    questions: new Map(repository.files.filter((f) => /^libs\/[^/]+\/service\/src\/.*\.ts$/.test(f) && !f.endsWith('.spec.ts')).flatMap((f) => [...questionsIn(repository.read(f))])),
  };
}

function policyFiles({ files, read }: Repository): ReadonlyMap<string, string> {
  return new Map(files.filter((f) => /^policies\/.*\.ya?ml$/.test(f)).map((file) => {
    const { kind, area, edition } = parse(read(file)) as Record<string, unknown>;
    return [`${String(kind)}/${String(area)}/${String(edition)}`, file];
  }));
}

const unused = new Proxy({}, { get: (_, name) => { throw new Error(`${String(name)} is used before anything happened`); } }) as never;

/** The read models of a context but for its due dates. */
export const readModelsOf = (context: ContextDefinition): readonly AnyProjection[] => projectionsOf(context, { policies: unused, calendar: unused });

/** The due dates that a context's processes keep: read models that nobody asks over HTTP. */
export function dueDatesOf({ processes }: ContextDefinition): readonly AnyProjection[] {
  return (processes?.({ executor: unused, policies: unused, calendar: chineseCalendar(), readStore: unused }) ?? []).map((p) => p.dueDates as AnyProjection);
}

/** `HouseholdEnrolled` of `identification.HouseholdEnrolled.v1`. */
export const factOf = (type: keyof EventShapes): string => String(type).split('.')[1]!;
