import { describe, expect, it } from '@jest/globals';
import { type Fact, OTHER_VILLAGE, past, POLICY, VILLAGE } from '../../testing/case-past.js';
import { documentsAfter } from '../../testing/documents-after.js';
import { policyParts } from '../../testing/policy-parts.js';
import { tasksProjection } from './projection.js';

const projection = tasksProjection(policyParts);

/** What can be done, as `task: roles, startsOn..dueOn`. */
function todo(...facts: readonly Fact[]): readonly string[] {
  return documentsAfter(projection, facts).filter((d) => d.task !== null).map((d) => {
    const roles = [d.forVillage && 'village', d.forTownship && 'township', d.forCounty && 'county'].filter((r) => r !== false).join('+');
    return `${d.task}: ${roles}, ${d.startsOn}..${d.dueOn}`;
  }).sort();
}

describe('identification.tasks: clues', () => {
  it('asks the township to accept, then for a case or a verdict', () => {
    expect(todo(past.clue('x1', '2024-03-06'))).toStrictEqual(['ACCEPT_CLUE: township, 2024-03-04..2024-03-06']);
    expect(todo(past.clue('x1', '2024-03-06'), past.accepted())).toStrictEqual(['SETTLE_CLUE: village+township+county, 2024-03-05..2024-04-01']);
    expect(todo(past.clue())).toStrictEqual(['SETTLE_CLUE: village+township+county, 2024-03-04..2024-04-01']);
  });

  it('leaves it to the case, once there is one; a clue beside the case stays', () => {
    expect(todo(past.clue(), past.opened()).filter((t) => t.includes('CLUE'))).toStrictEqual([]);
    expect(todo(past.clue('x1'), past.clue('x2'), past.opened()).filter((t) => t.includes('CLUE'))).toStrictEqual(['SETTLE_CLUE: village+township+county, 2024-03-04..2024-04-01']);
  });

  it('asks to tell the reason of a refused case', () => {
    const refused = [past.clue(), past.opened(), past.ended(), past.closed('NOT_ELIGIBLE')];
    expect(todo(...refused)).toStrictEqual(['TELL_REASON: village+township, 2024-03-20..2024-04-01']);
    expect(todo(...refused, past.fact('2024-03-21', 'identification.ReasonTold.v1', { clueId: 'x1', toldOn: '2024-03-21' }))).toStrictEqual([]);
    expect(todo(past.clue(), past.closed('NOT_ELIGIBLE', '2024-03-20'))).toStrictEqual([]);
    expect(todo(past.clue(), past.closed('DUPLICATE'))).toStrictEqual([]);
  });
});

