import { describe, expect, it } from '@jest/globals';
import { specOf } from '@humai/testing';
import { county, on, VILLAGE } from '../testing/household-past.js';
import { type CheckRoundCommand, checkRoundDecider, type CheckRoundEvent } from './check-round.js';
import { drawSample } from './sample.js';

const { given } = specOf(checkRoundDecider);
const NEXT = '511504101202';
const assessor = { id: 'assessor-1', role: 'assessor', area: '511504' };
const round = { name: '集中排查', area: '511504101000', from: '2024-03-01', to: '2024-03-31', scope: 'ALL' as const, questionnaireVersion: 'questionnaire/511504/2024' };
type Open = Extract<CheckRoundCommand, { type: 'OpenCheckRound' }>['data'];
const open = (over: Partial<Open> = {}, date = '2024-02-20'): CheckRoundCommand =>
  ({ type: 'OpenCheckRound', data: { roundId: 'r1', ...round, candidates: { [NEXT]: ['h3'], [VILLAGE]: ['h2', 'h1'] }, asOfPosition: 99, ...over }, meta: on(date, county) });
const opened = (over = {}): CheckRoundEvent => ({ type: 'identification.CheckRoundOpened.v1', data: { roundId: 'r1', ...round, sample: null, households: 3, asOfPosition: 99, ...over } });
const drawn = (village: string, ...householdIds: string[]): CheckRoundEvent => ({ type: 'identification.CheckRoundDrawn.v1', data: { roundId: 'r1', village, householdIds } });
const past = [opened(), drawn(VILLAGE, 'h1', 'h2'), drawn(NEXT, 'h3')];
const assign = (village = VILLAGE, visitorIds = ['village-1']): CheckRoundCommand => ({ type: 'AssignCheck', data: { village, visitorIds }, meta: on('2024-02-21', county) });
const assigned = (visitorIds = ['village-1']): CheckRoundEvent => ({ type: 'identification.CheckRoundAssigned.v1', data: { roundId: 'r1', village: VILLAGE, visitorIds } });
type Judge = Extract<CheckRoundCommand, { type: 'JudgeSample' }>['data'];
const judge = (over: Partial<Judge> = {}, who = assessor): CheckRoundCommand =>
  ({ type: 'JudgeSample', data: { householdId: 'h1', finding: 'OMITTED', standing: 'NONE', reason: '应纳未纳', ...over }, meta: on('2024-04-10', who) });
const judged = (over = {}): CheckRoundEvent => ({
  type: 'identification.CheckRoundSampleJudged.v1', data: { roundId: 'r1', householdId: 'h1', village: VILLAGE, finding: 'OMITTED', standing: 'NONE', reason: '应纳未纳', judgedOn: '2024-04-10', replaces: null, ...over },
});
const close = (date = '2024-04-01'): CheckRoundCommand => ({ type: 'CloseCheckRound', data: { checked: 2, asOfPosition: 140 }, meta: on(date, county) });
const closed: CheckRoundEvent = { type: 'identification.CheckRoundClosed.v1', data: { roundId: 'r1', closedOn: '2024-04-01', households: 3, checked: 2, asOfPosition: 140 } };

describe('a check round', () => {
  it('goes to the households it found in scope, village by village', () => given().when(open()).then(...past));
  it('is opened once, whoever is registered meanwhile, and keeps its content', () => {
    given(...past).when(open({ candidates: { [VILLAGE]: ['h1', 'h2', 'h9'] }, asOfPosition: 120 })).thenNothing();
    given(...past).when(open({ to: '2024-04-30' })).thenRejects('CHECK_ROUND.EXISTS');
  });
  it('draws a sample of each village, at least one, by its seed', () => {
    const sample = { sharePercent: 34, seed: 'spring' };
    const [h] = drawSample(['h1', 'h2'], 34, 'spring');
    given().when(open({ scope: 'SAMPLE', sample })).then(opened({ scope: 'SAMPLE', sample, households: 2 }), drawn(VILLAGE, h!), drawn(NEXT, 'h3'));
  });
  it('spreads a large village over several events', () => {
    const ids = Array.from({ length: 2_001 }, (_, i) => `h${String(i).padStart(4, '0')}`);
    given().when(open({ candidates: { [VILLAGE]: ids } })).then(opened({ households: 2_001 }), drawn(VILLAGE, ...ids.slice(0, 1_000)), drawn(VILLAGE, ...ids.slice(1_000, 2_000)), drawn(VILLAGE, 'h2000'));
  });
  it.each<[string, Partial<Open>]>([
    ['DATE.IMPOSSIBLE', { to: '2024-02-30' }],
    ['CHECK_ROUND.PERIOD', { to: '2024-02-29' }],
    ['CHECK_ROUND.SAMPLE', { scope: 'SAMPLE' }],
    ['CHECK_ROUND.SAMPLE', { sample: { sharePercent: 5, seed: 's' } }],
    ['CHECK_ROUND.QUESTIONNAIRE', { area: '511503000000' }],
    ['CHECK_ROUND.QUESTIONNAIRE', { from: '2019-03-01' }],
    ['CHECK_ROUND.EMPTY', { candidates: { [VILLAGE]: [] } }],
    ['POLICY.UNKNOWN_VERSION', { questionnaireVersion: 'questionnaire/511504/1999' }],
  ])('cannot be opened with %s: %j', (code, over) => given().when(open(over)).thenRejects(code));
  it('is closed once, with what was done, and not before it began', () => {
    given(...past).when(close()).then(closed);
    given(...past, closed).when(close('2024-04-02')).thenNothing();
    given(...past).when(close('2024-02-29')).thenRejects('CHECK_ROUND.NOT_STARTED');
  });
  it('must be there', () => given().when(assign()).thenRejects('CHECK_ROUND.NOT_FOUND'));
});

