import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { monitoringSpellsProjection } from './projection.js';

const { given, happened } = readModelSpecOf(monitoringSpellsProjection);
const [VILLAGE, OTHER] = ['511504101201', '511504101202'];
const H = 'household-h1';
const line = { incomePerHeadFen: 1_200_000, lineFen: 880_000, lineVersion: 'l', policyVersion: 'p' };
const solved = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };

const registered = happened(H, '2023-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: '1', village: VILLAGE, kind: 'GENERAL' });
const enrolled = (enrolmentId = 'e1', previousEnrolmentId: string | null = null, on = '2024-03-18') =>
  happened(H, on, 'identification.HouseholdEnrolled.v1', { caseId: `case of ${enrolmentId}`, enrolmentId, previousEnrolmentId, category: 'C2', risks: [{ riskId: `${enrolmentId}.1`, type: '01' }], enrolledOn: on, ...line });
const moved = happened(H, '2024-05-01', 'identification.HouseholdChanged.v1', { registerNumber: '2', village: OTHER, kind: 'GENERAL' });
const added = (type: '01' | '07') => happened(H, '2024-04-01', 'identification.RiskAdded.v1', { enrolmentId: 'e1', riskId: 'r2', type });
const cleared = happened(H, '2024-10-10', 'identification.HouseholdCleared.v1', { caseId: 'c', enrolmentId: 'e1', mode: 'HELP', clearedOn: '2024-10-10', ...line });
const rolledBack = happened(H, '2024-11-01', 'identification.ClearingRolledBack.v1', { enrolmentId: 'e1', reason: '收入不稳定', reopenedRiskIds: [] });
const verified = (visitedOn: string, education = true) =>
  happened(H, visitedOn, 'identification.HouseholdVerified.v1', { caseId: 'c', verifierIds: ['v1'], visitedOn, incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, safeguards: { ...solved, education }, riskTypes: [], evidenceHashes: [] });

const spell = { enrolmentId: 'e1', village: VILLAGE, category: 'C2', causes: ['01'], enrolledOn: '2024-03-18', relapse: false, carriedOver: false, cleared: null, rolledBackOn: [] } as const;
const clearing = { on: '2024-10-10', village: VILLAGE, mode: 'HELP', incomePerHeadFen: 1_200_000, lineFen: 880_000 } as const;
const document = { village: VILLAGE, registerNumber: '1', listed: false, spells: [], looks: [], otherContactOn: null, lastContactOn: null, educationUnsolvedOn: null } as const;
const look = (on: string, education = true, caseId: string | null = 'c') => ({ caseId, on, education });

describe('identification.monitoring-spells', () => {
  it('begins empty with the household', () => given(registered).then({ h1: document }));
  it('opens a spell by an enrolment', () => given(registered, enrolled()).then({ h1: { ...document, listed: true, spells: [spell] } }));
  it('adds a cause that is new, and no cause twice', () =>
    given(registered, enrolled(), added('07'), added('01')).then({ h1: { ...document, listed: true, spells: [{ ...spell, causes: ['01', '07'] }] } }));
  it('ends a spell by a clearing, where the household lives then', () =>
    given(registered, enrolled(), moved, cleared).then({ h1: { ...document, village: OTHER, registerNumber: '2', spells: [{ ...spell, cleared: { ...clearing, village: OTHER } }] } }));
  it('takes a clearing back', () =>
    given(registered, enrolled(), cleared, rolledBack).then({ h1: { ...document, listed: true, spells: [{ ...spell, rolledBackOn: ['2024-11-01'] }] } }));
  it('counts a later enrolment as a relapse, in a spell of its own', () =>
    given(registered, enrolled(), cleared, enrolled('e2', 'e1', '2025-02-03')).then({
      h1: { ...document, listed: true, spells: [{ ...spell, cleared: clearing }, { ...spell, enrolmentId: 'e2', enrolledOn: '2025-02-03', relapse: true }] },
    }));
  it('takes over what was before Humai, with its clearing but without numbers', () =>
    given(registered, happened(H, '2023-01-10', 'identification.MonitoringCarriedOver.v1', {
      enrolmentId: 'e0', category: 'C1', risks: [{ riskId: 'e0.1', type: '03' }], enrolledMonth: '202105', cleared: { month: '202207', mode: 'NATURAL' }, bottomLine: false,
    })).then({
      h1: { ...document, spells: [{ ...spell, enrolmentId: 'e0', category: 'C1', causes: ['03'], enrolledOn: '2021-05-01', carriedOver: true, cleared: { on: '2022-07-01', village: VILLAGE, mode: 'NATURAL', incomePerHeadFen: 0, lineFen: 0 } }] },
    }));
  it('knows the last visit, whatever the order they are recorded in, and since when schooling is unsolved', () => {
    given(registered, verified('2024-03-05', false), verified('2024-02-01', false)).then({ h1: { ...document, looks: [look('2024-03-05', false), look('2024-02-01', false)], lastContactOn: '2024-03-05', educationUnsolvedOn: '2024-03-05' } });
    given(registered, verified('2024-03-05', false), verified('2024-06-01')).then({ h1: { ...document, looks: [look('2024-03-05', false), look('2024-06-01')], lastContactOn: '2024-06-01' } });
  });
  it('counts every visit as contact; only one that looks at schooling says something of it', () => {
    given(registered, verified('2024-03-05', false),
      happened(H, '2024-04-05', 'identification.HouseholdTracked.v1', { enrolmentId: 'e1', trackingId: 't1', visitedOn: '2024-04-05', visitorIds: [], finding: 'STABLE', evidenceHashes: [] }),
      happened(H, '2024-05-05', 'identification.VisitRecorded.v1', { visitId: 'v1', village: VILLAGE, visitedOn: '2024-05-05', byIds: [], lists: [], finding: 'NOTHING_NEW', clueId: null, evidenceHashes: [] }),
    ).then({ h1: { ...document, looks: [look('2024-03-05', false)], otherContactOn: '2024-05-05', lastContactOn: '2024-05-05', educationUnsolvedOn: '2024-03-05' } });
    given(registered, verified('2024-03-05', false), happened(H, '2024-06-05', 'identification.CheckRecorded.v1', {
      roundId: 'r', checkId: 'k', village: VILLAGE, visitedOn: '2024-06-05', byIds: [], worksheet: {} as never, incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, safeguards: solved, riskTypes: [], questionnaireVersion: 'q',
      answers: {}, lists: [], clueId: null, evidenceHashes: [],
    })).then({ h1: { ...document, looks: [look('2024-03-05', false), look('2024-06-05', true, null)], lastContactOn: '2024-06-05' } });
  });
  it('says of a verification that was corrected what it should have said', () => {
    const content = { entry: 'VERIFICATION' as const, caseId: 'c', visitedOn: '2024-03-04', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, safeguards: solved, riskTypes: [], evidenceHashes: [] };
    const corrected = (caseId: string) => happened(H, '2024-03-09', 'identification.EntryCorrected.v1', { eventId: 'x', position: 2, reason: '录入有误', content: { ...content, caseId } });
    given(registered, verified('2024-03-05', false), corrected('c')).then({ h1: { ...document, looks: [look('2024-03-04')], lastContactOn: '2024-03-04' } });
    given(registered, verified('2024-03-05', false), corrected('other')).then({ h1: { ...document, looks: [look('2024-03-05', false)], lastContactOn: '2024-03-05', educationUnsolvedOn: '2024-03-05' } });
  });
  it('is not on the list any more when it was merged or closed, unless that came to nothing', () => {
    const merged = happened(H, '2024-05-01', 'identification.HouseholdMergedInto.v1', { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: '' });
    given(registered, enrolled(), merged).then({ h1: { ...document, spells: [spell] } });
    given(registered, enrolled(), merged, happened(H, '2024-05-02', 'identification.HouseholdLinkUndone.v1', { eventId: 'x', otherHouseholdId: 'h2', why: 'HOUSEHOLD_GONE' })).then({ h1: { ...document, listed: true, spells: [spell] } });
    given(registered, enrolled(), happened(H, '2024-05-01', 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: 'e1' })).then({ h1: { ...document, spells: [spell] } });
  });
});
