import type { IdentificationEvent, MonitoringStatus, SampleFinding } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import { coverageIdOf, divisionsOf } from './area.js';

type Errors = Readonly<{ errors: number; of: number }>;
export type CoverageDocument = ReadDocument & Readonly<{
  roundId: string;
  /** A village, or the township or county it lies in. */
  area: string;
  level: 'county' | 'township' | 'village';
  inScope: number;
  checked: number;
  /** Of a hundred in scope, rounded down to two decimals. */
  checkedPercent: number;
  /** Households of the sample that were judged, and how they were found, by how they stood. */
  judged: number;
  omission: Errors;
  inclusion: Errors;
  clearing: Errors;
}>;

type Event = RecordedEvent<IdentificationEvent>;
type Body = Omit<CoverageDocument, '_id' | 'position'>;
type Judgement = Readonly<{ finding: SampleFinding; standing: MonitoringStatus }>;

const NONE: Errors = { errors: 0, of: 0 };
const KIND = { NONE: 'omission', MONITORED: 'inclusion', CLEARED: 'clearing' } as const satisfies Record<MonitoringStatus, keyof Body>;

const levelOf = (area: string): Body['level'] => (area.endsWith('000000') ? 'county' : area.endsWith('000') ? 'township' : 'village');
const counted = (doc: Body, inScope: number, checked: number): Body =>
  ({ ...doc, inScope, checked, checkedPercent: inScope === 0 ? 0 : Math.floor((checked * 10_000) / inScope) / 100 });

function judged(doc: Body, { finding, standing }: Judgement, by: 1 | -1): Body {
  const kind = KIND[standing];
  const before = doc[kind];
  return { ...doc, judged: doc.judged + by, [kind]: { errors: before.errors + (finding === 'CORRECT' ? 0 : by), of: before.of + by } };
}

/** How far is a round in each village, township and county, and how many errors did its sample show? */
export const coverageProjection: Projection<CoverageDocument, Event> = {
  name: 'identification.round-coverage',
  version: 1,
  indexes: [['roundId', 'area'], ['area'], ['level', 'area'], ['checkedPercent']],
  handles: ['identification.CheckRoundDrawn.v1', 'identification.CheckRecorded.v1', 'identification.CheckRoundSampleJudged.v1'],
  documentId: ({ data }) => ('roundId' in data && 'village' in data ? divisionsOf(data.village).map((area) => coverageIdOf(data.roundId, area)) : null),
  evolve(doc, { type, data }, id) {
    if (type === 'identification.CheckRoundDrawn.v1') {
      const area = id.slice(id.lastIndexOf('~') + 1);
      const body = doc ?? { roundId: data.roundId, area, level: levelOf(area), inScope: 0, checked: 0, checkedPercent: 0, judged: 0, omission: NONE, inclusion: NONE, clearing: NONE };
      return counted(body, body.inScope + data.householdIds.length, body.checked);
    }
    if (!doc) return null;
    switch (type) {
      case 'identification.CheckRecorded.v1': return counted(doc, doc.inScope, doc.checked + 1);
      case 'identification.CheckRoundSampleJudged.v1': return judged(data.replaces ? judged(doc, data.replaces, -1) : doc, data, 1);
      default: return doc;
    }
  },
};
