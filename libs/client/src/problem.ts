import type { ProblemCode } from './generated/codes.js';

export type { ProblemCode };
/** A code that a newer service may have. */
type Unknown = string & Record<never, never>;

/** A refusal (RFC 9457): what a service, or something in front of it, answered in place of what was asked. */
export class HumaiProblem extends Error {
  override readonly name = 'HumaiProblem';
  /** `AGGREGATE.RULE`; `ANSWER.NO_PROBLEM` when something that is not Humai answered. */
  readonly code: ProblemCode | 'ANSWER.NO_PROBLEM' | Unknown;
  readonly status: number;
  /** The sentence, in the language that was asked for. */
  readonly detail: string;
  readonly title: string;
  /** The offending field of the request, as a dotted path, where there is one. */
  readonly field: string | undefined;
  /** The reference of an internal error, for those who run the service. */
  readonly instance: string | undefined;

  constructor(problem: Readonly<{ code: string; status: number; detail?: string; title?: string; field?: string; instance?: string }>, /** How often it was asked. */ readonly attempts = 1) {
    super(`${problem.code}: ${problem.detail ?? problem.title ?? problem.status}`);
    this.code = problem.code;
    this.status = problem.status;
    this.detail = problem.detail ?? '';
    this.title = problem.title ?? '';
    this.field = problem.field;
    this.instance = problem.instance;
  }

  is(code: ProblemCode): boolean {
    return this.code === code;
  }
}

/** No answer came, however often it was tried. Whether the service did what was asked is not known: ask again with the same key. */
export class HumaiUnreachable extends Error {
  override readonly name = 'HumaiUnreachable';
  constructor(readonly url: string, readonly attempts: number, cause: unknown) {
    super(`${url} cannot be reached, tried ${attempts} times`, { cause });
  }
}

/** What an answer that is not well says. */
export async function problemOf(answer: Response, attempts: number): Promise<HumaiProblem> {
  const text = await answer.text().catch(() => '');
  const said = answer.headers.get('content-type')?.startsWith('application/problem+json') ? parsed(text) : undefined;
  return new HumaiProblem(said ?? { code: 'ANSWER.NO_PROBLEM', status: answer.status, detail: `${answer.status} ${answer.statusText}`.trim() }, attempts);
}

function parsed(text: string): { code: string; status: number } | undefined {
  try {
    const { code, status, ...rest } = JSON.parse(text) as Record<string, unknown>;
    return typeof code === 'string' && typeof status === 'number' ? { code, status, ...rest } : undefined;
  } catch {
    return undefined;
  }
}
