import { describe, expect, it } from '@jest/globals';
import type { Step } from '@humai/contracts-identification';
import { readModelSpecOf } from '@humai/testing';
import { type Fact, hash, OTHER_VILLAGE, past, POLICY, VILLAGE } from '../../testing/case-past.js';
import { documentsAfter } from '../../testing/documents-after.js';
import { policyParts } from '../../testing/policy-parts.js';
import { openCasesProjection } from './projection.js';
import { openCasesQuery } from './query.js';

const { given } = readModelSpecOf(openCasesProjection(policyParts));
const STEPS: Step[] = ['verification', 'authorisation', 'comparison', 'review', 'publicity', 'townshipOpinion', 'countyDecision', 'announcement'];
const opened = (steps: readonly Step[] = STEPS, policyVersion = POLICY) =>
  past.fact('2024-03-06', 'identification.CaseOpened.v1', { caseId: 'k1', village: VILLAGE, purpose: 'ENROLMENT', clueIds: ['x1'], policyVersion, steps: [...steps], mode: null, dueOn: '2024-04-03' });
const overdue = (subjectId: string, subject: 'CLUE' | 'CASE' = 'CASE') => past.fact('2024-04-04', 'identification.IdentificationOverdue.v1', { subject, subjectId, dueOn: '2024-04-03' });

const verification = { step: 'verification', stage: null, since: '2024-03-06', dueOn: '2024-03-08' } as const; // 2 working days
const authorisation = { step: 'authorisation', stage: null, since: '2024-03-06', dueOn: null } as const;
const document = {
  caseId: 'k1', purpose: 'ENROLMENT', policyVersion: POLICY, openedOn: '2024-03-06', dueOn: '2024-04-03', done: {}, publicity: null, village: VILLAGE, steps: STEPS, next: 'verification',
  current: [verification, authorisation], currentSteps: ['verification', 'authorisation'], stepDueOn: '2024-03-08', overdue: false,
} as const;

const documentOf = (...facts: readonly Fact[]) => documentsAfter(openCasesProjection(policyParts), facts)[0]!;
/** `next | current steps with their days | first day`. */
function standing(...facts: readonly Fact[]): string {
  const { next, current, stepDueOn } = documentOf(opened(), ...facts);
  return [next, current.map((s) => `${s.step} ${s.since}..${s.dueOn}`).join(', '), stepDueOn].join(' | ');
}