describe('identification.tasks: steps of a case', () => {
  const OPENED = [past.clue(), past.opened()];
  const REVIEWED = [...OPENED, past.verified(), past.authorised(), past.compared(), past.reviewed()];
  const UNSHOWN = [...REVIEWED, past.shown(), past.unshown()];
  const DECIDED = [...UNSHOWN, past.opinion(), past.decided(), past.announced()];

  it('are those that wait for nothing, by the limits of the document the case began under; without one, the limit of the case', () => {
    expect(todo(...OPENED)).toStrictEqual(['AUTHORISE: village+township, 2024-03-06..2024-04-03', 'VERIFY: village+township, 2024-03-06..2024-03-08']);
    expect(todo(...OPENED, past.verified())).toStrictEqual(['AUTHORISE: village+township, 2024-03-06..2024-04-03']);
    expect(todo(...OPENED, past.verified(), past.authorised())).toStrictEqual(['COMPARE: county, 2024-03-07..2024-03-14']);
    expect(todo(...OPENED, past.verified(), past.authorised(), past.compared())).toStrictEqual(['REVIEW: village, 2024-03-08..2024-03-15']);
  });

  it('come back when an authorisation is withdrawn', () =>
    expect(todo(...OPENED, past.verified(), past.authorised(), past.withdrawn())).toStrictEqual(['AUTHORISE: village+township, 2024-03-06..2024-04-03']));

  it('have the publicity opened, its objections settled, and closed from the day it may', () => {
    expect(todo(...REVIEWED)).toStrictEqual(['OPEN_PUBLICITY: village, 2024-03-11..2024-03-18']);
    expect(todo(...REVIEWED, past.shown())).toStrictEqual(['CLOSE_PUBLICITY: village, 2024-03-17..2024-03-18']);
    expect(todo(...REVIEWED, past.shown(), past.objected())).toStrictEqual(['SETTLE_OBJECTION: township+county, 2024-03-11..2024-03-18']);
    expect(todo(...REVIEWED, past.shown(), past.objected(), past.settled())).toStrictEqual(['CLOSE_PUBLICITY: village, 2024-03-17..2024-03-18']);
  });

  it('end with the label', () => {
    expect(todo(...UNSHOWN)).toStrictEqual(['GIVE_OPINION: township, 2024-03-17..2024-03-22']);
    expect(todo(...UNSHOWN, past.opinion())).toStrictEqual(['DECIDE: county, 2024-03-18..2024-03-25']);
    expect(todo(...UNSHOWN, past.opinion(), past.decided())).toStrictEqual(['ANNOUNCE: township+county, 2024-03-19..2024-03-24']);
    expect(todo(...DECIDED)).toStrictEqual(['ENROL: township+county, 2024-03-19..2024-04-03']);
    expect(todo(...DECIDED, past.enrolled(), past.closed('ENROLLED'))).toStrictEqual([]);
  });

  it('are other ones for a clearing and a change of category, and end with the case', () => {
    expect(todo(past.opened('CLEARING'))).toStrictEqual(['VERIFY: village+township, 2024-03-06..2024-04-03']);
    expect(todo(past.opened('REGRADE'), past.verified())).toStrictEqual(['GIVE_OPINION: township, 2024-03-07..2024-03-14']);
    expect(todo(past.opened('REGRADE'), past.verified(), past.opinion(), past.decided())).toStrictEqual(['CHANGE_CATEGORY: township+county, 2024-03-19..2024-04-03']);
    expect(todo(past.opened('CLEARING'), past.ended())).toStrictEqual([]);
    expect(todo(past.opened('CLEARING'), past.cleared('k1'))).toStrictEqual([]);
  });

  it('follow the form of the place: in Hainan the assets come first', () => {
    const hainan = policyParts.policies.versions('identification').find((p) => p.area === '46')!.version;
    const [open, authorise] = [past.opened('ENROLMENT', 'k1', hainan), past.authorised()];
    expect(todo(open).map((t) => t.split(',')[0])).toStrictEqual(['AUTHORISE: village+township']);
    expect(todo(open, authorise).map((t) => t.split(':')[0])).toContain('ASSET_CHECK');
    expect(todo(open, authorise, past.fact('2024-03-08', 'identification.AssetCheckReturned.v1', { caseId: 'k1', result: 'CLEAR', sources: ['vehicles'], evidenceHash: 'a' })).map((t) => t.split(':')[0]))
      .not.toContain('ASSET_CHECK');
  });

  it('are none where the document is gone', () => expect(todo(past.opened('ENROLMENT', 'k1', 'identification/511504/never'))).toStrictEqual([]));
});

