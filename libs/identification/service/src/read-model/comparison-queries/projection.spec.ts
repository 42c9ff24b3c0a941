import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { comparisonQueriesProjection } from './projection.js';

const { given, happened } = readModelSpecOf(comparisonQueriesProjection);
const query = { caseId: 'c1', queryId: 'q1', village: '511504101201', source: 'vehicles', personIds: ['p1'], scope: ['vehicles'], purpose: '识别纳入信息比对', queriedOn: '2024-03-06' };
const asked = (household: string) => happened(`household-${household}`, '2024-03-06', 'identification.ComparisonQueried.v1', query);

describe('identification.comparison-queries', () => {
  it('keeps every query with who asked, apart by household', () =>
    given(asked('h1'), asked('h2')).then({
      'h1~q1': { householdId: 'h1', ...query, actor: 'officer-1', role: 'township' }, 'h2~q1': { householdId: 'h2', ...query, actor: 'officer-1', role: 'township' },
    }));
});
