import type { CheckScope, IdentificationEvent } from '@humai/contracts-identification';
import type { Projection, ReadDocument, RecordedEvent } from '@humai/kernel';

export type CheckRoundDocument = ReadDocument & Readonly<{
  name: string;
  area: string;
  from: string;
  to: string;
  scope: CheckScope;
  sample: Readonly<{ sharePercent: number; seed: string }> | null;
  questionnaireVersion: string;
  open: boolean;
  closedOn: string | null;
  households: number;
  checked: number;
  /** Households judged, a second judgement of one not counted again. */
  judged: number;
  villages: readonly string[];
  assignments: readonly Readonly<{ village: string; visitorIds: readonly string[] }>[];
}>;

/** Which check rounds are there, whom do they go to, who goes, and how far is each? */
export const checkRoundsProjection: Projection<CheckRoundDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.check-rounds',
  version: 1,
  indexes: [['area'], ['open', 'to'], ['scope', 'area'], ['from'], ['to']],
  handles: [
    'identification.CheckRoundOpened.v1', 'identification.CheckRoundDrawn.v1', 'identification.CheckRoundAssigned.v1', 'identification.CheckRecorded.v1',
    'identification.CheckRoundSampleJudged.v1', 'identification.CheckRoundClosed.v1',
  ],
  documentId: ({ data }) => ('roundId' in data ? data.roundId : null),
  evolve(doc, { type, data }) {
    if (type === 'identification.CheckRoundOpened.v1') {
      const { roundId: _, asOfPosition: __, ...round } = data;
      return { ...round, open: true, closedOn: null, checked: 0, judged: 0, villages: [], assignments: [] };
    }
    if (!doc) return null;
    switch (type) {
      case 'identification.CheckRoundDrawn.v1':
        return doc.villages.includes(data.village) ? doc : { ...doc, villages: [...doc.villages, data.village] };
      case 'identification.CheckRoundAssigned.v1':
        return { ...doc, assignments: [...doc.assignments.filter((a) => a.village !== data.village), { village: data.village, visitorIds: data.visitorIds }] };
      case 'identification.CheckRecorded.v1': return { ...doc, checked: doc.checked + 1 };
      case 'identification.CheckRoundSampleJudged.v1': return data.replaces ? doc : { ...doc, judged: doc.judged + 1 };
      case 'identification.CheckRoundClosed.v1': return { ...doc, open: false, closedOn: data.closedOn };
      default: return doc;
    }
  },
};
