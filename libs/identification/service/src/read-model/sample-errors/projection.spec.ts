import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { sampleErrorsProjection } from './projection.js';

const { given, happened } = readModelSpecOf(sampleErrorsProjection);
const judged = (finding: 'CORRECT' | 'OMITTED', roundId = 'r1') =>
  happened(`checkRound-${roundId}`, '2024-04-10', 'identification.CheckRoundSampleJudged.v1', { roundId, householdId: 'h1', village: '511504101201', finding, standing: 'NONE', reason: '患病', judgedOn: '2024-04-10', replaces: null });
const doc = { householdId: 'h1', village: '511504101201', finding: 'OMITTED', standing: 'NONE', reason: '患病', judgedOn: '2024-04-10' } as const;

describe('identification.sample-errors', () => {
  it('lists an error of each round', () => given(judged('OMITTED'), judged('OMITTED', 'r2')).then({ 'r1~h1': { roundId: 'r1', ...doc }, 'r2~h1': { roundId: 'r2', ...doc } }));
  it('lists nothing that is correct', () => given(judged('CORRECT')).then({}));
  it('lets go of an error that was found to be none', () => given(judged('OMITTED'), judged('CORRECT')).then({}));
});
