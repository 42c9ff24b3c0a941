import { describe, expect, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { clustersProjection } from './projection.js';
import { clustersQuery } from './query.js';

const { given, happened } = readModelSpecOf(clustersProjection);
const AREA = '511504101201';
const found = happened(`area-${AREA}`, '2024-03-10', 'identification.AreaClusterFound.v1', {
  clusterId: 'c1', area: AREA, level: 'village', cause: '01', from: '2024-02-10', to: '2024-03-10', count: 5, households: 200, householdIds: ['h1', 'h2', 'h3', 'h4', 'h5'], minCount: 5, minRatePerMille: null, windowDays: 30,
  policyVersion: 'identification/511504/2021',
});
const grown = happened(`area-${AREA}`, '2024-03-20', 'identification.AreaClusterGrown.v1', { clusterId: 'c1', area: AREA, cause: '01', from: '2024-02-20', to: '2024-03-20', count: 11, households: 201, householdIds: ['h1'], previousCount: 5 });
const ended = happened(`area-${AREA}`, '2024-05-01', 'identification.AreaClusterEnded.v1', { clusterId: 'c1', area: AREA, cause: '01', endedOn: '2024-05-01' });
const document = {
  area: AREA, level: 'village', cause: '01', open: true, foundOn: '2024-03-10', grownOn: null, endedOn: null, from: '2024-02-10', to: '2024-03-10', windowDays: 30, firstCount: 5, count: 5, households: 200,
  householdIds: ['h1', 'h2', 'h3', 'h4', 'h5'], minCount: 5, minRatePerMille: null, policyVersion: 'identification/511504/2021',
} as const;
const larger = { ...document, grownOn: '2024-03-20', from: '2024-02-20', to: '2024-03-20', count: 11, households: 201, householdIds: ['h1'] };

describe('identification.clusters', () => {
  it('has a cluster from the day it was found, through its growth to its end', () => {
    given(found).then({ c1: document });
    given(found, grown).then({ c1: larger });
    given(found, grown, ended).then({ c1: { ...larger, open: false, endedOn: '2024-05-01' } });
    given(grown, ended).then({});
  });

  it('is asked by place, cause and whether it goes on, and told as a rate', () => {
    const asking = { caller: { id: 'c', grants: [] }, today: '2024-03-10' };
    expect(clustersQuery.toFilter({ open: 'true', level: 'village', cause: '01' }, asking)).toStrictEqual({ open: true, level: 'village', cause: '01' });
    expect(clustersQuery.computed!({ _id: 'c1', position: 1, ...document }, asking)).toStrictEqual({ ratePerMille: 25 });
    expect(clustersQuery.computed!({ _id: 'c1', position: 1, ...document, households: 0 }, asking)).toStrictEqual({ ratePerMille: 0 });
  });
});
