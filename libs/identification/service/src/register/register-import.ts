import { createHash } from 'node:crypto';
import { DomainError, localDateOf, type AreaDirectory, type Clock, type Language, type LocalDate, type OpenRowStaging, type RowStaging, type StagedGroup, type StagedRow } from '@humai/kernel';
import { type RegisterFieldKey } from '@humai/contracts-identification';
import { checkHousehold, findVillage, normaliseDocumentNumber, parseRow, toEighteen, type Cells, type CheckedHousehold, type NumberedRow } from '@humai/identification-domain';
import { readCsv } from './csv-table.js';
import { takeHousehold, type HouseholdOutcome, type RowFinding } from './household-import.js';
import { columnsOf, type Columns, type RegisterMapping } from './mapping.js';
import { ProblemList, type ImportProblem, type ImportReport } from './report.js';
import type { ImportProgress, ImportState, RegisterSink } from './sink.js';
import { inspectFile, type TableFile, type TableRows } from './table.js';
import { readXlsx } from './xlsx-table.js';

export type ImportPorts = Readonly<{ sink: RegisterSink; openStaging: OpenRowStaging; progress: ImportProgress; areas: AreaDirectory; clock: Clock }>;
export type ImportStep =
  | Readonly<{ phase: 'reading'; rows: number; /** 0 to 1 */ fraction: number }>
  | Readonly<{ phase: 'applying'; households: number; total: number }>;
export type ImportOptions = Readonly<{
  /** Code or prefix of the area the register may reach; '' = anywhere. With one county in it the 县 column is not needed. */
  area: string;
  mapping?: RegisterMapping;
  /** Reads and checks all, writes nothing. */
  dryRun?: boolean;
  language?: Language;
  onProgress?: (step: ImportStep) => void;
  /** Told of every problem, also of those beyond `maxProblems`. */
  onProblem?: (problem: ImportProblem, severity: 'error' | 'query') => void;
  /** How many problems the report lists; 100,000 unless told. */
  maxProblems?: number;
  /** Households under way at once, 64 unless told: enough for commits to be shared. */
  concurrency?: number;
  /** Stops between households; the next run of the same file goes on from there. */
  signal?: AbortSignal;
}>;

const BATCH = 256;
const MAX_SAVED_REFUSALS = 2_000;
const EMPTY: ImportState = { done: 0, putOff: [], accepted: 0, unchanged: 0, rejected: 0, events: 0, refusals: [] };

/**
 * Brings a register into the system (design §3, `import`): rows are staged by household, then taken household by household.
 * The same file again changes nothing; an interrupted run goes on where it was.
 * Throws DomainError for a file that cannot be read (`REGISTER.UNREADABLE`, `REGISTER.ENCODING`, `REGISTER.EMPTY`).
 */
export class RegisterImport {
  constructor(private readonly ports: ImportPorts) {}

  async run(path: string, options: ImportOptions): Promise<ImportReport> {
    const file = await inspectFile(path);
    const staging = await this.ports.openStaging();
    try {
      const staged = await stage(file, staging, options);
      const problems = new ProblemList(staged.columns.headings, options.language ?? 'zh', options.maxProblems ?? 100_000, options.onProblem);
      for (const { column, ...p } of staged.columns.problems) problems.add(staged.headingRow, p, column);
      if (!staged.ready) return problems.report({ accepted: 0, unchanged: 0, rejected: staged.rows, events: 0 });
      const { groups } = await staging.finish();
      return await new Run(this.ports, options, staging, staged.columns, groups, problems, keyOf(file, options)).finish();
    } finally {
      await staging.discard();
    }
  }
}

const keyOf = (file: TableFile, { area, mapping }: ImportOptions): string => createHash('sha256').update(JSON.stringify([file.hash, area, mapping ?? null])).digest('hex');

type Staged = Readonly<{ columns: Columns; headingRow: number; rows: number; ready: boolean }>;

