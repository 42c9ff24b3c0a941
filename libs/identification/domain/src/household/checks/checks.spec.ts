import { describe, expect, it } from '@jest/globals';
import { fold } from '@humai/kernel';
import { specOf } from '@humai/testing';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { after, command, hash, on, REGISTERED, SOLVED, VILLAGE, village } from '../../testing/household-past.js';
import { householdDecider } from '../household.js';
import type { HouseholdEvent } from '../state.js';
import type { RecordCheck, RoundFacts } from './index.js';

const { given } = specOf(householdDecider);
const past = after(REGISTERED);
const rigid = { medicalFen: 300_001, schoolingFen: 0, disasterFen: 0, housingFen: 0 };
const worksheet = { from: '2022-10-01', to: '2023-09-30', wageFen: 1_200_001, businessFen: 0, propertyFen: 0, transferFen: 0, businessCostFen: 0, members: 2, rigid };
const round: RoundFacts = { from: '2024-03-01', to: '2024-03-31', open: true, questionnaireVersion: 'questionnaire/511504/2024', village: VILLAGE, visitorIds: null };
const body: RecordCheck = {
  roundId: 'r1', checkId: 'k1', visitedOn: '2024-03-15', byIds: ['village-1'], worksheet, safeguards: SOLVED, riskTypes: [], answers: { lives_here: true, workers_away: 1, income_trend: 'SAME' },
  evidenceHashes: [hash], round,
};
const check = (over: Partial<RecordCheck> = {}, date = '2024-03-20') => command('RecordCheck', { ...body, ...over }, on(date, village));
const { round: _, ...content } = body;
const recorded = (over: Partial<Extract<IdentificationEvent, { type: 'identification.CheckRecorded.v1' }>['data']> = {}): HouseholdEvent => ({
  type: 'identification.CheckRecorded.v1',
  data: { ...content, village: VILLAGE, incomePerHeadFen: 600_000, rigidSpendingPerHeadFen: 150_001, questionnaireVersion: 'questionnaire/511504/2024', lists: [], clueId: null, ...over } as never,
});
const listed: HouseholdEvent = { type: 'identification.WatchListJoined.v1', data: { list: 'DISASTER', village: VILLAGE, origin: 'HAND', reason: null, listedOn: '2024-03-01', visitDueOn: '2024-03-31' } };

describe('the check of a household', () => {
  it('records income and spending per head by the one function', () => given(...past).when(check()).then(recorded()));
  it('is recorded once, and keeps its content', () => {
    given(...past, recorded()).when(check()).thenNothing();
    given(...past, recorded()).when(check({ byIds: ['village-2'] })).thenRejects('CHECK.EXISTS');
    given(...past, recorded()).when(check({ checkId: 'k2' })).thenRejects('CHECK.EXISTS');
  });
  it('stays recorded when its repeat comes after the end of the round', () => given(...past, recorded()).when(check({ round: { ...round, open: false } })).thenNothing());
  it('can be one of each round', () => given(...past, recorded()).when(check({ roundId: 'r2' })).then(recorded({ roundId: 'r2' })));
  it('is a visit of the lists the household is on', () => given(...past, listed).when(check()).then(recorded({ lists: [{ list: 'DISASTER', nextDueOn: '2024-04-14' }] })));
  it('reports the clue it found in the same decision', () => {
    const events = householdDecider.decide(check({ clue: { clueId: 'c9', riskTypes: ['01'] } }), fold(householdDecider, past));
    expect(events[0]).toStrictEqual(recorded({ clueId: 'c9' }));
    expect(events[1]).toMatchObject({ type: 'identification.ClueReported.v1', data: { clueId: 'c9', channel: 'CADRE_VISIT', foundOn: '2024-03-20' } });
  });
});

describe('the check of a household is refused', () => {
  it.each<[string, Partial<RecordCheck>, string?]>([
    ['CHECK_ROUND.NOT_FOUND', { round: null }],
    ['CHECK_ROUND.NOT_OPEN', { round: { ...round, open: false } }],
    ['CHECK_ROUND.NOT_IN_SCOPE', { round: { ...round, village: null } }],
    ['CHECK.BEFORE_ROUND', { visitedOn: '2024-02-29' }],
    ['CHECK.AFTER_ROUND', { visitedOn: '2024-04-01' }, '2024-04-02'],
    ['DATE.IMPOSSIBLE', { visitedOn: '2024-03-32' }],
    ['VISIT.FUTURE', { visitedOn: '2024-03-21' }],
    ['CHECK.NOT_ASSIGNED', { round: { ...round, visitorIds: ['village-2'] } }],
    ['CHECK.WINDOW', { worksheet: { ...worksheet, to: '2023-12-31' } }],
    ['CHECK.NEGATIVE', { worksheet: { ...worksheet, wageFen: -1 } }],
    ['CHECK.EVIDENCE_MISSING', { evidenceHashes: [] }],
    ['ANSWER.NO_QUESTION', { answers: { ...body.answers, other: true } }],
    ['ANSWER.MISSING', { answers: { lives_here: true } }],
    ['POLICY.UNKNOWN_VERSION', { round: { ...round, questionnaireVersion: 'questionnaire/511504/1999' } }],
  ])('with %s', (code, over, ...[date]) => given(...past).when(check(over, date)).thenRejects(code));
  it('not when one of several visitors is assigned, and not on the first and last day of the round', () => {
    const both = { byIds: ['village-1', 'village-2'], round: { ...round, visitorIds: ['village-2'] } };
    given(...past).when(check(both)).then(recorded({ byIds: both.byIds }));
    for (const visitedOn of ['2024-03-01', '2024-03-31']) given(...past).when(check({ visitedOn }, '2024-04-02')).then(recorded({ visitedOn }));
  });
  it('for a household that is not registered', () => given().when(check()).thenRejects('HOUSEHOLD.NOT_FOUND'));
});
