import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { checkRoundsProjection } from './projection.js';

const { given, happened } = readModelSpecOf(checkRoundsProjection);
const R1 = 'checkRound-r1';
const round = { name: '集中排查', area: '511504101000', from: '2024-03-01', to: '2024-03-31', scope: 'SAMPLE' as const, sample: { sharePercent: 5, seed: 's' }, questionnaireVersion: 'questionnaire/511504/2024', households: 3 };
const opened = happened(R1, '2024-02-20', 'identification.CheckRoundOpened.v1', { roundId: 'r1', ...round, asOfPosition: 9 });
const drawn = (village: string) => happened(R1, '2024-02-20', 'identification.CheckRoundDrawn.v1', { roundId: 'r1', village, householdIds: ['h1'] });
const assigned = (village: string, ...visitorIds: string[]) => happened(R1, '2024-02-21', 'identification.CheckRoundAssigned.v1', { roundId: 'r1', village, visitorIds });
const judged = (replaces: { finding: 'CORRECT'; standing: 'NONE' } | null) =>
  happened(R1, '2024-04-10', 'identification.CheckRoundSampleJudged.v1', { roundId: 'r1', householdId: 'h1', village: 'v', finding: 'OMITTED', standing: 'NONE', reason: 'x', judgedOn: '2024-04-10', replaces });
const doc = { ...round, open: true, closedOn: null, checked: 0, judged: 0, villages: [], assignments: [] };

describe('identification.check-rounds', () => {
  it('lists a round from its opening on', () => given(opened).then({ r1: doc }));
  it('names its villages, each once', () => given(opened, drawn('v1'), drawn('v1'), drawn('v2')).then({ r1: { ...doc, villages: ['v1', 'v2'] } }));
  it('says who goes where, as it was assigned last', () =>
    given(opened, assigned('v1', 'a'), assigned('v2', 'b'), assigned('v1', 'c', 'd')).then({ r1: { ...doc, assignments: [{ village: 'v2', visitorIds: ['b'] }, { village: 'v1', visitorIds: ['c', 'd'] }] } }));
  it('counts checks, and judged households once', () =>
    given(opened, happened('household-h1', '2024-03-10', 'identification.CheckRecorded.v1', { roundId: 'r1', village: 'v1' } as never), judged(null), judged({ finding: 'CORRECT', standing: 'NONE' })).then({ r1: { ...doc, checked: 1, judged: 1 } }));
  it('ends', () =>
    given(opened, happened(R1, '2024-04-01', 'identification.CheckRoundClosed.v1', { roundId: 'r1', closedOn: '2024-04-01', households: 3, checked: 0, asOfPosition: 20 })).then({ r1: { ...doc, open: false, closedOn: '2024-04-01' } }));
});
