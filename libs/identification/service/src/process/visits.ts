import type { IdentificationEvent, WatchList } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';
import { commandIdOf } from '@humai/messaging';
import type { CommandExecutor, ContextProcess } from '@humai/nest';
import { householdAggregate, identificationService } from '../application/household-aggregate.js';

/** `dueOn` is the first of the due dates; of a household that is part of another nothing is due. */
export type VisitDeadlineDocument = ReadDocument & Readonly<{ dueOn: string; area: string; merged: boolean; due: Readonly<Partial<Record<WatchList, string>>> }>;
type Body = Omit<VisitDeadlineDocument, '_id' | 'position'>;

const NEVER = '9999-12-31';

function withDue(body: Omit<Body, 'dueOn'>, changes: readonly (readonly [WatchList, string | null])[] = []): Body | null {
  const due: Partial<Record<WatchList, string>> = { ...body.due };
  for (const [list, dueOn] of changes)
    if (dueOn === null) delete due[list];
    else due[list] = dueOn;
  const [first] = Object.values(due).sort();
  return first === undefined ? null : { ...body, due, dueOn: body.merged ? NEVER : first };
}

/** By when must which listed household be visited? */
export const visitDeadlinesProjection: Projection<VisitDeadlineDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.visit-deadlines',
  version: 1,
  indexes: [['dueOn']],
  handles: [
    'identification.WatchListJoined.v1', 'identification.WatchListLeft.v1', 'identification.VisitRecorded.v1', 'identification.VisitOverdue.v1', 'identification.CheckRecorded.v1',
    'identification.HouseholdChanged.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdLinkUndone.v1', 'identification.HouseholdClosed.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data }) {
    const begun = (village: string) => doc ?? { area: village, merged: false, due: {} };
    if (type === 'identification.WatchListJoined.v1') return withDue(begun(data.village), [[data.list, data.visitDueOn]]);
    // Also where nothing was due before: a newer policy may ask for visits of the list.
    if (type === 'identification.VisitRecorded.v1' || type === 'identification.CheckRecorded.v1') return withDue(begun(data.village), data.lists.map(({ list, nextDueOn }) => [list, nextDueOn]));
    if (!doc) return null;
    switch (type) {
      case 'identification.WatchListLeft.v1': return withDue(doc, [[data.list, null]]);
      case 'identification.VisitOverdue.v1': return withDue(doc, [[data.list, data.nextDueOn]]);
      case 'identification.HouseholdChanged.v1': return { ...doc, area: data.village };
      case 'identification.HouseholdMergedInto.v1': return withDue({ ...doc, merged: true });
      case 'identification.HouseholdLinkUndone.v1': return withDue({ ...doc, merged: false });
      case 'identification.HouseholdClosed.v1': return null;
      default: return doc;
    }
  },
};

/** Row 14 of the founding text: a listed household that nobody visited in its period shows, once for each period. */
export const visitDeadlines = (executor: CommandExecutor): ContextProcess => ({
  name: 'identification.visit-deadlines',
  dueDates: visitDeadlinesProjection,
  act: async ({ _id: householdId, position }: VisitDeadlineDocument) => {
    // Each state of the due dates is acted upon once: by its position, for a date may come back.
    await executor.execute(householdAggregate, {
      type: 'RecordVisitsOverdue', id: householdId, data: {}, actor: identificationService, commandId: commandIdOf(`${householdId}~${position}`, 'RecordVisitsOverdue'),
    });
  },
});
