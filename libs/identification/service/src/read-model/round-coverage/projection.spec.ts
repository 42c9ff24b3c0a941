import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { coverageProjection } from './projection.js';

const { given, happened } = readModelSpecOf(coverageProjection);
const [VILLAGE, NEXT, FAR] = ['511504101201', '511504101202', '511504102201'];
const drawn = (village: string, ...householdIds: string[]) => happened('checkRound-r1', '2024-02-20', 'identification.CheckRoundDrawn.v1', { roundId: 'r1', village, householdIds });
const checked = (household: string, village: string) => happened(`household-${household}`, '2024-03-10', 'identification.CheckRecorded.v1', { roundId: 'r1', village } as never);
type Judgement = { finding: 'CORRECT' | 'OMITTED' | 'WRONGLY_ENROLLED' | 'WRONGLY_CLEARED'; standing: 'NONE' | 'MONITORED' | 'CLEARED' };
const judged = (householdId: string, village: string, judgement: Judgement, replaces: Judgement | null = null) =>
  happened('checkRound-r1', '2024-04-10', 'identification.CheckRoundSampleJudged.v1', { roundId: 'r1', householdId, village, ...judgement, reason: null, judgedOn: '2024-04-10', replaces });
const none = { errors: 0, of: 0 };
const at = (area: string, level: 'county' | 'township' | 'village', inScope: number, done = 0, checkedPercent = 0) =>
  ({ roundId: 'r1', area, level, inScope, checked: done, checkedPercent, judged: 0, omission: none, inclusion: none, clearing: none });

describe('identification.round-coverage', () => {
  it('counts the households in scope for village, township and county', () =>
    given(drawn(VILLAGE, 'h1', 'h2'), drawn(VILLAGE, 'h3'), drawn(NEXT, 'h4'), drawn(FAR, 'h5')).then({
      'r1~511504000000': at('511504000000', 'county', 5), 'r1~511504101000': at('511504101000', 'township', 4), [`r1~${VILLAGE}`]: at(VILLAGE, 'village', 3), [`r1~${NEXT}`]: at(NEXT, 'village', 1),
      'r1~511504102000': at('511504102000', 'township', 1), [`r1~${FAR}`]: at(FAR, 'village', 1),
    }));

  it('counts checks where the round has the household, in per cent rounded down', () =>
    given(drawn(VILLAGE, 'h1', 'h2', 'h3'), checked('h1', VILLAGE), checked('h2', VILLAGE)).then({
      'r1~511504000000': at('511504000000', 'county', 3, 2, 66.66), 'r1~511504101000': at('511504101000', 'township', 3, 2, 66.66), [`r1~${VILLAGE}`]: at(VILLAGE, 'village', 3, 2, 66.66),
    }));

  it('counts errors against those judged who stood likewise', () => {
    const sample = { judged: 4, omission: { errors: 1, of: 2 }, inclusion: { errors: 1, of: 1 }, clearing: { errors: 1, of: 1 } };
    given(drawn(VILLAGE, 'h1', 'h2', 'h3', 'h4'), judged('h1', VILLAGE, { finding: 'OMITTED', standing: 'NONE' }), judged('h2', VILLAGE, { finding: 'CORRECT', standing: 'NONE' }),
      judged('h3', VILLAGE, { finding: 'WRONGLY_ENROLLED', standing: 'MONITORED' }), judged('h4', VILLAGE, { finding: 'WRONGLY_CLEARED', standing: 'CLEARED' })).then({
      'r1~511504000000': { ...at('511504000000', 'county', 4), ...sample }, 'r1~511504101000': { ...at('511504101000', 'township', 4), ...sample }, [`r1~${VILLAGE}`]: { ...at(VILLAGE, 'village', 4), ...sample },
    });
  });

  it('counts a household once, as it was judged last', () => {
    const sample = { judged: 1, omission: none, inclusion: { errors: 0, of: 1 } };
    given(drawn(VILLAGE, 'h1'), judged('h1', VILLAGE, { finding: 'OMITTED', standing: 'NONE' }), judged('h1', VILLAGE, { finding: 'CORRECT', standing: 'MONITORED' }, { finding: 'OMITTED', standing: 'NONE' })).then({
      'r1~511504000000': { ...at('511504000000', 'county', 1), ...sample }, 'r1~511504101000': { ...at('511504101000', 'township', 1), ...sample }, [`r1~${VILLAGE}`]: { ...at(VILLAGE, 'village', 1), ...sample },
    });
  });
});
