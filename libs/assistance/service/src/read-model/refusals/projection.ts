import type { AssistanceEvent, MeasureCode, RefusalReason } from '@humai/contracts-assistance';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

export type RefusalDocument = ReadDocument & Readonly<{
  householdId: string;
  village: string;
  requestId: string;
  code: MeasureCode;
  reason: RefusalReason;
  refusedOn: string;
  actor: string;
  role: string;
}>;

type Event = RecordedEvent<Extract<AssistanceEvent, { type: 'assistance.AssistanceRefused.v1' }>>;

/** Who wanted to help outside the register (体外循环)? */
export const refusalsProjection: Projection<RefusalDocument, Event> = {
  name: 'assistance.refusals',
  version: 1,
  indexes: [['village'], ['householdId'], ['refusedOn'], ['reason', 'village'], ['code', 'village']],
  handles: ['assistance.AssistanceRefused.v1'],
  documentId: ({ stream, data }) => `${subjectOf(stream)}~${data.requestId}`,
  evolve: (_, { stream, data, metadata }) => ({ householdId: subjectOf(stream), ...data, refusedOn: metadata.effectiveOn, actor: metadata.actor, role: metadata.role }),
};
