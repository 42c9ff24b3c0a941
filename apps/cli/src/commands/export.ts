import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { contexts } from '@humai/contexts';
import { areaPrefix, type Asking, collectionOf, DomainError, localDateOf, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import { type AnyQuery, exportOf, EXPORT_FORMATS, type ExportFormat, parseShape } from '@humai/nest';
import { type Reading, systemClock } from '@humai/wiring-embedded';
import { type Command, Option } from 'commander';
import { type AddCommand, command } from '../define.js';
import { queryOf } from '../server.js';
import type { Session } from '../session.js';
import { areaCode, whole } from '../values.js';

type LogOptions = Readonly<{ after: number; types?: string; out?: string; json?: boolean }>;
type ModelOptions = Readonly<{ area: string; format: ExportFormat; filter: readonly string[]; out?: string; json?: boolean }>;
type Document = ReadDocument & Readonly<Record<string, unknown>>;

const questions = new Map<string, AnyQuery>(contexts.flatMap((c) => c.queries.map((q) => [`${c.name}.${q.name}`, q] as const)));
const BATCH = 1_000;

/** Writes the log, or a whole read model, as a stream; needs no server and hinders none. */
export const exportAll: AddCommand = (program, run) => {
  const group = program.command('export').description('the log or a read model, whole / 导出').exitOverride();
  const out = (c: Command) => c.option('--out <file>', 'where to, standard output unless told');

  out(command(group, 'events', 'the log as NDJSON / 事件日志'))
    .option('--after <position>', 'begin after this position', whole(0, Number.MAX_SAFE_INTEGER), 0)
    .option('--types <list>', 'only these event types, separated by commas')
    .action((options: LogOptions) =>
      run((session) => session.read({
        server: (server) => server.stream(`/v1/ledger/events${queryOf({ after: options.after, types: options.types })}`, { accept: 'application/x-ndjson' }),
        here: async (reading) => Readable.from(linesOf(reading, options)),
      }, (body) => write(session, body, options.out)), options));

  out(command(group, 'read-model', 'a question and its whole answer / 读模型'))
    .argument('<question>', `one of ${[...questions.keys()].join(', ')}`)
    .option('--area <code>', 'only this area', areaCode, '')
    .addOption(new Option('--format <f>', 'of the file').choices(EXPORT_FORMATS).default('csv'))
    .option('--filter <name=value>', 'a filter of the question, may be repeated', (text: string, all: readonly string[]) => [...all, text], [])
    .action((question: string, options: ModelOptions) =>
      run(async (session) => {
        const query = questions.get(question);
        if (!query) throw new DomainError('READ_MODEL.UNKNOWN', { name: question, known: [...questions.keys()] });
        const { area, format, filter, out } = options;
        const filters = filtersOf(query, filter);
        return session.read({
          server: (server) => server.stream(`/v1/${question.replace('.', '/')}${queryOf({ ...filters.given, format, area: area === '' ? undefined : area })}`, { accept: '*/*' }),
          here: async (reading) => exportOf(query.name, format, session.output.language, query.columns, documentsOf(reading, query, area, filters.parsed), (d) => query.item.parse({ id: (d as Document)._id, ...(d as Document) })).body,
        }, (body) => write(session, body, out));
      }, options));
};

async function* linesOf({ store }: Reading, { after, types }: LogOptions): AsyncGenerator<string> {
  for await (const batch of store.readAll({ after, ...(types === undefined ? {} : { types: types.split(',') }) })) yield batch.map((event) => `${JSON.stringify(publicOf(event))}\n`).join('');
}

const publicOf = ({ position, stream, revision, type, id, recordedAt, metadata, data, hash }: RecordedEvent) => ({ position, stream, revision, type, id, recordedAt, metadata, data, hash });

/** Filters as they were written, and as the question takes them. Throws `SHAPE.INVALID`. */
function filtersOf(query: AnyQuery, pairs: readonly string[]) {
  const given: Readonly<Record<string, string>> = Object.fromEntries(pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]));
  return { given, parsed: parseShape(query.filters.strict(), given, 'filter') };
}

async function* documentsOf({ readStore, directory }: Reading, query: AnyQuery, area: string, filters: unknown): AsyncGenerator<readonly Document[]> {
  if (!readStore) throw new DomainError('STORE.MISSING', { directory });
  // Whoever reads the files themselves has all rights and no role.
  const asking: Asking = { caller: { id: 'cli', grants: [] }, today: localDateOf(systemClock.now()) };
  const asked = query.toFilter(filters, asking);
  const collection = await readStore.resolve(collectionOf(query.projection));
  const prefix = areaPrefix(area);
  let cursor: string | null | undefined;
  do {
    const page = await readStore.find<Document>(collection, { filter: prefix === '' ? asked : { ...asked, [query.areaField]: { prefix } }, sort: query.sort, limit: BATCH, ...(cursor ? { cursor } : {}) });
    if (page.items.length > 0) yield page.items.map((d) => (query.computed ? { ...d, ...query.computed(d, asking) } : d));
    ({ cursor } = page);
  } while (cursor);
}

/** To a file, or to standard output, which is not closed. */
async function write(session: Session, body: Readable, file: string | undefined): Promise<void> {
  if (file !== undefined) return pipeline(body, createWriteStream(file), { signal: session.signal });
  await pipeline(body, process.stdout, { end: false, signal: session.signal });
}
