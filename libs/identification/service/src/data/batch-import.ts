import { type BatchCounts, DataSourcePolicy, IncomeLinePolicy } from '@humai/contracts-identification';
import { type DataBatch, type DoubtfulMatch, fieldsOfHeadings, readDataRow, signalSearch, usesLine } from '@humai/identification-domain';
import {
  type Actor, type Calendar, type Caller, type Clock, DomainError, type EventCatalogue, type EventStore, type Language, localDateOf, type LocalDate, type PolicySource, type Purpose, type ReadStore, type Vault,
} from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { dataBatchIntake } from '../application/data-batch-aggregate.js';
import { Streams } from '../application/streams.js';
import { Links } from '../messaging/links.js';
import { inParallel } from '../register/register-import.js';
import type { TableRow } from '../register/table.js';
import { batchIdOf, matchIdOf, readBatch, rowIdOf } from './batches.js';
import { recordOfRow } from './doubtful-record.js';
import { type Match, matchRows, type NumberedRow } from './matching.js';
import { type BatchProgress, BatchProgressStore } from './progress.js';
import { raiseWarnings, type RowToRaise } from './raise.js';
import { rehearse } from './rehearse.js';
import { DataProblems, type DataBatchReport } from './report.js';
import { periodOf, senderOf, sourceFor } from './source.js';
import { inspectTable, readTable } from './table.js';

export type DataBatchPorts = Readonly<{
  executor: CommandExecutor; store: Pick<EventStore, 'readStream'>; catalogue: EventCatalogue; readStore: ReadStore; vault: Vault; policies: PolicySource; calendar: Calendar; clock: Clock;
}>;
export type DataBatchStep = Readonly<{ rows: number; /** 0 to 1 */ fraction: number }>;
export type DataBatchOptions = Readonly<{
  source: string;
  period: string;
  /** Division code or prefix; only its households are concerned. */
  area: string;
  sender: Caller | Actor;
  /** Reads and judges all, writes nothing but that it was looked at. */
  dryRun?: boolean;
  language?: Language;
  onProgress?: (step: DataBatchStep) => void;
  /** How many problems the report lists; 100,000 unless told. */
  maxProblems?: number;
  /** Stops between rows; the next run of the same file goes on from there. */
  signal?: AbortSignal;
}>;

const CONCURRENCY = 64;
const DOUBTS_PER_EVENT = 200;
const NOTHING: BatchCounts = { rows: 0, rejected: 0, unknown: 0, doubtful: 0, matched: 0, outside: 0, raised: 0, supported: 0 };

/** What a run knows of its batch. */
type Batch = Readonly<{ batchId: string; source: DataSourcePolicy; sourceVersion: string; period: string; area: string; receivedOn: LocalDate; contentHash: string; sender: Actor }>;

/**
 * Takes one delivery of one source: rows are matched to persons and given to their households, which decide what they mean there.
 * The same delivery again answers the same and writes nothing (invariant 24); an interrupted one goes on where it was; wrong rows are told and do not hold up the others.
 * Throws DomainError `DATA.…` for what is wrong with the delivery as a whole: nothing of it is taken then.
 */
export class DataBatchImport {
  readonly #streams: Streams;
  readonly #progress: BatchProgressStore;

  constructor(private readonly ports: DataBatchPorts) {
    this.#streams = new Streams(ports.store, ports.catalogue);
    this.#progress = new BatchProgressStore(ports.readStore);
  }

  /** What can be said before the file is there: source, sender and period. Throws like {@link run}. */
  check({ source: key, area: asked, sender, period }: Pick<DataBatchOptions, 'source' | 'area' | 'sender' | 'period'>) {
    const today = localDateOf(this.ports.clock.now());
    const { source, area } = sourceFor(this.ports.policies, key, asked, today);
    return { newest: source, area, sender: senderOf(sender, source.content, area), period: periodOf(source.content, period, today).period, today };
  }

