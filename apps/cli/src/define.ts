import type { Command } from 'commander';
import type { Session } from './session.js';

export type Options = Readonly<Record<string, unknown> & { json?: boolean }>;
/** Answers the exit code, 0 when it says nothing. */
export type Work = (session: Session) => Promise<number | void>;
export type Run = (work: Work, options: Options) => Promise<void>;
/** Puts a command into the program. */
export type AddCommand = (program: Command, run: Run) => void;

/** A command of its own, with `--json`. */
export const command = (program: Command, name: string, description: string): Command =>
  program.command(name).description(description).option('--json', 'print JSON in the documented fields').exitOverride();
