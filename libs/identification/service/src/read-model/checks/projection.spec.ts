import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { checksProjection } from './projection.js';

const { given, happened } = readModelSpecOf(checksProjection);
const check = {
  roundId: 'r1', checkId: 'k1', village: '511504101201', visitedOn: '2024-03-10', byIds: ['a', 'b'], incomePerHeadFen: 650_000, rigidSpendingPerHeadFen: 1_000,
  worksheet: { from: '2022-10-01', to: '2023-09-30', wageFen: 650_000, businessFen: 0, propertyFen: 0, transferFen: 0, businessCostFen: 0, members: 1, rigid: { medicalFen: 1_000, schoolingFen: 0, disasterFen: 0, housingFen: 0 } },
  safeguards: { food: true, clothing: true, education: true, medical: false, housing: true, water: false }, riskTypes: ['01' as const], questionnaireVersion: 'questionnaire/511504/2024',
  answers: { lives_here: true, hardships: ['TREATMENT'] }, clueId: null, evidenceHashes: ['a'.repeat(64)],
};
const recorded = (roundId = 'r1') => happened('household-h1', '2024-03-10', 'identification.CheckRecorded.v1', { ...check, roundId, lists: [{ list: 'DISASTER', nextDueOn: null }] });

describe('identification.checks', () => {
  it('has one document for each round of a household, with what is not solved counted', () =>
    given(recorded(), recorded('r2')).then({ 'h1~r1': { householdId: 'h1', ...check, unsolved: 2 }, 'h1~r2': { householdId: 'h1', ...check, roundId: 'r2', unsolved: 2 } }));
});
