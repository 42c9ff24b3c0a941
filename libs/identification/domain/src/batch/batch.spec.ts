import { describe, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import { county, on, service } from '../testing/household-past.js';
import { dataBatchDecider, type DataBatchCommand, type DataBatchEvent } from './batch.js';

const { given } = specOf(dataBatchDecider);
const meta = on('2024-04-05', service);
const batch = { batchId: 'b1', source: 'medical-insurance', sourceVersion: 'data-source/511504/medical-insurance-2021', period: '2024-03', area: '511504', contentHash: 'a'.repeat(64) };
const receive = (change: Partial<typeof batch> = {}): DataBatchCommand => ({ type: 'ReceiveBatch', data: { ...batch, ...change }, meta });
const received: DataBatchEvent = { type: 'identification.DataBatchReceived.v1', data: { ...batch, receivedOn: '2024-04-05' } };
const match = (n: number, candidateId: string | null = null) => ({ matchId: `m${n}`, row: n, doubt: candidateId === null ? ('CHECK_DIGIT' as const) : ('OLD_NUMBER' as const), candidateId });
const doubt = (...matches: ReturnType<typeof match>[]): DataBatchCommand => ({ type: 'DoubtMatches', data: { matches }, meta });
const doubted = (...matches: ReturnType<typeof match>[]): DataBatchEvent => ({ type: 'identification.MatchesDoubted.v1', data: { source: 'medical-insurance', period: '2024-03', area: '511504', matches } });
const settle = (verdict: 'ACCEPTED' | 'REJECTED', personId?: string): DataBatchCommand =>
  ({ type: 'SettleMatch', data: { matchId: 'm2', verdict, ...(personId === undefined ? {} : { personId }), reason: null }, meta: on('2024-04-08', county) });
const settled = (verdict: 'ACCEPTED' | 'REJECTED', personId: string | null): DataBatchEvent => ({ type: 'identification.MatchSettled.v1', data: { matchId: 'm2', verdict, personId, reason: null } });
const counts = { rows: 3, rejected: 1, unknown: 0, doubtful: 1, matched: 1, outside: 0, raised: 1, supported: 0 };

describe('invariant 24: a batch is taken once', () => {
  it('is received with its source, period and content', () => given().when(receive()).then(received));
  it('the same again is no news', () => given(received).when(receive()).thenNothing());
  it('another one under its id is refused', () => given(received).when(receive({ period: '2024-04' })).thenRejects('BATCH.EXISTS'));
  it('ends once', () => {
    const finish: DataBatchCommand = { type: 'FinishBatch', data: { counts }, meta };
    const done: DataBatchEvent = { type: 'identification.DataBatchDone.v1', data: { counts } };
    given(received).when(finish).then(done);
    given(received, done).when(finish).thenNothing();
  });
});

describe('a doubtful match', () => {
  it('is recorded once, also when its rows come again with others', () => {
    given(received).when(doubt(match(2), match(3))).then(doubted(match(2), match(3)));
    given(received, doubted(match(2))).when(doubt(match(2), match(3))).then(doubted(match(3)));
    given(received, doubted(match(2))).when(doubt(match(2))).thenNothing();
  });
  it('is accepted for its candidate, or for somebody else', () => {
    given(received, doubted(match(2, 'p1'))).when(settle('ACCEPTED')).then(settled('ACCEPTED', 'p1'));
    given(received, doubted(match(2, 'p1'))).when(settle('ACCEPTED', 'p9')).then(settled('ACCEPTED', 'p9'));
  });
  it('is accepted for somebody', () => given(received, doubted(match(2))).when(settle('ACCEPTED')).thenRejects('MATCH.NEEDS_PERSON'));
  it('is rejected for nobody', () => given(received, doubted(match(2, 'p1'))).when(settle('REJECTED', 'p1')).then(settled('REJECTED', null)));
  it('is settled once', () => {
    const past = [received, doubted(match(2, 'p1')), settled('ACCEPTED', 'p1')];
    given(...past).when(settle('ACCEPTED')).thenNothing();
    given(...past).when(settle('REJECTED')).thenRejects('MATCH.SETTLED');
    given(...past).when(settle('ACCEPTED', 'p9')).thenRejects('MATCH.SETTLED');
  });
  it('must be there', () => given(received).when(settle('REJECTED')).thenRejects('MATCH.NOT_FOUND'));
});
