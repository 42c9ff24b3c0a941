import type { Procedure, Step } from '@humai/contracts-identification';
import type { Calendar, LocalDate } from '@humai/kernel';

/** A step that may be done now: since when, and by when it should be. */
export type DueStep = Readonly<{ step: Step; stage: string | null; since: LocalDate; dueOn: LocalDate | null }>;
export type DoneOn = Readonly<Partial<Record<Step, LocalDate>>>;

const latest = (dates: readonly LocalDate[]): LocalDate => [...dates].sort().at(-1)!;

/** Which steps of a procedure may be done, from what has been done when. The steps of a stage with a limit share it, from the day its first step could begin. */
export function dueSteps({ steps, stages = [] }: Procedure, openedOn: LocalDate, done: DoneOn, calendar: Pick<Calendar, 'due'>): readonly DueStep[] {
  const sinceOf = (after: readonly Step[]): LocalDate | null => (after.every((s) => done[s] !== undefined) ? latest([openedOn, ...after.map((s) => done[s]!)]) : null);
  const begunOn = (stage: string): LocalDate => steps.filter((s) => s.stage === stage).flatMap(({ after }) => sinceOf(after) ?? []).sort()[0]!;
  return steps.flatMap(({ step, after, stage = null, limit }) => {
    const since = done[step] === undefined ? sinceOf(after) : null;
    if (since === null) return [];
    const shared = stages.find((s) => s.code === stage)?.limit;
    const dueOn = shared ? calendar.due(begunOn(stage!), shared) : limit ? calendar.due(since, limit) : null;
    return [{ step, stage, since, dueOn }];
  });
}