  async run(path: string, options: DataBatchOptions): Promise<DataBatchReport> {
    const { policies, store, catalogue } = this.ports;
    const { dryRun = false, language = 'zh', maxProblems = 100_000, onProgress, signal } = options;
    const { newest, area, sender, period, today } = this.check(options);
    const file = await inspectTable(path);
    const batchId = batchIdOf(newest.content.key, period, area, file.hash);
    const earlier = await readBatch(store, catalogue, batchId);
    // A batch keeps the document and the day under which it began.
    const { sourceVersion, receivedOn } = earlier.received ?? { sourceVersion: newest.version, receivedOn: today };
    const { content: source } = policies.version(DataSourcePolicy, sourceVersion);
    const batch: Batch = { batchId, source, sourceVersion, period, area, receivedOn, contentHash: file.hash, sender };

    const problems = new DataProblems(language, maxProblems);
    const taking = new Taking(this.ports, this.#streams, this.#progress, batch, earlier, problems, dryRun);
    let fraction = 0;
    let fields: readonly (string | null)[] | undefined;
    for await (const rows of readTable(file, (f) => { fraction = f; })) {
      signal?.throwIfAborted();
      let body = rows;
      if (!fields) {
        fields = fieldsOfHeadings(source, rows[0]!.cells);
        await taking.begin();
        body = rows.slice(1);
      }
      if (body.length > 0) await taking.take(body, fields);
      onProgress?.({ rows: taking.counts.rows, fraction });
    }
    if (!fields) throw new DomainError('DATA.EMPTY');
    return { batch: batchId, source: source.key, period, area, ...(await taking.end()), errors: problems.list };
  }
}

/** One pass over the rows of a batch. */
class Taking {
  readonly #why: Purpose;
  readonly #links: Links;
  readonly #mayBeSignal: ReturnType<typeof signalSearch>;
  #state: BatchProgress = { row: 0, counts: NOTHING };

  constructor(
    private readonly ports: DataBatchPorts,
    private readonly streams: Streams,
    private readonly progress: BatchProgressStore,
    private readonly batch: Batch,
    private readonly earlier: DataBatch,
    private readonly problems: DataProblems,
    private readonly dryRun: boolean,
  ) {
    const { source, period, area, receivedOn, sender } = batch;
    const { policies, executor, store, catalogue } = ports;
    this.#links = new Links(executor, store, catalogue);
    const lineFen = usesLine(source) ? policies.inForce(IncomeLinePolicy, area, receivedOn).content.lineFen : 0;
    this.#mayBeSignal = signalSearch(source, lineFen, (expression, variables) => policies.evaluate(expression, variables));
    this.#why = { actor: sender.id, role: sender.role, purpose: `identification.data ${source.key} ${period}` };
  }

  get counts(): BatchCounts {
    return this.#state.counts;
  }

  async begin(): Promise<void> {
    if (this.dryRun || this.earlier.done) return;
    const { batchId, source, sourceVersion, period, area, contentHash } = this.batch;
    await this.#give('ReceiveBatch', { batchId, source: source.key, sourceVersion, period, area, contentHash }, 'receive');
    this.#state = (await this.progress.load(batchId)) ?? this.#state;
  }

