import { type ErrorCatalogue, type Language, DomainError, sentenceOf } from '@humai/kernel';
import Table from 'cli-table3';
import { RemoteProblem } from './server.js';

/** Where a command writes: answers to stdout, everything about the work to stderr. */
export type Output = Readonly<{
  json: boolean;
  language: Language;
  /** The answer: the object itself with `--json`, else the text. */
  answer(value: unknown, text: () => string): void;
  note(line: string): void;
  /** One of two sentences, by the terminal's language. */
  say(zh: string, en: string): string;
}>;

export function createOutput(json: boolean, language: Language): Output {
  return {
    json,
    language,
    answer: (value, text) => void process.stdout.write(`${json ? JSON.stringify(value) : text()}\n`),
    note: (line) => void process.stderr.write(`${line}\n`),
    say: (zh, en) => (language === 'zh' ? zh : en),
  };
}

type Cell = string | number | null;
const PLAIN = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '', left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: '  ' };

/** Rows under headings; numbers stand to the right. */
export function tableOf(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const numeric = headings.map((_, i) => rows.length > 0 && rows.every((row) => row[i] === null || typeof row[i] === 'number'));
  const table = new Table({ head: [...headings], chars: PLAIN, style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 }, colAligns: numeric.map((n) => (n ? 'right' : 'left')) });
  table.push(...rows.map((row) => row.map((cell) => cell ?? '–')));
  return table.toString().replace(/ +$/gm, '');
}

export type Complaint = Readonly<{ code: string; message: string }>;

/** One clear sentence for whatever went wrong; a defect's stack only when asked for by HUMAI_LOG=debug. */
export function complaintOf(error: unknown, catalogue: ErrorCatalogue, language: Language, debug: boolean): Complaint {
  if (error instanceof DomainError) return { code: error.code, message: sentenceOf(catalogue, error, language) };
  if (error instanceof RemoteProblem) return { code: error.code, message: error.message };
  const message = error instanceof Error ? (debug ? (error.stack ?? error.message) : error.message) : String(error);
  return { code: 'INTERNAL', message: `${language === 'zh' ? '程序错误' : 'Unexpected error'}: ${message}` };
}