/** Puts all rows aside, keyed by 户编号. A file whose headings are wrong is only counted. */
async function stage(file: TableFile, staging: RowStaging, { mapping, onProgress, signal }: ImportOptions): Promise<Staged> {
  let read = 0;
  let fraction = 0;
  const table: TableRows = file.format === 'xlsx' ? readXlsx(file.path, (f) => { fraction = f; }) : readCsv(file.path, file.encoding, (bytes) => { fraction = (read += bytes) / file.bytes; });
  let columns: Columns | undefined;
  let headingRow = 1;
  let rows = 0;
  let ready = true;
  for await (const batch of table) {
    signal?.throwIfAborted();
    const toStage: StagedRow[] = [];
    for (const { row, cells } of batch) {
      if (cells.every((c) => c.trim() === '')) continue;
      if (!columns) {
        columns = columnsOf(cells, mapping);
        headingRow = row;
        ready = columns.problems.every((p) => p.code === 'REGISTER.UNKNOWN_HEADING');
        continue;
      }
      rows += 1;
      if (ready) toStage.push(stagedRow(row, cells, columns));
    }
    if (toStage.length > 0) await staging.add(toStage);
    onProgress?.({ phase: 'reading', rows, fraction });
  }
  if (!columns) throw new DomainError('REGISTER.EMPTY');
  return { columns, headingRow, rows, ready };
}

type Payload = readonly [tooMany: number, ...cells: (readonly [RegisterFieldKey, string])[]];

function stagedRow(row: number, cells: readonly string[], { fields, defaults }: Columns): StagedRow {
  const tooMany = cells.slice(fields.length).filter((c) => c.trim() !== '').length;
  const payload: Payload = [tooMany, ...fields.flatMap((field, i) => (field === null || (cells[i] ?? '') === '' ? [] : [[field, cells[i]!] as const]))];
  const value = (key: RegisterFieldKey) => cells[fields.indexOf(key)]?.trim() || defaults[key] || '';
  const household = value('householdNumber').normalize('NFKC').replace(/\s/g, '');
  const typed = normaliseDocumentNumber(value('documentNumber'));
  const idNumber = /^\d{15}$/.test(typed) ? toEighteen(typed) : typed.slice(0, 18);
  // Without a household number a row stands alone.
  return { row, group: household === '' ? `\n${row}` : household, unique: idNumber.length === 18 ? idNumber : null, payload: JSON.stringify(payload) };
}

/** One pass over the staged households. */
class Run {
  readonly #today: LocalDate;
  readonly #noCells: Cells;
  #state: ImportState = EMPTY;

  constructor(
    private readonly ports: ImportPorts,
    private readonly options: ImportOptions,
    private readonly staging: RowStaging,
    private readonly columns: Columns,
    private readonly total: number,
    private readonly problems: ProblemList,
    private readonly key: string,
  ) {
    this.#today = localDateOf(ports.clock.now());
    const present = [...columns.fields.filter((f) => f !== null), ...(Object.keys(columns.defaults) as RegisterFieldKey[])];
    this.#noCells = Object.fromEntries(present.map((field) => [field, columns.defaults[field] ?? '']));
  }