describe('identification.open-cases', () => {
  const REVIEWED = [past.verified(), past.authorised(), past.compared(), past.reviewed()];
  const UNSHOWN = [...REVIEWED, past.shown(), past.unshown()];
  const ALL = [...UNSHOWN, past.opinion(), past.decided(), past.announced()];

  it('lists a case from its opening on, at the steps that wait for nothing', () => given(opened()).then({ h1: document }));

  it('follows each step to those that can be done then, each by its day', () => {
    expect(standing(past.verified())).toBe('authorisation | authorisation 2024-03-06..null | ');
    expect(standing(past.authorised())).toBe('verification | verification 2024-03-06..2024-03-08, comparison 2024-03-07..2024-03-14 | 2024-03-08');
    expect(standing(...REVIEWED.slice(0, 3))).toBe('review | review 2024-03-08..2024-03-15 | 2024-03-15');
    expect(standing(...REVIEWED)).toBe('publicity | publicity 2024-03-11..2024-03-18 | 2024-03-18');
    expect(standing(...REVIEWED, past.shown())).toBe('publicity | publicity 2024-03-11..2024-03-18 | 2024-03-18');
    expect(standing(...UNSHOWN)).toBe('townshipOpinion | townshipOpinion 2024-03-17..2024-03-22 | 2024-03-22');
    expect(standing(...UNSHOWN, past.opinion())).toBe('countyDecision | countyDecision 2024-03-18..2024-03-25 | 2024-03-25');
    expect(standing(...UNSHOWN, past.opinion(), past.decided())).toBe('announcement | announcement 2024-03-19..2024-03-24 | 2024-03-24');
  });

  it('stands at no step when only the label is missing, and remembers when each was done', () => {
    expect(standing(...ALL)).toBe(' |  | ');
    expect(documentOf(opened(), ...ALL).done).toStrictEqual({
      verification: '2024-03-07', authorisation: '2024-03-07', comparison: '2024-03-08', review: '2024-03-11', publicity: '2024-03-17', townshipOpinion: '2024-03-18', countyDecision: '2024-03-19',
      announcement: '2024-03-19',
    });
  });

  it('follows an asset check and names the stage where the form of the place has them', () => {
    const [hainan, xinjiang] = ['46', '65'].map((area) => policyParts.policies.versions('identification').find((p) => p.area === area)!.version) as [string, string];
    const checked = past.fact('2024-03-08', 'identification.AssetCheckReturned.v1', { caseId: 'k1', result: 'CLEAR', sources: ['vehicles'], evidenceHash: hash });
    expect(documentOf(opened(STEPS, hainan), past.authorised()).currentSteps).toContain('assetCheck');
    expect(documentOf(opened(STEPS, hainan), past.authorised(), checked).currentSteps).not.toContain('assetCheck');
    expect(documentOf(opened(STEPS, xinjiang)).current.map((s) => s.stage)).not.toContain(null);
  });

  it('stands at no step where the document is gone', () => expect(documentOf(opened(STEPS, 'identification/511504/never')).current).toStrictEqual([]));

  it('is back at the authorisation when that is withdrawn', () =>
    expect(standing(past.verified(), past.authorised(), past.compared(), past.withdrawn())).toBe('authorisation | authorisation 2024-03-06..null, review 2024-03-08..2024-03-15 | 2024-03-15'));

  it('says until when the publicity runs, and counts the objections that are not settled', () => {
    expect(documentOf(opened(), past.shown(), past.objected()).publicity).toStrictEqual({ mayCloseOn: '2024-03-17', openObjections: 1 });
    expect(documentOf(opened(), past.shown(), past.objected(), past.settled()).publicity).toStrictEqual({ mayCloseOn: '2024-03-17', openObjections: 0 });
  });

  it('says that a case is overdue, by its own delay only', () => {
    given(opened(), overdue('k1')).then({ h1: { ...document, overdue: true } });
    given(opened(), overdue('k1', 'CLUE')).then({ h1: document });
    given(opened(), overdue('k0')).then({ h1: document });
  });

  it('goes with the household to another village', () => given(opened(), past.moved()).then({ h1: { ...document, village: OTHER_VILLAGE } }));

  it('is gone once it ends, enrols, clears or changes the category', () => {
    given(opened(), past.ended()).then({});
    given(opened(), past.verified(), past.enrolled()).then({});
    given(past.opened('CLEARING'), past.cleared('k1')).then({});
    given(past.opened('REGRADE', 'k3'), past.fact('2024-05-10', 'identification.CategoryChanged.v1', {
      caseId: 'k3', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-05-10', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, unsolved: [], lineFen: 1, lineVersion: 'l', policyVersion: POLICY,
    })).then({});
  });

  it('lists the next case of the household as a new one', () => given(opened(), past.verified(), overdue('k1'), past.enrolled(), opened()).then({ h1: document }));
});

describe('open cases', () => {
  const asking = { caller: { id: 'c', grants: [] }, today: '2024-03-18' };

  it('tell the days that are left, for the whole and for each step', () =>
    expect(openCasesQuery.computed!({ _id: 'h1', position: 1, ...document, done: { verification: '2024-03-07' }, publicity: { mayCloseOn: '2024-03-17', openObjections: 2 } }, asking)).toStrictEqual({
      done: ['verification'], daysLeft: 16, current: [{ ...verification, daysLeft: -10 }, { ...authorisation, daysLeft: null }], mayCloseOn: '2024-03-17', openObjections: 2,
    }));

  it('are asked by step, purpose, delay and household', () => {
    expect(openCasesQuery.toFilter({}, asking)).toStrictEqual({});
    expect(openCasesQuery.toFilter({ purpose: 'CLEARING', next: 'review', step: 'review', overdue: 'true', stepOverdue: 'true', household: 'h1' }, asking))
      .toStrictEqual({ purpose: 'CLEARING', next: 'review', currentSteps: 'review', overdue: true, stepDueOn: { lt: '2024-03-18' }, _id: 'h1' });
  });
});