describe('an assignment', () => {
  it('names who goes to a village, and may change', () => {
    given(...past).when(assign()).then(assigned());
    given(...past, assigned()).when(assign()).thenNothing();
    given(...past, assigned()).when(assign(VILLAGE, ['village-2'])).then(assigned(['village-2']));
  });
  it('is for a village of the round, while it is open', () => {
    given(...past).when(assign('511504102201')).thenRejects('CHECK_ROUND.VILLAGE_OUTSIDE');
    given(...past, closed).when(assign()).thenRejects('CHECK_ROUND.NOT_OPEN');
  });
});

describe('a judgement', () => {
  it('is about a household of the round, also after its end', () => given(...past, closed).when(judge()).then(judged()));
  it('repeated is nothing, changed takes the place of the first', () => {
    given(...past, judged()).when(judge()).thenNothing();
    given(...past, judged()).when(judge({ finding: 'CORRECT', reason: null })).then(judged({ finding: 'CORRECT', reason: null, replaces: { finding: 'OMITTED', standing: 'NONE' } }));
  });
  it('fits how the household stands: only who is enrolled is wrongly enrolled', () => {
    const fits = { OMITTED: 'NONE', WRONGLY_ENROLLED: 'MONITORED', WRONGLY_CLEARED: 'CLEARED' } as const;
    for (const finding of ['OMITTED', 'WRONGLY_ENROLLED', 'WRONGLY_CLEARED'] as const)
      for (const standing of ['NONE', 'MONITORED', 'CLEARED'] as const) {
        const attempt = given(...past).when(judge({ finding, standing }));
        if (fits[finding] === standing) attempt.then(judged({ finding, standing }));
        else attempt.thenRejects('JUDGEMENT.DOES_NOT_FIT');
      }
  });
  it('of an error says why', () => given(...past).when(judge({ reason: null })).thenRejects('JUDGEMENT.NEEDS_REASON'));
  it('is not by who checks the village', () => given(...past, assigned(['assessor-1'])).when(judge()).thenRejects('JUDGEMENT.OWN_CHECK'));
  it('is not about others', () => given(...past).when(judge({ householdId: 'h9' })).thenRejects('CHECK_ROUND.NOT_IN_SCOPE'));
});

describe('a sample', () => {
  const ids = Array.from({ length: 1_000 }, (_, i) => `household-${i}`);
  it('is the same for the same seed, in whatever order the households come', () => expect(drawSample([...ids].reverse(), 10, 'a')).toStrictEqual(drawSample(ids, 10, 'a')));
  it('has the share asked for, rounded up', () => expect([drawSample(ids, 10, 'a'), drawSample(ids.slice(0, 11), 10, 'a'), drawSample(ids.slice(0, 1), 1, 'a'), drawSample(ids, 100, 'a')].map((s) => s.length)).toStrictEqual([100, 2, 1, 1_000]));
  it('is another one for another seed, and takes everybody alike', () => {
    const times = new Map<string, number>();
    for (let seed = 0; seed < 400; seed += 1) for (const id of drawSample(ids, 10, String(seed))) times.set(id, (times.get(id) ?? 0) + 1);
    const counts = ids.map((id) => times.get(id) ?? 0);
    // Binomial, mean 40 and deviation 6: five deviations either way.
    expect([Math.min(...counts) > 10, Math.max(...counts) < 70]).toStrictEqual([true, true]);
  });
});
