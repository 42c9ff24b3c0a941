import { type BatchCounts, IdentificationErrors } from '@humai/contracts-identification';
import type { DataRowProblem } from '@humai/identification-domain';
import { type Language, PlatformErrors, sentenceOf } from '@humai/kernel';

/** `row` as a spreadsheet numbers it, `column` as the source document names it. */
export type DataProblem = Readonly<{ row: number; column: string; code: string; message: string }>;
export type DataBatchReport = Readonly<{ batch: string; source: string; period: string; area: string } & BatchCounts & { errors: readonly DataProblem[] }>;

const CATALOGUE = { ...PlatformErrors, ...IdentificationErrors };

/** Gathers what is to be told, up to a limit: memory stays flat for a file in which every row is wrong. */
export class DataProblems {
  readonly #errors: DataProblem[] = [];
  #omitted = 0;

  constructor(private readonly language: Language, private readonly limit: number) {}

  add(row: number, problems: readonly DataRowProblem[]): void {
    for (const { heading, code, details } of problems)
      if (this.#errors.length < this.limit) this.#errors.push({ row, column: heading ?? '', code, message: sentenceOf(CATALOGUE, { code, details }, this.language) });
      else this.#omitted += 1;
  }

  get list(): readonly DataProblem[] {
    const code = 'DATA.MORE_PROBLEMS';
    return this.#omitted === 0 ? this.#errors : [...this.#errors, { row: 0, column: '', code, message: sentenceOf(CATALOGUE, { code, details: { count: this.#omitted } }, this.language) }];
  }
}
