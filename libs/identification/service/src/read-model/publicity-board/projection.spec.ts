import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { OTHER_VILLAGE, past, POLICY, VILLAGE } from '../../testing/case-past.js';
import { publicityBoardProjection } from './projection.js';

const { given } = readModelSpecOf(publicityBoardProjection);
const waiting = { caseId: 'k1', village: VILLAGE, purpose: 'ENROLMENT', toCategory: null, riskTypes: [], board: null, shown: false, openedOn: null, mayCloseOn: null } as const;
const shown = { ...waiting, riskTypes: ['01'], board: 'VILLAGE', shown: true, openedOn: '2024-03-11', mayCloseOn: '2024-03-17' } as const;

describe('identification.publicity-board', () => {
  it('shows a case from the opening of its publicity to the closing', () => {
    given(past.opened()).then({ h1: waiting });
    given(past.opened(), past.verified(), past.shown()).then({ h1: shown });
    given(past.opened(), past.verified(), past.shown(), past.unshown()).then({ h1: { ...shown, shown: false } });
    given(past.shown()).then({});
  });

  it('shows the risks that a corrected verification should have named', () => {
    const corrected = (caseId: string) => past.fact('2024-03-10', 'identification.EntryCorrected.v1', {
      eventId: 'x', position: 2, reason: '录入有误',
      content: { entry: 'VERIFICATION', caseId, visitedOn: '2024-03-07', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, safeguards: { food: true, clothing: true, education: true, medical: true, housing: true, water: true }, riskTypes: ['09'], evidenceHashes: [] },
    });
    given(past.opened(), past.verified(), past.shown(), corrected('k1')).then({ h1: { ...shown, riskTypes: ['09'] } });
    given(past.opened(), past.verified(), past.shown(), corrected('k0')).then({ h1: shown });
  });

  it('goes with the household, and takes down what has ended', () => {
    given(past.opened(), past.verified(), past.shown(), past.moved()).then({ h1: { ...shown, village: OTHER_VILLAGE } });
    given(past.opened(), past.shown(), past.ended()).then({});
    given(past.opened(), past.shown(), past.enrolled()).then({});
    given(past.opened('CLEARING'), past.shown(), past.cleared('k1')).then({});
    given(past.opened('REGRADE'), past.shown(), past.fact('2024-05-10', 'identification.CategoryChanged.v1', {
      caseId: 'k1', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-05-10', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, unsolved: [], lineFen: 1, lineVersion: 'l', policyVersion: POLICY,
    })).then({});
  });
});
