import type { AssistanceEvent, MeasureCode } from '@humai/contracts-assistance';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

/** PLANNED: nothing given yet. GIVEN: help outside a plan. */
export type MeasureState = 'PLANNED' | 'DELIVERED' | 'ENDED' | 'GIVEN';

export type MeasureDocument = ReadDocument & Readonly<{
  householdId: string;
  village: string;
  /** Null for help outside a plan. */
  measureId: string | null;
  planId: string | null;
  riskId: string | null;
  code: MeasureCode;
  state: MeasureState;
  plannedOn: string | null;
  dueOn: string | null;
  deliveries: number;
  lastDeliveredOn: string | null;
  amountFen: number;
  endedReason: string | null;
}>;

type Event = RecordedEvent<AssistanceEvent>;

// Measures are named by who plans them, so their ids are unique within a household only; neither id can hold a tilde.
const keyOf = (stream: string, id: string) => `${subjectOf(stream)}~${id}`;

/** Which help is planned, which was given, and by when is the rest due? */
export const measuresProjection: Projection<MeasureDocument, Event> = {
  name: 'assistance.measures',
  version: 1,
  indexes: [['village'], ['householdId'], ['state', 'village'], ['state', 'dueOn'], ['code', 'village'], ['dueOn'], ['lastDeliveredOn']],
  handles: ['assistance.MeasurePlanned.v1', 'assistance.MeasureDelivered.v1', 'assistance.MeasureEnded.v1', 'assistance.MeasuresMoved.v1'],
  documentId: ({ type, data, stream }) => {
    switch (type) {
      case 'assistance.MeasurePlanned.v1':
      case 'assistance.MeasureEnded.v1': return keyOf(stream, data.measureId);
      case 'assistance.MeasureDelivered.v1': return keyOf(stream, data.measureId ?? `given~${data.deliveryId}`);
      case 'assistance.MeasuresMoved.v1': return data.measureIds.map((id) => keyOf(stream, id));
      default: return null;
    }
  },
  evolve(doc, { type, data, stream, metadata }) {
    switch (type) {
      case 'assistance.MeasurePlanned.v1':
        return {
          householdId: subjectOf(stream), village: data.village, measureId: data.measureId, planId: data.planId, riskId: data.riskId, code: data.code, state: 'PLANNED',
          plannedOn: metadata.effectiveOn, dueOn: data.dueOn, deliveries: 0, lastDeliveredOn: null, amountFen: 0, endedReason: null,
        };
      case 'assistance.MeasureDelivered.v1':
        if (doc)
          return {
            ...doc, state: doc.state === 'PLANNED' ? 'DELIVERED' : doc.state, deliveries: doc.deliveries + 1, amountFen: doc.amountFen + (data.amountFen ?? 0),
            lastDeliveredOn: doc.lastDeliveredOn === null || doc.lastDeliveredOn < data.deliveredOn ? data.deliveredOn : doc.lastDeliveredOn,
          };
        if (data.measureId !== null) return null;
        return {
          householdId: subjectOf(stream), village: data.village ?? '', measureId: null, planId: null, riskId: null, code: data.code, state: 'GIVEN', plannedOn: null, dueOn: null,
          deliveries: 1, lastDeliveredOn: data.deliveredOn, amountFen: data.amountFen ?? 0, endedReason: null,
        };
      case 'assistance.MeasureEnded.v1':
        return doc && { ...doc, state: 'ENDED', endedReason: data.reason };
      case 'assistance.MeasuresMoved.v1':
        return doc && { ...doc, village: data.village };
      default:
        return doc;
    }
  },
};
