import { errorCatalogue } from '../errors.js';
import { complaintOf, type Output } from '../output.js';

/** What was looked at; `advice` says what to do when it is not well. */
export type Check = Readonly<{ name: string; ok: boolean; detail: string; advice: string | null }>;
export type Finding = Readonly<{ detail: string; advice?: string }>;

/** The checks of one examination, in the order in which they were made. */
export class Checklist {
  readonly checks: Check[] = [];

  constructor(private readonly output: Output) {}

  /** Looks at one thing; answers whether it is well. `advice` is for what fails outright, a finding may bring its own. */
  async look(name: string, work: () => Promise<Finding> | Finding, advice: string): Promise<boolean> {
    try {
      const { detail, advice: own } = await work();
      return this.#note({ name, ok: own === undefined, detail, advice: own ?? null });
    } catch (error) {
      return this.#note({ name, ok: false, detail: complaintOf(error, errorCatalogue(), this.output.language, false).message, advice });
    }
  }

  #note(check: Check): boolean {
    this.checks.push(check);
    return check.ok;
  }
}
