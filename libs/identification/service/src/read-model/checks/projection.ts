import type { Answers, IdentificationEvent, RiskType, Safeguards } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';

type Recorded = Extract<IdentificationEvent, { type: 'identification.CheckRecorded.v1' }>['data'];
export type CheckDocument = ReadDocument & Readonly<{
  householdId: string; roundId: string; checkId: string; village: string; visitedOn: string; byIds: readonly string[]; worksheet: Recorded['worksheet'];
  incomePerHeadFen: number; rigidSpendingPerHeadFen: number; safeguards: Safeguards; unsolved: number; riskTypes: readonly RiskType[]; questionnaireVersion: string; answers: Answers;
  clueId: string | null; evidenceHashes: readonly string[];
}>;

/** What did the checks of a household find? */
export const checksProjection: Projection<CheckDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.checks',
  version: 1,
  indexes: [['village'], ['householdId', 'visitedOn'], ['roundId', 'village'], ['visitedOn'], ['incomePerHeadFen']],
  handles: ['identification.CheckRecorded.v1'],
  documentId: ({ type, data, stream }) => (type === 'identification.CheckRecorded.v1' ? `${subjectOf(stream)}~${data.roundId}` : null),
  evolve(doc, { type, data, stream }) {
    if (type !== 'identification.CheckRecorded.v1') return doc;
    const { lists: _, ...check } = data;
    return { householdId: subjectOf(stream), ...check, unsolved: Object.values(data.safeguards).filter((solved) => !solved).length };
  },
};
