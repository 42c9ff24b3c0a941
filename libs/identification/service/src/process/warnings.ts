import type { IdentificationEvent } from '@humai/contracts-identification';
import { type LocalDate, type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';
import { commandIdOf } from '@humai/messaging';
import type { CommandExecutor, ContextProcess } from '@humai/nest';
import { householdAggregate, identificationService } from '../application/household-aggregate.js';

export type WarningDeadlineDocument = ReadDocument & Readonly<{ dueOn: string; area: string; householdId: string; handleBy: string; overdue: boolean; expiresOn: string }>;
type Body = Omit<WarningDeadlineDocument, '_id' | 'position' | 'dueOn'>;

const withDue = (body: Body): Body & { dueOn: string } => ({ ...body, dueOn: body.overdue || body.expiresOn < body.handleBy ? body.expiresOn : body.handleBy });

/** By when must which warning be handled, and when does its signal mean nothing any more? */
export const warningDeadlinesProjection: Projection<WarningDeadlineDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.warning-deadlines',
  version: 2,
  indexes: [['dueOn']],
  handles: ['identification.WarningRaised.v1', 'identification.WarningSupported.v1', 'identification.WarningOverdue.v1', 'identification.WarningClosed.v1'],
  documentId: ({ data }) => ('warningId' in data && typeof data.warningId === 'string' ? data.warningId : null),
  evolve(doc, { type, data, stream }) {
    // It goes on in another household, by the dates it has.
    if (type === 'identification.WarningRaised.v1' && doc && data.carriedFrom !== undefined) return { ...doc, area: data.village, householdId: subjectOf(stream) };
    if (type === 'identification.WarningRaised.v1') return withDue({ area: data.village, householdId: subjectOf(stream), handleBy: data.dueOn, overdue: false, expiresOn: data.expiresOn });
    if (!doc) return null;
    switch (type) {
      case 'identification.WarningSupported.v1': return data.expiresOn > doc.expiresOn ? withDue({ ...doc, expiresOn: data.expiresOn }) : doc;
      case 'identification.WarningOverdue.v1': return withDue({ ...doc, overdue: true });
      default: return null;
    }
  },
};

/** Invariant 23: a warning that nobody handled in time is recorded as late, once; one whose signal has expired is closed as that. */
export const warningDeadlines = (executor: CommandExecutor): ContextProcess => ({
  name: 'identification.warning-deadlines',
  dueDates: warningDeadlinesProjection,
  act: async ({ _id: warningId, householdId, handleBy, overdue, expiresOn }: WarningDeadlineDocument, today: LocalDate) => {
    const give = (type: string, data: object) =>
      executor.execute(householdAggregate, { type, id: householdId, data, actor: identificationService, commandId: commandIdOf([householdId, warningId, ...Object.values(data)].join('~'), type) });
    if (!overdue && handleBy < today) await give('RecordWarningOverdue', { warningId, dueOn: handleBy });
    if (expiresOn < today) await give('ExpireWarning', { warningId, expiresOn });
  },
});
