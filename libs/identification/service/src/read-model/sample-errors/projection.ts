import type { IdentificationEvent, MonitoringStatus, SampleFinding } from '@humai/contracts-identification';
import type { Projection, ReadDocument, RecordedEvent } from '@humai/kernel';

export type SampleErrorDocument = ReadDocument & Readonly<{
  roundId: string; householdId: string; village: string; finding: Exclude<SampleFinding, 'CORRECT'>; standing: MonitoringStatus; reason: string | null; judgedOn: string;
}>;

/** Which households did a second look find omitted, wrongly enrolled or wrongly cleared, and why? */
export const sampleErrorsProjection: Projection<SampleErrorDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.sample-errors',
  version: 1,
  indexes: [['village'], ['roundId', 'village'], ['finding', 'village'], ['judgedOn']],
  handles: ['identification.CheckRoundSampleJudged.v1'],
  documentId: ({ type, data }) => (type === 'identification.CheckRoundSampleJudged.v1' ? `${data.roundId}~${data.householdId}` : null),
  evolve(doc, { type, data }) {
    if (type !== 'identification.CheckRoundSampleJudged.v1') return doc;
    const { replaces: _, finding, ...judged } = data;
    return finding === 'CORRECT' ? null : { ...judged, finding };
  },
};