  async finish(): Promise<ImportReport> {
    const { dryRun, onProgress, signal } = this.options;
    const earlier = dryRun ? null : await this.ports.progress.load(this.key);
    this.#state = earlier ?? EMPTY;
    for (const { row, ...p } of this.#state.refusals) this.problems.add(row, p as RowFinding['problem']);
    const doneBefore = this.#state.done;

    for await (const groups of this.staging.groups(0, BATCH)) {
      signal?.throwIfAborted();
      const checked = groups.map((group) => this.#check(group));
      const last = groups.at(-1)!.ordinal;
      const open = checked.filter(({ group }) => group.ordinal > doneBefore);
      // Those of an earlier run are read again only for the problems of their rows.
      for (const { group, check } of checked) if (group.ordinal <= doneBefore) this.#tell(check);
      if (open.length > 0) await this.#take(open, last, 'first');
      onProgress?.({ phase: 'applying', households: last, total: this.total });
    }
    for (let before = Infinity, waiting = this.#state.putOff.length; waiting > 0; [before, waiting] = [waiting, this.#state.putOff.length]) {
      const later = await this.staging.groupsAt(this.#state.putOff);
      for (let i = 0; i < later.length; i += BATCH) {
        signal?.throwIfAborted();
        // A household may wait for one that itself waits; when a pass has helped none, no other will.
        await this.#take(later.slice(i, i + BATCH).map((group) => this.#check(group)), this.#state.done, waiting < before ? 'again' : 'last');
      }
    }
    if (!dryRun) await this.ports.progress.clear(this.key);
    const { accepted, unchanged, rejected, events } = this.#state;
    return this.problems.report({ accepted, unchanged, rejected, events });
  }

  #check(group: StagedGroup): Readonly<{ group: StagedGroup; check: CheckedHousehold }> {
    const { areas } = this.ports;
    const rows = group.rows.map(({ row, payload, firstWithUnique }): NumberedRow => {
      const [tooMany, ...cells] = JSON.parse(payload) as Payload;
      const { row: parsed, problems } = parseRow({ ...this.#noCells, ...Object.fromEntries(cells) }, this.#today);
      const shape = tooMany > 0 ? [{ field: null, code: 'REGISTER.TOO_MANY_CELLS', details: { count: tooMany } }] : [];
      return { row, parsed, problems: [...shape, ...problems], firstWithId: firstWithUnique };
    });
    return { group, check: checkHousehold(rows, (place) => findVillage(place, { directory: areas, within: this.options.area, on: this.#today })) };
  }

  #tell({ problems }: CheckedHousehold): void {
    for (const { row, ...p } of problems) this.problems.add(row, p);
  }

  async #take(batch: readonly Readonly<{ group: StagedGroup; check: CheckedHousehold }>[], done: number, turn: 'first' | 'again' | 'last'): Promise<void> {
    const { sink, progress } = this.ports;
    const { dryRun = false, concurrency = 64 } = this.options;
    if (turn === 'first') for (const { check } of batch) this.#tell(check);
    const sound = batch.flatMap(({ group, check }) => (check.household ? [{ group, register: check.household }] : []));
    const [current, persons] = await Promise.all([
      sink.current(sound.map(({ register }) => register.registerNumber)),
      sink.findPersons(sound.flatMap(({ register }) => register.members.map((m) => m.idNumber))),
    ]);
    const outcomes = new Map<StagedGroup, HouseholdOutcome>();
    await inParallel(sound, concurrency, async ({ group, register }) => {
      outcomes.set(group, await takeHousehold(sink, {
        register, persons, dryRun, importKey: this.key, current: current.get(register.registerNumber) ?? null,
        mayBeFreed: async (number) => turn !== 'last' && this.staging.has(number),
      }));
    });
    this.#count(batch, outcomes, done);
    if (!dryRun) await progress.save(this.key, this.#state);
  }

  #count(batch: readonly Readonly<{ group: StagedGroup }>[], outcomes: ReadonlyMap<StagedGroup, HouseholdOutcome>, done: number): void {
    let { accepted, unchanged, rejected, events } = this.#state;
    const putOff = new Set(this.#state.putOff);
    const refusals = [...this.#state.refusals];
    for (const { group } of batch) {
      const outcome = outcomes.get(group);
      putOff.delete(group.ordinal);
      if (!outcome) rejected += group.rows.length;
      else if (outcome.kind === 'putOff') putOff.add(group.ordinal);
      else {
        events += outcome.events;
        if (outcome.kind === 'refused') rejected += outcome.rejected;
        else {
          accepted += outcome.accepted;
          unchanged += outcome.unchanged;
        }
        for (const { row, problem } of outcome.findings) {
          this.problems.add(row, problem);
          if (refusals.length < MAX_SAVED_REFUSALS) refusals.push({ row, ...problem });
        }
      }
    }
    this.#state = { done, putOff: [...putOff], accepted, unchanged, rejected, events, refusals };
  }
}

/** Works through a list with so many at once; after the first failure none is begun, and it is thrown when those under way have ended. */
export async function inParallel<T>(items: readonly T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failed = false;
  let failure: unknown;
  const worker = async () => {
    while (next < items.length && !failed) {
      try {
        await work(items[next++]!);
      } catch (error) {
        failed = true;
        failure = error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  if (failed) throw failure;
}
