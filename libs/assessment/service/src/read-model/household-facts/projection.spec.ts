import { describe, expect, it } from '@jest/globals';
import { FACT_TYPES, type FactEvent, type Happening } from '@humai/assessment-domain';
import { applyEvent, collectionOf, foldReadModel } from '@humai/kernel';
import { deepFreeze } from '@humai/testing';
import { district, happen, inOrder, recorded, V1, V2 } from '../../testing/district.js';
import { type HouseholdFactsDocument, householdFactsProjection as projection } from './projection.js';

type Case = Readonly<{ tells: Parameters<typeof recorded>[1][number]; on?: string; facts: readonly Happening[] }>;
const { registers, changes, joins, memberChanges, leaves, opens, ends, enrols, clears, rollsBack, plans, delivers, moves, certified, employed, loses, closes, merges, comesBack } = happen;

/** What the document gains by each event, with the business date: the event's own, or that of its recording. */
const cases: Readonly<Record<string, Case>> = {
  'identification.HouseholdRegistered.v1': { tells: registers('2022-02-01', V2), facts: [{ kind: 'lives', village: V2 }] },
  'identification.HouseholdChanged.v1': { tells: changes('2022-02-01', V2), facts: [{ kind: 'lives', village: V2 }] },
  'identification.MemberAdded.v1': { tells: joins('2022-02-01', 'p1', 'ORDINARY'), facts: [{ kind: 'member', personId: 'p1', labour: true }] },
  'identification.MemberChanged.v1': { tells: memberChanges('2022-02-01', 'p1', 'NONE'), facts: [{ kind: 'member', personId: 'p1', labour: false }] },
  'identification.MemberRemoved.v1': { tells: leaves('2022-02-01', 'p1'), facts: [{ kind: 'left', personId: 'p1' }] },
  'identification.CaseOpened.v1': { tells: opens('2022-02-01', 'c1', '2022-03-01'), facts: [{ kind: 'opened', caseId: 'c1', dueOn: '2022-03-01' }] },
  'identification.CaseEnded.v1': { tells: ends('2022-02-01', 'c1', 'WITHDRAWN'), facts: [{ kind: 'withdrawn', caseId: 'c1' }] },
  'identification.HouseholdEnrolled.v1': {
    tells: enrols('2022-02-01', 'e2', 'e1', ['r1', 'r2'], 'c1'), facts: [{ kind: 'decided', caseId: 'c1' }, { kind: 'enrolled', enrolmentId: 'e2', previousId: 'e1', riskIds: ['r1', 'r2'] }],
  },
  'identification.HouseholdCleared.v1': { tells: clears('2022-02-01', 'e1'), facts: [{ kind: 'cleared', enrolmentId: 'e1' }] },
  'identification.ClearingRolledBack.v1': { tells: rollsBack('2022-02-01', 'e1'), facts: [{ kind: 'rolledBack', enrolmentId: 'e1' }] },
  'identification.HouseholdClosed.v1': { tells: closes('2022-02-01'), facts: [{ kind: 'ended' }] },
  'identification.HouseholdMergedInto.v1': { tells: merges('2022-02-01'), facts: [{ kind: 'ended' }] },
  'identification.HouseholdLinkUndone.v1': { tells: comesBack('2022-02-01'), facts: [{ kind: 'resumed' }] },
  'assistance.MeasurePlanned.v1': { tells: plans('2022-02-01', 'm1', 'r1'), facts: [{ kind: 'planned', measureId: 'm1', riskId: 'r1' }] },
  'assistance.MeasureDelivered.v1': { tells: delivers('2022-02-01', 'm1', 'r1'), facts: [{ kind: 'delivered', measureId: 'm1', riskId: 'r1' }] },
  'relocation.HouseholdRelocated.v1': { tells: moves('2022-02-01'), facts: [{ kind: 'moved' }] },
  'relocation.CertificateIssued.v1': { tells: certified('2022-02-01'), facts: [{ kind: 'certified' }] },
  'relocation.EmploymentRecorded.v1': { tells: employed('2022-02-01', 'j1', 'p1'), facts: [{ kind: 'employed', personId: 'p1', employmentId: 'j1' }] },
  'relocation.EmploymentLost.v1': { tells: loses('2022-02-01', 'j1'), facts: [{ kind: 'unemployed', employmentId: 'j1' }] },
};

const [first] = recorded('h1', [registers('2020-01-01', V1)], () => 7);
const before: HouseholdFactsDocument = deepFreeze(applyEvent(projection, null, first!, 'h1')!);
const eventOf = ({ tells }: Case): FactEvent => deepFreeze(recorded('h1', [tells], () => 9)[0]!);

describe('the facts of a household', () => {
  it('are kept under a name of their own and found by every village it lived in', () => {
    expect([collectionOf(projection), projection.indexes]).toStrictEqual(['assessment.household-facts.v1', [['villages']]]);
  });
  it('are told by the very events that scores are made of', () => {
    expect([...projection.handles].sort()).toStrictEqual([...FACT_TYPES].sort());
    expect(Object.keys(cases).sort()).toStrictEqual([...FACT_TYPES].sort());
  });
  it('begin with its registration', () => {
    expect(before).toStrictEqual({
      _id: 'h1', position: 7, householdId: 'h1', villages: [V1], facts: [{ kind: 'lives', village: V1, on: '2020-01-01', recordedAt: '2020-01-01T04:00:00.000Z', position: 7 }],
    });
  });
  it.each(Object.entries(cases))('%s adds to them', (type, told) => {
    const event = eventOf(told);
    expect(event.type).toBe(type);
    const after = applyEvent(projection, before, event, 'h1');
    const added = told.facts.map((fact) => ({ ...fact, on: '2022-02-01', recordedAt: '2022-02-01T04:00:00.000Z', position: 9 }));
    const villages = told.facts[0]!.kind === 'lives' ? [V1, V2] : [V1];
    expect(after).toStrictEqual({ ...before, position: 9, villages, facts: [...before.facts, ...added] });
  });
  it.each(Object.entries(cases))('%s that comes twice adds once', (_, told) => {
    const once = applyEvent(projection, before, eventOf(told), 'h1')!;
    expect(applyEvent(projection, once, eventOf(told), 'h1')).toStrictEqual(once);
    // Also where the runner forgot how far it was.
    expect(projection.evolve({ ...once, position: 0 }, eventOf(told), 'h1')).toStrictEqual({ ...once, position: 0 });
  });
  it('do not begin with an event that tells nothing', () => {
    const [clearing] = recorded('h2', [opens('2022-02-01', 'c1', '2022-03-01', 'CLEARING')]);
    expect(applyEvent(projection, null, clearing!, 'h2')).toBeNull();
  });
  it('are those of its own stream', () => {
    const documents = foldReadModel(projection, inOrder());
    expect([...documents.values()].map((d) => [d._id, d.householdId, d.facts.length])).toStrictEqual(Object.entries(district).map(([id, told]) => [id, id, told.length + told.filter((t) => t.event.type === 'identification.HouseholdEnrolled.v1').length]));
  });
});
