import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { type WatchEntry, watchListProjection } from './projection.js';

const { given, happened } = readModelSpecOf(watchListProjection);
const VILLAGE = '511504101201';
const H1 = 'household-h1';
const joined = (list: 'DISASTER' | 'SERIOUS_ILLNESS' = 'DISASTER', visitDueOn: string | null = '2024-03-31') =>
  happened(H1, '2024-03-01', 'identification.WatchListJoined.v1', { list, village: VILLAGE, origin: 'HAND', reason: '受灾', listedOn: '2024-03-01', visitDueOn });
const visited = (visitedOn: string, lists: { list: 'DISASTER' | 'SERIOUS_ILLNESS'; nextDueOn: string | null }[], finding: 'NOTHING_NEW' | 'NOBODY_HOME' = 'NOTHING_NEW') =>
  happened(H1, '2024-06-01', 'identification.VisitRecorded.v1', { visitId: `v-${visitedOn}`, village: VILLAGE, visitedOn, byIds: ['a'], lists, finding, clueId: null, evidenceHashes: [] });
const overdue = happened(H1, '2024-04-01', 'identification.VisitOverdue.v1', { list: 'DISASTER', dueOn: '2024-03-31', nextDueOn: '2024-04-30' });
const entry: WatchEntry = { list: 'DISASTER', origin: 'HAND', reason: '受灾', listedOn: '2024-03-01', lastVisitOn: null, dueOn: '2024-03-31', overdueOn: null };
const doc = {
  village: VILLAGE, active: true, lists: ['DISASTER'] as const, overdueLists: [], overdue: false, nextDueOn: '2024-03-31', lastVisitOn: null, lastFinding: null, entries: [entry],
};

describe('identification.watch-list', () => {
  it('has a household from the day it joins a list', () => given(joined()).then({ h1: doc }));

  it('has it once with all its lists, due when the first is', () =>
    given(joined(), joined('SERIOUS_ILLNESS', '2024-03-20')).then({
      h1: { ...doc, lists: ['DISASTER', 'SERIOUS_ILLNESS'], nextDueOn: '2024-03-20', entries: [entry, { ...entry, list: 'SERIOUS_ILLNESS', dueOn: '2024-03-20' }] },
    }));

  it('has no due date where no period is set', () => given(joined('DISASTER', null)).then({ h1: { ...doc, nextDueOn: null, entries: [{ ...entry, dueOn: null }] } }));

  it('loses a list that is left, and the household with its last', () => {
    const left = happened(H1, '2024-05-01', 'identification.WatchListLeft.v1', { list: 'SERIOUS_ILLNESS', reason: '康复', leftOn: '2024-05-01' });
    given(joined(), joined('SERIOUS_ILLNESS', '2024-03-20'), left).then({ h1: doc });
    given(joined('SERIOUS_ILLNESS'), left).then({});
  });

  it('marks a period that passed, until the household is visited', () => {
    given(joined(), overdue).then({ h1: { ...doc, overdueLists: ['DISASTER'], overdue: true, nextDueOn: '2024-04-30', entries: [{ ...entry, dueOn: '2024-04-30', overdueOn: '2024-03-31' }] } });
    given(joined(), overdue, visited('2024-04-10', [{ list: 'DISASTER', nextDueOn: '2024-05-10' }])).then({
      h1: { ...doc, nextDueOn: '2024-05-10', lastVisitOn: '2024-04-10', lastFinding: 'NOTHING_NEW', entries: [{ ...entry, lastVisitOn: '2024-04-10', dueOn: '2024-05-10' }] },
    });
  });

  it('shows a visit of another list, or to nobody, without moving the due date', () =>
    given(joined(), visited('2024-03-10', [], 'NOBODY_HOME')).then({ h1: { ...doc, lastVisitOn: '2024-03-10', lastFinding: 'NOBODY_HOME' } }));

  it('keeps the latest visit, whenever an earlier one is told', () =>
    given(joined(), visited('2024-03-20', [{ list: 'DISASTER', nextDueOn: '2024-04-19' }]), visited('2024-03-10', [{ list: 'DISASTER', nextDueOn: '2024-04-19' }], 'NOBODY_HOME')).then({
      h1: { ...doc, nextDueOn: '2024-04-19', lastVisitOn: '2024-03-20', lastFinding: 'NOTHING_NEW', entries: [{ ...entry, lastVisitOn: '2024-03-20', dueOn: '2024-04-19' }] },
    }));

  it('takes a check for a visit', () =>
    given(joined(), happened(H1, '2024-03-15', 'identification.CheckRecorded.v1', {
      roundId: 'r1', checkId: 'k1', village: VILLAGE, visitedOn: '2024-03-15', byIds: ['a'], incomePerHeadFen: 0, rigidSpendingPerHeadFen: 0,
      worksheet: { from: '2022-10-01', to: '2023-09-30', wageFen: 0, businessFen: 0, propertyFen: 0, transferFen: 0, businessCostFen: 0, members: 1, rigid: { medicalFen: 0, schoolingFen: 0, disasterFen: 0, housingFen: 0 } },
      safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true }, riskTypes: [], questionnaireVersion: 'q', answers: {},
      lists: [{ list: 'DISASTER', nextDueOn: '2024-04-14' }], clueId: null, evidenceHashes: [],
    })).then({ h1: { ...doc, nextDueOn: '2024-04-14', lastVisitOn: '2024-03-15', lastFinding: 'CHECKED', entries: [{ ...entry, lastVisitOn: '2024-03-15', dueOn: '2024-04-14' }] } }));

  it('goes with the household to another village', () =>
    given(joined(), happened(H1, '2024-04-01', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504102201', kind: 'GENERAL' })).then({ h1: { ...doc, village: '511504102201' } }));

  it('puts a household aside that went into another, takes it back when that came to nothing, and lets go of one that is closed', () => {
    const merged = happened(H1, '2024-04-01', 'identification.HouseholdMergedInto.v1', { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: 'a'.repeat(64) });
    given(joined(), merged).then({ h1: { ...doc, active: false } });
    given(joined(), merged, happened(H1, '2024-04-02', 'identification.HouseholdLinkUndone.v1', { eventId: 'e', otherHouseholdId: 'h2', why: 'HOUSEHOLD_ENDED' as never })).then({ h1: doc });
    given(joined(), happened(H1, '2024-04-01', 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: null })).then({});
  });

  it('knows nothing of a visit to a household on no list', () => given(visited('2024-03-10', [])).then({}));
});
