import type { IdentificationEvent, Step } from '@humai/contracts-identification';
import { type DueStep, dueSteps } from '@humai/identification-domain';
import { subjectOf, type LocalDate, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import type { PolicyParts } from '@humai/nest';
import { CASE_EVENTS, procedureOfCase, type Progress, progressAfter } from '../limits/case-steps.js';

export type OpenCaseDocument = ReadDocument & Progress & Readonly<{
  village: string;
  steps: readonly Step[];
  /** The first step still to be done; null when only the label is missing. */
  next: Step | null;
  /** What can be done now, each with the stage it is merged into and the day by which it should be done. */
  current: readonly DueStep[];
  currentSteps: readonly Step[];
  /** The first day by which a current step should be done; null when none has a limit of its own. */
  stepDueOn: LocalDate | null;
  overdue: boolean;
}>;

type Event = RecordedEvent<IdentificationEvent>;
type Body = Omit<OpenCaseDocument, '_id' | 'position'>;

export const openCases = {
  name: 'identification.open-cases',
  version: 2,
  indexes: [['village'], ['dueOn'], ['stepDueOn'], ['currentSteps'], ['next', 'village'], ['purpose', 'dueOn'], ['overdue', 'village'], ['openedOn']],
} as const;

function standing(progress: Progress, steps: readonly Step[], parts: PolicyParts): Pick<Body, 'next' | 'current' | 'currentSteps' | 'stepDueOn'> {
  const procedure = procedureOfCase(progress, parts);
  const current = procedure ? dueSteps(procedure, progress.openedOn, progress.done, parts.calendar) : [];
  return {
    next: steps.find((s) => progress.done[s] === undefined) ?? null, current, currentSteps: current.map((s) => s.step), stepDueOn: current.flatMap((s) => s.dueOn ?? []).sort()[0] ?? null,
  };
}

/** Which cases are open, at which steps does each stand, and by when should they be done? A household has one at most, so its id is the key. */
export const openCasesProjection = (parts: PolicyParts): Projection<OpenCaseDocument, Event> => ({
  ...openCases,
  name: 'identification.open-cases',
  handles: [...CASE_EVENTS, 'identification.IdentificationOverdue.v1', 'identification.HouseholdChanged.v1'],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, event) {
    const { type, data } = event;
    const told = (village: string, steps: readonly Step[], overdue: boolean): Body | null => {
      const progress = progressAfter(doc && progressOf(doc), event);
      return progress && { ...progress, village, steps, overdue, ...standing(progress, steps, parts) };
    };
    if (type === 'identification.CaseOpened.v1') return told(data.village, data.steps, false);
    if (!doc) return null;
    switch (type) {
      case 'identification.IdentificationOverdue.v1': return data.subject === 'CASE' && data.subjectId === doc.caseId ? { ...doc, overdue: true } : doc;
      case 'identification.HouseholdChanged.v1': return { ...doc, village: data.village };
      default: return told(doc.village, doc.steps, doc.overdue);
    }
  },
});

const progressOf = ({ caseId, purpose, policyVersion, openedOn, dueOn, done, publicity }: Body): Progress => ({ caseId, purpose, policyVersion, openedOn, dueOn, done, publicity });