describe('identification.tasks: what else has a day', () => {
  it('has warnings, visits, plans and measures', () => {
    expect(todo(past.warned())).toStrictEqual(['HANDLE_WARNING: township+county, 2024-03-04..2024-03-18']);
    expect(todo(past.warned(), past.handled())).toStrictEqual([]);
    expect(todo(past.listed())).toStrictEqual(['VISIT: village, 2024-03-04..2024-06-04']);
    expect(todo(past.listed(), past.visited())).toStrictEqual(['VISIT: village, 2024-03-04..2024-08-01']);
    expect(todo(past.listed(), past.unlisted())).toStrictEqual([]);
    expect(todo(past.measure())[0]).toMatch(/^DELIVER_MEASURE: village\+township\+county, 2024-03-25..2024-04-24$/);
    expect(todo(past.measure(), past.delivered())).toStrictEqual([]);
  });

  it('has the plan, and help against a risk without a measure', () => {
    const enrolled = [past.registered(), past.enrolled()];
    const plan = 'MAKE_PLAN: village+township, 2024-03-20..2024-04-03';
    const help = 'PLAN_MEASURE: village+township+county, 2024-03-20..2024-04-19';
    expect(todo(...enrolled)).toStrictEqual([plan, help]);
    expect(todo(past.registered(), past.carriedOver())).toStrictEqual([plan, help]);
    expect(todo(...enrolled, past.planned())).toStrictEqual([help]);
    expect(todo(...enrolled, past.planned(), past.measure(), past.delivered())).toStrictEqual([]);
    expect(todo(...enrolled, past.eliminated(), past.cleared(), past.rolledBack())).toStrictEqual(['MAKE_PLAN: village+township, 2024-11-11..2024-11-25', 'PLAN_MEASURE: village+township+county, 2024-11-11..2024-12-11']);
  });

  it('has help against a risk that came later, too (identification.RiskAdded.v1)', () => {
    const settled = [past.registered(), past.enrolled(), past.planned(), past.measure(), past.delivered()];
    expect(todo(...settled)).toStrictEqual([]);
    expect(todo(...settled, past.riskAdded())).toStrictEqual(['PLAN_MEASURE: village+township+county, 2024-05-06..2024-06-05']);
  });

  it('lets a warning go with the members it is about (identification.HouseholdSplit.v1)', () => {
    const { village: _, ...gone } = past.warned().data;
    expect(todo(past.warned(), past.fact('2024-04-11', 'identification.HouseholdSplit.v1', {
      newHouseholdId: 'h2', registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [], incomes: [], clues: [], evidenceHash: 'a'.repeat(64), warnings: [gone],
    }))).toStrictEqual([]);
  });

  it('keeps a visit that is overdue, and takes a check for one', () => {
    expect(todo(past.listed(), past.unvisited())).toStrictEqual(['VISIT: village, 2024-03-04..2024-06-04']);
    const check = past.fact('2024-05-03', 'identification.CheckRecorded.v1', {
      roundId: 'r1', checkId: 'c1', village: VILLAGE, visitedOn: '2024-05-03', byIds: ['v1'], incomePerHeadFen: 5, rigidSpendingPerHeadFen: 1, riskTypes: [], questionnaireVersion: 'q', answers: {},
      worksheet: {} as never, safeguards: {} as never, lists: [{ list: 'LOW_INCOME', nextDueOn: '2024-08-03' }], clueId: null, evidenceHashes: [],
    });
    expect(todo(past.listed(), check)).toStrictEqual(['VISIT: village, 2024-03-04..2024-08-03']);
  });

  it('drops a measure that ended, and moves one with the household', () => {
    expect(todo(past.measure(), past.measureEnded())).toStrictEqual([]);
    expect(documentsAfter(projection, [past.measure(), past.measuresMoved()]).map((d) => [d.task, d.village])).toStrictEqual([['DELIVER_MEASURE', OTHER_VILLAGE]]);
  });

  it('leaves nothing to do at a household that went into another one or was closed', () => {
    const facts = [past.clue(), past.listed()];
    expect(todo(...facts, past.merged())).toStrictEqual([]);
    expect(todo(past.listed(), past.closedHousehold())).toStrictEqual([]);
    const enrolled = [past.registered(), past.opened(), past.enrolled()];
    expect(todo(...enrolled)).toHaveLength(2);
    expect(todo(...enrolled, past.closedHousehold())).toStrictEqual([]);
    // Nobody is left to be told why.
    expect(todo(past.clue(), past.closed('NOT_ELIGIBLE'), past.closedHousehold(['x1']))).toStrictEqual([]);
  });

  it('comes back when a merge came to nothing', () =>
    expect(todo(past.registered(), past.enrolled(), past.listed(), past.merged(), past.undone(), past.carriedOver()))
      .toStrictEqual(['MAKE_PLAN: village+township, 2024-03-20..2024-04-03', 'PLAN_MEASURE: village+township+county, 2024-03-20..2024-04-19', 'VISIT: village, 2024-04-12..2024-06-04']));

  it('ends the steps of a change of category by the change', () => {
    const changed = past.fact('2024-03-20', 'identification.CategoryChanged.v1', {
      caseId: 'k3', enrolmentId: 'e1', from: 'C2', to: 'C3', changedOn: '2024-03-20', incomePerHeadFen: 1, rigidSpendingPerHeadFen: 0, unsolved: [], lineFen: 1, lineVersion: 'l', policyVersion: POLICY,
    });
    expect(todo(past.opened('REGRADE', 'k3'), changed)).toStrictEqual([]);
  });

  it('goes with the household to another village, as it was', () => {
    const facts = [past.clue('x2'), past.clue('x1'), past.opened(), past.warned(), past.listed()];
    expect(todo(...facts, past.moved(['x1', 'x2'], ['w1']))).toStrictEqual(todo(...facts));
    expect(new Set(documentsAfter(projection, [...facts, past.moved(['x1', 'x2'], ['w1'])]).map((d) => d.village))).toStrictEqual(new Set([OTHER_VILLAGE]));
  });
});
