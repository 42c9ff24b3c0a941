import type { IdentificationEvent } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';
import { commandIdOf } from '@humai/messaging';
import type { CommandExecutor, ContextProcess } from '@humai/nest';
import { householdAggregate, identificationService } from '../application/household-aggregate.js';

export type DeadlineDocument = ReadDocument & Readonly<{ dueOn: string; area: string; householdId: string; subject: 'CLUE' | 'CASE' | 'ACCEPTANCE'; subjectId: string }>;

// Clues and cases are named by who begins them, so their ids are unique within a household only; neither id can hold a tilde.
const keyOf = (stream: string, subject: DeadlineDocument['subject'], id: string) => `${subjectOf(stream)}~${subject}~${id}`;

/** Which clues must be taken up, which clues and cases settled by when? Gone once they are, or once the delay stands recorded. */
export const deadlinesProjection: Projection<DeadlineDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.deadlines',
  version: 2,
  indexes: [['dueOn']],
  handles: [
    'identification.ClueReported.v1', 'identification.ClueClosed.v1', 'identification.CaseOpened.v1', 'identification.CaseEnded.v1', 'identification.HouseholdEnrolled.v1',
    'identification.HouseholdCleared.v1', 'identification.CategoryChanged.v1', 'identification.IdentificationOverdue.v1', 'identification.ClueAccepted.v1', 'identification.ClueAcceptanceOverdue.v1',
  ],
  documentId: ({ type, data, stream }) => {
    switch (type) {
      case 'identification.ClueReported.v1':
      case 'identification.ClueClosed.v1': return [keyOf(stream, 'CLUE', data.clueId), keyOf(stream, 'ACCEPTANCE', data.clueId)];
      case 'identification.ClueAccepted.v1':
      case 'identification.ClueAcceptanceOverdue.v1': return keyOf(stream, 'ACCEPTANCE', data.clueId);
      case 'identification.CaseOpened.v1': return [keyOf(stream, 'CASE', data.caseId), ...data.clueIds.map((id) => keyOf(stream, 'ACCEPTANCE', id))];
      case 'identification.IdentificationOverdue.v1': return keyOf(stream, data.subject, data.subjectId);
      default: return 'caseId' in data ? keyOf(stream, 'CASE', data.caseId) : null;
    }
  },
  evolve(_, { type, data, stream }, id) {
    const householdId = subjectOf(stream);
    const isAcceptance = id.startsWith(`${householdId}~ACCEPTANCE~`);
    if (type === 'identification.ClueReported.v1') {
      const dueOn = isAcceptance ? data.acceptBy : data.dueOn;
      return dueOn === undefined ? null : { dueOn, area: data.village, householdId, subject: isAcceptance ? 'ACCEPTANCE' : 'CLUE', subjectId: data.clueId };
    }
    if (type === 'identification.CaseOpened.v1' && !isAcceptance) return { dueOn: data.dueOn, area: data.village, householdId, subject: 'CASE', subjectId: data.caseId };
    return null;
  },
};

/** Row 6 of the founding text: a limit that passes unseen is recorded, once. */
export const identificationDeadlines = (executor: CommandExecutor): ContextProcess => ({
  name: 'identification.deadlines',
  dueDates: deadlinesProjection,
  act: async ({ _id, householdId, subject, subjectId, dueOn }: DeadlineDocument) => {
    await executor.execute(householdAggregate, {
      type: 'RecordOverdue', id: householdId, data: { subject, subjectId, dueOn }, actor: identificationService, commandId: commandIdOf(_id, 'RecordOverdue'),
    });
  },
});
