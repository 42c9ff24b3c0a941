import { describe, expect, it } from '@jest/globals';
import type { AssessmentEvent } from '@humai/contracts-assessment';
import { applyEvent, collectionOf, type RecordedEvent } from '@humai/kernel';
import { deepFreeze, syntheticMetadata } from '@humai/testing';
import { resultsProjection as projection, type ResultDocument } from './projection.js';

const [digest, other, third] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(64)];
const id = '2022-511504000000';
const result = { year: 2022, area: '511504000000', policy: 'assessment/5115/2021', position: 900, digest: digest! };
const at = (position: number, recordedAt: string, event: AssessmentEvent): RecordedEvent<AssessmentEvent> =>
  deepFreeze({ ...event, id: `e${position}`, stream: `assessment-${id}`, revision: 0, position, recordedAt, hash: '', metadata: syntheticMetadata() });
const published = at(901, '2023-02-01T02:00:00.000Z', { type: 'assessment.ResultPublished.v1', data: result });
const revised = at(960, '2023-03-01T02:00:00.000Z', {
  type: 'assessment.ResultRevised.v1', data: { ...result, position: 950, digest: other!, previousDigest: digest!, reason: '补录', approverId: 'assessor-2' },
});
const again = at(990, '2023-04-01T02:00:00.000Z', {
  type: 'assessment.ResultRevised.v1', data: { ...result, policy: 'assessment/5115/2023', position: 980, digest: third!, previousDigest: other!, reason: '办法有误', approverId: 'assessor-3' },
});
const fold = (...events: readonly RecordedEvent<AssessmentEvent>[]) => events.reduce<ResultDocument | null>((doc, event) => applyEvent(projection, doc, event, id), null);

const asPublished: ResultDocument = {
  _id: id, position: 901, year: 2022, area: '511504000000', policy: 'assessment/5115/2021', scoredAt: 900, digest: digest!, publishedAt: '2023-02-01T02:00:00.000Z',
  revisedAt: null, previousDigest: null, reason: null, approverId: null, revisions: 0,
};
const asRevised: ResultDocument = {
  ...asPublished, position: 960, scoredAt: 950, digest: other!, revisedAt: '2023-03-01T02:00:00.000Z', previousDigest: digest!, reason: '补录', approverId: 'assessor-2', revisions: 1,
};

describe('published results', () => {
  it('have one document per unit and year', () => {
    expect([collectionOf(projection), projection.handles, projection.documentId(published)]).toStrictEqual(['assessment.results.v1', ['assessment.ResultPublished.v1', 'assessment.ResultRevised.v1'], id]);
  });
  it('say what was published, and the position it can be computed from again', () => expect(fold(published)).toStrictEqual(asPublished));
  it('show the revision, with what it replaced, why, and who approved', () => expect(fold(published, revised)).toStrictEqual(asRevised));
  it('show the last of several revisions and how many there were', () => {
    expect(fold(published, revised, again)).toStrictEqual({
      ...asRevised, position: 990, policy: 'assessment/5115/2023', scoredAt: 980, digest: third!, revisedAt: '2023-04-01T02:00:00.000Z', previousDigest: other!, reason: '办法有误',
      approverId: 'assessor-3', revisions: 2,
    });
  });
  it('are the same when events come twice', () => expect(fold(published, published, revised, published, revised)).toStrictEqual(asRevised));
});
