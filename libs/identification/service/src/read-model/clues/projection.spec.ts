import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { cluesProjection } from './projection.js';

const { given, happened } = readModelSpecOf(cluesProjection);
const VILLAGE = '511504101201';
const reported = (clueId = 'c1', household = 'h1') =>
  happened(`household-${household}`, '2024-03-04', 'identification.ClueReported.v1', {
    clueId, village: VILLAGE, channel: 'SELF_REPORT', riskTypes: ['01', '09'], occurredOn: '2024-03-01', foundOn: '2024-03-04', dueOn: '2024-04-01', source: '12317',
  });
const overdue = (subjectId: string, subject: 'CLUE' | 'CASE' = 'CLUE') => happened('household-h1', '2024-04-02', 'identification.IdentificationOverdue.v1', { subject, subjectId, dueOn: '2024-04-01' });
const open = {
  householdId: 'h1', clueId: 'c1', village: VILLAGE, channel: 'SELF_REPORT', riskTypes: ['01', '09'], occurredOn: '2024-03-01', foundOn: '2024-03-04', dueOn: '2024-04-01',
  open: true, overdue: false, verdict: null, reason: null, closedOn: null, acceptedOn: null, acceptanceOverdue: false, duplicateOf: null, toldOn: null,
} as const;

describe('identification.clues', () => {
  it('lists a clue from its report on, without the source it came from', () => given(reported()).then({ 'h1~c1': open }));

  it('keeps clues of two households apart, though they have the same id', () =>
    given(reported(), reported('c1', 'h2')).then({ 'h1~c1': open, 'h2~c1': { ...open, householdId: 'h2' } }));

  it('keeps a closed clue with its verdict, the reason told and the day', () =>
    given(reported(), happened('household-h1', '2024-03-20', 'identification.ClueClosed.v1', { clueId: 'c1', verdict: 'NOT_ELIGIBLE', reason: '收入高于监测线', caseId: 'k1' }))
      .then({ 'h1~c1': { ...open, open: false, verdict: 'NOT_ELIGIBLE', reason: '收入高于监测线', closedOn: '2024-03-20' } }));

  it('says when a clue was accepted, which one it repeats, and when the reason was told', () => {
    given(reported(), happened('household-h1', '2024-03-05', 'identification.ClueAccepted.v1', { clueId: 'c1', acceptedOn: '2024-03-05' })).then({ 'h1~c1': { ...open, acceptedOn: '2024-03-05' } });
    given(reported(), happened('household-h1', '2024-03-04', 'identification.ClueClosed.v1', { clueId: 'c1', verdict: 'DUPLICATE', reason: null, caseId: null, duplicateOf: 'c0' }))
      .then({ 'h1~c1': { ...open, open: false, verdict: 'DUPLICATE', closedOn: '2024-03-04', duplicateOf: 'c0' } });
    const closed = (told: object) => happened('household-h1', '2024-03-20', 'identification.ClueClosed.v1', { clueId: 'c1', verdict: 'NOT_ELIGIBLE', reason: '不符合', caseId: null, ...told });
    const refused = { ...open, open: false, verdict: 'NOT_ELIGIBLE', reason: '不符合', closedOn: '2024-03-20' } as const;
    given(reported(), closed({ toldOn: '2024-03-19' })).then({ 'h1~c1': { ...refused, toldOn: '2024-03-19' } });
    given(reported(), closed({}), happened('household-h1', '2024-03-22', 'identification.ReasonTold.v1', { clueId: 'c1', toldOn: '2024-03-21' })).then({ 'h1~c1': { ...refused, toldOn: '2024-03-21' } });
  });

  it('says that a clue is overdue, also after it was closed late', () =>
    given(reported(), overdue('c1'), happened('household-h1', '2024-04-10', 'identification.ClueClosed.v1', { clueId: 'c1', verdict: 'ENROLLED', reason: null, caseId: 'k1' }))
      .then({ 'h1~c1': { ...open, open: false, overdue: true, verdict: 'ENROLLED', closedOn: '2024-04-10' } }));

  it('says that nobody took a clue up in time, also after that was done late', () => {
    const late = happened('household-h1', '2024-03-07', 'identification.ClueAcceptanceOverdue.v1', { clueId: 'c1', dueOn: '2024-03-06' });
    given(reported(), late).then({ 'h1~c1': { ...open, acceptanceOverdue: true } });
    given(reported(), late, happened('household-h1', '2024-03-08', 'identification.ClueAccepted.v1', { clueId: 'c1', acceptedOn: '2024-03-08' })).then({ 'h1~c1': { ...open, acceptanceOverdue: true, acceptedOn: '2024-03-08' } });
  });

  it('takes the delay of a case for none of a clue', () => given(reported(), overdue('c1', 'CASE')).then({ 'h1~c1': open }));

  it('lets open clues go with the household to another village; closed ones stay where they were settled', () =>
    given(
      reported(), reported('c2'), happened('household-h1', '2024-03-20', 'identification.ClueClosed.v1', { clueId: 'c2', verdict: 'DUPLICATE', reason: null, caseId: null }),
      happened('household-h1', '2024-03-21', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504102203', kind: 'GENERAL', openClueIds: ['c1'] }),
    ).then({
      'h1~c1': { ...open, village: '511504102203' },
      'h1~c2': { ...open, clueId: 'c2', open: false, verdict: 'DUPLICATE', closedOn: '2024-03-20' },
    }));

  it('does not mind a change of the register number', () =>
    given(reported(), happened('household-h1', '2024-03-21', 'identification.HouseholdChanged.v1', { registerNumber: '5115040002', village: VILLAGE, kind: 'GENERAL' })).then({ 'h1~c1': open }));

  it('says what a correction of the clue says; of other entries nothing', () => {
    const corrected = (content: { entry: 'CLUE'; clueId: string; riskTypes: ['03']; occurredOn: string } | { entry: 'KIND'; kind: 'GENERAL' }) =>
      happened('household-h1', '2024-03-22', 'identification.EntryCorrected.v1', { eventId: 'x', position: 1, reason: '录入有误', content });
    given(reported(), reported('c2'), corrected({ entry: 'CLUE', clueId: 'c1', riskTypes: ['03'], occurredOn: '2024-02-20' }))
      .then({ 'h1~c1': { ...open, riskTypes: ['03'], occurredOn: '2024-02-20' }, 'h1~c2': { ...open, clueId: 'c2' } });
    given(reported(), corrected({ entry: 'KIND', kind: 'GENERAL' })).then({ 'h1~c1': open });
  });
});
