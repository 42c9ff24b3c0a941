import { PlatformErrors, sentenceOf, type Language } from '@humai/kernel';
import { IdentificationErrors, REGISTER_KEYS, REGISTER_QUERIES, registerField, type RegisterFieldKey } from '@humai/contracts-identification';
import type { Problem } from '@humai/identification-domain';

/** `row` as a spreadsheet numbers it, `column` as the file names it. */
export type ImportProblem = Readonly<{ row: number; column: string; code: string; message: string }>;
export type ImportReport = Readonly<{
  /** Rows of households that were taken and changed something. */
  accepted: number;
  /** Rows that say what is recorded already. */
  unchanged: number;
  /** Rows of households that were not taken. */
  rejected: number;
  events: number;
  errors: readonly ImportProblem[];
  /** Questions about rows that were taken all the same; not part of what the command line prints as JSON. */
  queries: readonly ImportProblem[];
}>;
export type ImportCounts = Pick<ImportReport, 'accepted' | 'unchanged' | 'rejected' | 'events'>;

const CATALOGUE = { ...PlatformErrors, ...IdentificationErrors };
const ORDER = new Map<string, number>(REGISTER_KEYS.map((key, i) => [registerField(key).zh, i]));

/** Gathers what is to be told, up to a limit: memory stays flat for a file in which every row is wrong. */
export class ProblemList {
  readonly #errors: ImportProblem[] = [];
  readonly #queries: ImportProblem[] = [];
  #omitted = 0;

  constructor(
    private readonly headings: Readonly<Partial<Record<RegisterFieldKey, string>>>,
    private readonly language: Language,
    private readonly limit: number,
    private readonly onProblem?: (problem: ImportProblem, severity: 'error' | 'query') => void,
  ) {}

  add(row: number, { field, code, details }: Problem, column?: string): void {
    const heading = column ?? (field === null ? '' : this.headings[field] ?? registerField(field).zh);
    const problem = { row, column: heading, code, message: sentenceOf(CATALOGUE, { code, details: { ...details, ...(field === null ? {} : { heading }) } }, this.language) };
    const severity = REGISTER_QUERIES.has(code) ? 'query' : 'error';
    this.onProblem?.(problem, severity);
    const list = severity === 'query' ? this.#queries : this.#errors;
    if (list.length < this.limit) list.push(problem);
    else if (severity === 'error') this.#omitted += 1;
  }

  report(counts: ImportCounts): ImportReport {
    const code = 'REGISTER.MORE_PROBLEMS';
    const more = this.#omitted === 0 ? [] : [{ row: 0, column: '', code, message: sentenceOf(CATALOGUE, { code, details: { count: this.#omitted } }, this.language) }];
    return { ...counts, errors: [...sorted(this.#errors), ...more], queries: sorted(this.#queries) };
  }
}

const place = (p: ImportProblem) => ORDER.get(p.column) ?? -1;
const sorted = (problems: readonly ImportProblem[]) => [...problems].sort((a, b) => a.row - b.row || place(a) - place(b));
