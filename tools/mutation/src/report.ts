import { namesInvariant, type Verdict } from './trial.js';

/** The invariants of a household that its domains guard by themselves; the others stand in other contexts. */
export const REQUIRED: readonly number[] = [1, 2, 3, 4, 5, 6, 8, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];

export type Row = Readonly<{ invariant: number; guards: number; unnoticed: number; /** A test that names the invariant and failed. */ test: string | null }>;

export const rowsOf = (verdicts: readonly Verdict[], required: readonly number[] = REQUIRED): readonly Row[] =>
  required.map((invariant) => {
    const own = verdicts.filter((v) => v.guard.invariants.includes(invariant));
    const test = own.flatMap((v) => v.noticedBy).find((name) => namesInvariant(name, invariant)) ?? null;
    return { invariant, guards: own.length, unnoticed: own.filter((v) => v.noticedBy.length === 0).length, test };
  });

export const isGuarded = ({ guards, unnoticed, test }: Row): boolean => guards > 0 && unnoticed === 0 && test !== null;

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

/** The table, then every guard that can go without a test noticing. */
export function linesOf(verdicts: readonly Verdict[]): readonly string[] {
  const unnoticed = verdicts.filter((v) => v.noticedBy.length === 0);
  return [
    'invariant  guards  noticed by',
    ...rowsOf(verdicts).map((r) => `${isGuarded(r) ? ' ' : '!'} ${String(r.invariant).padStart(7)}  ${String(r.guards).padStart(6)}  ${r.test === null ? 'no test of its number' : cut(r.test, 120)}`),
    '',
    `${verdicts.length} guards taken out one at a time: ${verdicts.length - unnoticed.length} noticed, ${unnoticed.length} not.`,
    ...unnoticed.map(({ guard: { file, line, what } }) => `  not noticed: ${file}:${line}  ${what}`),
  ];
}

export const isSound = (verdicts: readonly Verdict[]): boolean => verdicts.every((v) => v.noticedBy.length > 0) && rowsOf(verdicts).every(isGuarded);
