import { type ErrorCatalogue, type Language, DomainError, sentenceOf } from '@humai/kernel';

/** Where a command writes: answers to stdout, everything about the work to stderr. */
export type Output = Readonly<{
  json: boolean;
  language: Language;
  /** The answer: the object itself with `--json`, else the lines. */
  answer(value: unknown, lines: () => readonly string[]): void;
  note(line: string): void;
  /** One of two sentences, by the terminal's language. */
  say(zh: string, en: string): string;
}>;

export function createOutput(json: boolean, language: Language): Output {
  return {
    json,
    language,
    answer: (value, lines) => process.stdout.write(json ? `${JSON.stringify(value)}\n` : lines().map((l) => `${l}\n`).join('')),
    note: (line) => void process.stderr.write(`${line}\n`),
    say: (zh, en) => (language === 'zh' ? zh : en),
  };
}

/** One clear sentence for whatever went wrong; a defect's stack only when asked for by HUMAI_LOG=debug. */
export function sentenceFor(error: unknown, catalogue: ErrorCatalogue, language: Language, debug: boolean): string {
  if (error instanceof DomainError) return `${sentenceOf(catalogue, error, language)} [${error.code}]`;
  if (error instanceof Error) return debug ? (error.stack ?? error.message) : `${language === 'zh' ? '程序错误' : 'Unexpected error'}: ${error.message}`;
  return String(error);
}
