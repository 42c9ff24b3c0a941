import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { dataBatchesProjection } from './projection.js';

const { given, happened } = readModelSpecOf(dataBatchesProjection);
const B1 = 'dataBatch-b1';
const batch = { source: 'medical-insurance', sourceVersion: 'data-source/511504/medical-insurance-2021', period: '2024-03', area: '511504', contentHash: 'a'.repeat(64), receivedOn: '2024-04-05' };
const received = happened(B1, '2024-04-05', 'identification.DataBatchReceived.v1', { batchId: 'b1', ...batch });
const match = (n: number) => ({ matchId: `m${n}`, row: n, doubt: 'OLD_NUMBER' as const, candidateId: 'p1' });
const doubted = happened(B1, '2024-04-05', 'identification.MatchesDoubted.v1', { source: 'medical-insurance', period: '2024-03', area: '511504', matches: [match(2), match(3)] });
const settled = happened(B1, '2024-04-08', 'identification.MatchSettled.v1', { matchId: 'm2', verdict: 'REJECTED', personId: null, reason: null });
const counts = { rows: 3, rejected: 0, unknown: 0, doubtful: 2, matched: 1, outside: 0, raised: 1, supported: 0 };
const document = { ...batch, sender: 'officer-1', role: 'township', status: 'RECEIVED', counts: null, openMatches: 0 } as const;

describe('identification.data-batches', () => {
  it('lists what came, from whom', () => given(received).then({ b1: document }));
  it('counts the matches that nobody has looked at', () => {
    given(received, doubted).then({ b1: { ...document, openMatches: 2 } });
    given(received, doubted, settled).then({ b1: { ...document, openMatches: 1 } });
  });
  it('says what became of the rows', () => given(received, happened(B1, '2024-04-05', 'identification.DataBatchDone.v1', { counts })).then({ b1: { ...document, status: 'DONE', counts } }));
  it('is none without its beginning', () => given(doubted, settled).then({}));
});
