import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { doubtfulMatchesProjection } from './projection.js';

const { given, happened } = readModelSpecOf(doubtfulMatchesProjection);
const B1 = 'dataBatch-b1';
const where = { source: 'medical-insurance', period: '2024-03', area: '511504' };
const doubted = happened(B1, '2024-04-05', 'identification.MatchesDoubted.v1', {
  ...where, matches: [{ matchId: 'm2', row: 2, doubt: 'OLD_NUMBER', candidateId: 'p1' }, { matchId: 'm7', row: 7, doubt: 'NO_HOUSEHOLD', candidateId: null }],
});
const open = { batchId: 'b1', ...where, status: 'OPEN', personId: null, reason: null, foundOn: '2024-04-05', settledOn: null } as const;
const m2 = { ...open, row: 2, doubt: 'OLD_NUMBER', candidateId: 'p1' } as const;
const m7 = { ...open, row: 7, doubt: 'NO_HOUSEHOLD', candidateId: null } as const;

describe('identification.doubtful-matches', () => {
  it('lists each row by itself', () => given(doubted).then({ m2, m7 }));
  it('says how it was settled', () =>
    given(doubted, happened(B1, '2024-04-08', 'identification.MatchSettled.v1', { matchId: 'm2', verdict: 'ACCEPTED', personId: 'p9', reason: '核对无误' }))
      .then({ m2: { ...m2, status: 'ACCEPTED', personId: 'p9', reason: '核对无误', settledOn: '2024-04-08' }, m7 }));
});
