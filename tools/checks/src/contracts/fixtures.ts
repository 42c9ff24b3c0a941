import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { categoryOf, EventMetadata, type EventCatalogue, ownerOf, type RecordedEvent } from '@humai/kernel';
import { type ContextDefinition, categoryOfEvent, toJsonSchema } from '@humai/nest';
import type { Repository } from '../repository/repository.js';
import { catalogueOf, type Doc, textOf } from './documents.js';
import { sampleOf, type Extent } from './sample.js';

/** Type and version of `identification.ClueReported.v1` → its fixture. */
export const fixturePath = (type: string): string => `libs/contracts/${ownerOf(type)}/fixtures/${type.slice(ownerOf(type).length + 1)}.json`;
const FIXTURE = /^libs\/contracts\/([^/]+)\/fixtures\/(.+)\.json$/;
export const fixturesIn = ({ files }: Repository): readonly string[] => files.filter((f) => FIXTURE.test(f));
const typeOf = (file: string): string => file.replace(FIXTURE, '$1.$2');

/** An event as a log once held it; the hash is left out, because nothing here is chained. */
export type Fixture = readonly Omit<RecordedEvent, 'hash'>[];

const METADATA = {
  all: {
    actor: 'u-fixture', role: 'county', area: '511504', policy: 'identification/51/2024', effectiveOn: '2024-03-01', command: 'SomeCommand', commandId: 'key-1', correlationId: 'correlation-1', causationId: 'causation-1',
    traceparent: '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01', simulated: true,
  },
  least: { actor: 'u-fixture', role: 'county', area: '511504', policy: null, effectiveOn: '2024-03-01', command: 'SomeCommand', commandId: 'key-1', correlationId: 'correlation-1', causationId: 'causation-1' },
} as const satisfies Record<Extent, EventMetadata>;

/** A first fixture for a type that has none: the event with all its fields, and with no more than it needs where that differs. */
export function draftOf(type: string, contexts: readonly ContextDefinition[]): Fixture {
  const shape = catalogueOf(contexts).shapeOf(type)!;
  const category = categoryOfEvent(contexts.flatMap((c) => c.aggregates), type);
  const event = (extent: Extent, revision: number) => ({
    id: `fixture-${type}-${revision}`, stream: `${category}-fixture`, revision, position: revision + 1, recordedAt: '2024-03-01T01:02:03.000Z', type,
    metadata: METADATA[extent],
    data: sampleOf(toJsonSchema(shape) as Doc, extent),
  });
  const [all, least] = [event('all', 0), event('least', 1)];
  return isDeepStrictEqual(all.data, least.data) ? [all] : [all, least];
}

export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Types without a fixture. */
export const typesWithout = (repository: Repository, catalogue: EventCatalogue): readonly string[] => catalogue.types.filter((type) => !repository.files.includes(fixturePath(type)));

/** What is wrong with the fixtures: every version of every event has one, and each is read today as it was when it was written. */
export function problemsOfFixtures(repository: Repository, contexts: readonly ContextDefinition[]): readonly string[] {
  const catalogue = catalogueOf(contexts);
  return [
    ...typesWithout(repository, catalogue).map((type) => `${fixturePath(type)}: ${type} has no fixture (npm run docs writes a first one)`),
    ...fixturesIn(repository).flatMap((file) => problemsOf(file, repository.read(file), catalogue).map((problem) => `${file}: ${problem}`)),
  ];
}

function problemsOf(file: string, text: string, catalogue: EventCatalogue): readonly string[] {
  const type = typeOf(file);
  const shape = catalogue.shapeOf(type);
  if (!shape) return [`no context knows ${type} any more, but it stands in logs for ever`];
  const events = JSON.parse(text) as Fixture;
  if (events.length === 0) return ['holds no event'];
  return events.flatMap((event, i) => {
    const problems: string[] = [];
    if (event.type !== type) problems.push(`is of ${event.type}`);
    if (categoryOf(event.stream) === '') problems.push('names no stream');
    const metadata = EventMetadata.safeParse(event.metadata);
    if (!metadata.success) problems.push(`metadata ${metadata.error.issues[0]?.path.join('.')}: ${metadata.error.issues[0]?.message}`);
    const parsed = shape.safeParse(event.data);
    if (!parsed.success) problems.push(`${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`);
    else if (!isDeepStrictEqual(parsed.data, event.data)) problems.push('the schema reads something else than what stands there: a field it no longer names, or one it makes up');
    return [...problems, ...problemsOfNewest({ ...event, hash: '' }, catalogue)].map((problem) => `event ${i}: ${problem}`);
  });
}

/** An old shape is read as the newest there is, and that is what its schema takes. */
function problemsOfNewest(event: RecordedEvent, catalogue: EventCatalogue): readonly string[] {
  const newest = newestOf(event.type, catalogue);
  let read: RecordedEvent;
  try {
    read = catalogue.upcast(event);
  } catch (error) {
    return [`its upcaster fails: ${error instanceof Error ? error.message : String(error)}`];
  }
  if (read.type !== newest) return [`is read as ${read.type}, but the newest shape is ${newest}: an upcaster is missing`];
  const problem = catalogue.problemOf(read);
  return problem === null || read.type === event.type ? [] : [`read as ${newest}: ${problem}`];
}

function newestOf(type: string, { types }: EventCatalogue): string {
  const fact = type.replace(/\.v\d+$/, '.v');
  const versions = types.filter((t) => t.startsWith(fact) && /^\d+$/.test(t.slice(fact.length))).map((t) => Number(t.slice(fact.length)));
  return `${fact}${Math.max(...versions)}`;
}

export const textOfFixture = (fixture: Fixture): string => textOf(JSON.parse(JSON.stringify(fixture)) as Doc);