  async take(rows: readonly TableRow[], fields: readonly (string | null)[]): Promise<void> {
    const doubted = new Set(Object.values(this.earlier.matches).map((m) => m.row));
    const read = rows.map((r) => this.#read(r, fields));
    const isOpen = ({ row }: NumberedRow) => !this.earlier.done && row > this.#state.row;
    const open = read.filter(isOpen);
    // Those of an earlier run are read again only to say what is wrong with them.
    for (const { row, read: { problems } } of read) if (!isOpen({ row } as NumberedRow) && !doubted.has(row)) this.problems.add(row, problems);
    if (open.length === 0) return;
    const matches = await matchRows(open, { vault: this.ports.vault, streams: this.streams, why: this.#why, mayBeSignal: this.#mayBeSignal });
    for (const { row, read: { problems }, kind } of matches) if (kind === 'rejected') this.problems.add(row, problems);
    await this.#keepDoubts(matches);
    const given = await this.#raise(matches);
    this.#count(matches, given);
    if (!this.dryRun) await this.progress.save(this.batch.batchId, this.#state);
  }

  async end(): Promise<BatchCounts> {
    if (this.earlier.done) return this.earlier.done;
    if (this.dryRun) return this.counts;
    await this.#give('FinishBatch', { counts: this.counts }, 'finish');
    await this.progress.clear(this.batch.batchId);
    return this.counts;
  }

  #read({ row, cells }: TableRow, fields: readonly (string | null)[]): NumberedRow {
    const named = Object.fromEntries(fields.flatMap((field, i) => (field === null ? [] : [[field, cells[i] ?? '']])));
    const read = readDataRow(this.batch.source, named, this.batch.receivedOn);
    const tooMany = cells.slice(fields.length).filter((c) => c.trim() !== '').length;
    return { row, read: tooMany === 0 ? read : { ...read, problems: [{ heading: null, code: 'DATA.TOO_MANY_CELLS', details: { count: tooMany } }, ...read.problems] } };
  }

  /** What the rows say goes to the vault first: an event without it could not be settled. */
  async #keepDoubts(matches: readonly Match[]): Promise<void> {
    const doubtful = matches.flatMap((m) => (m.kind === 'doubtful' ? [m] : []));
    if (this.dryRun || doubtful.length === 0) return;
    const { batchId } = this.batch;
    await this.ports.vault.store(doubtful.map(({ row, read }) => ({ personId: matchIdOf(batchId, row), record: recordOfRow(read.name, read.number?.typed ?? '', read.fields) })), this.#why);
    for (let i = 0; i < doubtful.length; i += DOUBTS_PER_EVENT) {
      const told = doubtful.slice(i, i + DOUBTS_PER_EVENT).map(({ row, doubt, candidateId }): DoubtfulMatch => ({ matchId: matchIdOf(batchId, row), row, doubt, candidateId }));
      await this.#give('DoubtMatches', { matches: told }, `doubts ${told[0]!.row}`);
    }
  }

  async #raise(matches: readonly Match[]): Promise<Pick<BatchCounts, 'outside' | 'raised' | 'supported'>> {
    const given = { outside: 0, raised: 0, supported: 0 };
    await inParallel(matches.filter((m) => m.kind === 'matched'), CONCURRENCY, async ({ row, personId, householdId, read }) => {
      const { batchId, sourceVersion, period, area, receivedOn } = this.batch;
      const rowId = rowIdOf(batchId, row);
      const toRaise: RowToRaise = { batchId, rowId, sourceVersion, period, area, receivedOn, personId, householdId, fields: read.fields, commandId: `data-${rowId}` };
      const raised = this.dryRun ? await rehearse(this.ports, this.streams, this.#links, toRaise) : await raiseWarnings(this.ports.executor, this.#links, toRaise);
      given.outside += raised ? 0 : 1;
      given.raised += raised?.raised ?? 0;
      given.supported += raised?.supported ?? 0;
    });
    return given;
  }

  #count(matches: readonly Match[], given: Pick<BatchCounts, 'outside' | 'raised' | 'supported'>): void {
    const { counts } = this.#state;
    const of = (...kinds: readonly Match['kind'][]) => matches.filter((m) => kinds.includes(m.kind)).length;
    this.#state = {
      row: matches.at(-1)!.row,
      counts: {
        rows: counts.rows + matches.length, rejected: counts.rejected + of('rejected'), unknown: counts.unknown + of('unknown'), doubtful: counts.doubtful + of('doubtful'), matched: counts.matched + of('matched', 'quiet'),
        outside: counts.outside + given.outside, raised: counts.raised + given.raised, supported: counts.supported + given.supported,
      },
    };
  }

  async #give(type: string, data: unknown, purpose: string): Promise<void> {
    const { batchId, sender, receivedOn } = this.batch;
    await this.ports.executor.execute(dataBatchIntake, { type, id: batchId, data, actor: sender, commandId: `data-${batchId} ${purpose}`.replaceAll(' ', '-'), effectiveOn: receivedOn });
  }
}
