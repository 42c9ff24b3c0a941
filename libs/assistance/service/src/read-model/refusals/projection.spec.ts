import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { refusalsProjection } from './projection.js';

const { given, happened } = readModelSpecOf(refusalsProjection);
const VILLAGE = '511504101201';
const refused = (requestId: string, household = 'h1') =>
  happened(`household-${household}`, '2024-02-01', 'assistance.AssistanceRefused.v1', { requestId, code: 'M10', reason: 'NOT_ENROLLED', village: VILLAGE });
const document = { householdId: 'h1', village: VILLAGE, requestId: 'd1', code: 'M10', reason: 'NOT_ENROLLED', refusedOn: '2024-02-01', actor: 'officer-1', role: 'township' } as const;

describe('assistance.refusals', () => {
  it('lists each refusal with the day and who asked', () => given(refused('d1'), refused('d2')).then({ 'h1~d1': document, 'h1~d2': { ...document, requestId: 'd2' } }));

  it('keeps requests of two households apart, though they have the same id', () =>
    given(refused('d1'), refused('d1', 'h2')).then({ 'h1~d1': document, 'h2~d1': { ...document, householdId: 'h2' } }));
});
