import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, LocalDate } from '@humai/kernel';
import { elsewhere, permissionsOf } from '@humai/testing';
import { enrolled, fact, member, registered, runningService, VILLAGE, type Fact, type RunningService } from '../testing/running-service.js';
import { assistanceAggregate } from './household-aggregate.js';

// The village and township plan, departments deliver too, limits are recorded by the service: domain §2.4, §3.2, row 9 of §1.
const MATRIX = {
  //                        village township county department assessor auditor ops service
  MakePlan:                 '+ + - - - - - -',
  ReplaceHelper:            '- + + - - - - -',
  PlanMeasure:              '+ + + - - - - -',
  DeliverMeasure:           '+ + + + - - - +',
  EndMeasure:               '+ + + + - - - -',
  GrantHelp:                '+ + + + - - - +',
  MoveMeasures:             '- - - - - - - +',
  RecordPlanOverdue:        '- - - - - - - +',
  RecordMeasureOverdue:     '- - - - - - - +',
  RecordDevelopmentOverdue: '- - - - - - - +',
  RecordGreenChannelOverdue: '- - - - - - - +',
} as const;
type Name = keyof typeof MATRIX;

const HERE = { village: VILLAGE, township: '511504101', county: '511504', service: '' };
const ELSEWHERE = { village: '511504101202', township: '511504001', county: '511503', service: '511503' };
const TODAY: LocalDate = '2024-12-02';
const gift = { deliveryId: 'd1', recipientId: 'p1', deliveredOn: '2024-04-01', amountFen: 100_000, evidenceHash: 'a'.repeat(64) };
const planned = fact('2024-03-20', 'assistance.PlanMade.v1', { planId: 'plan-1', enrolmentId: 'e1', helperId: 'helper-1', withLabour: true });
const measure = fact('2024-03-21', 'assistance.MeasurePlanned.v1', { planId: 'plan-1', measureId: 'm1', riskId: 'e1.1', code: 'M41', dueOn: '2024-04-20', village: VILLAGE });

const COMMANDS: Readonly<Record<Name, Readonly<{ past: readonly Fact[]; data: object }>>> = {
  MakePlan: { past: [], data: { planId: 'plan-1', helperId: 'helper-1' } },
  ReplaceHelper: { past: [planned], data: { helperId: 'helper-2', reason: '调离' } },
  PlanMeasure: { past: [planned], data: { measureId: 'm1', riskId: 'e1.1', code: 'M41' } },
  DeliverMeasure: { past: [planned, measure], data: { measureId: 'm1', ...gift } },
  EndMeasure: { past: [planned, measure], data: { measureId: 'm1', reason: '合同到期' } },
  GrantHelp: { past: [], data: { code: 'M60', ...gift } },
  MoveMeasures: { past: [planned, measure, fact('2024-05-02', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504001201', kind: 'GENERAL' })], data: {} },
  RecordPlanOverdue: { past: [], data: { enrolmentId: 'e1', dueOn: '2024-04-01' } },
  RecordMeasureOverdue: { past: [planned], data: { enrolmentId: 'e1', riskId: 'e1.1', dueOn: '2024-04-17' } },
  RecordDevelopmentOverdue: { past: [planned], data: { enrolmentId: 'e1', dueOn: '2024-09-18' } },
  RecordGreenChannelOverdue: {
    past: [fact('2024-03-05', 'assistance.MeasureDelivered.v1', {
      ...gift, amountFen: 100_000, quantity: null, unit: null, measureId: null, riskId: null, code: 'M62', village: VILLAGE, greenChannel: { clueId: 'c1', capFen: 500_000, completeBy: '2024-04-03' },
    })],
    data: { clueId: 'c1', dueOn: '2024-04-03' },
  },
};

let service: RunningService;
let n = 0;
beforeAll(async () => {
  service = await runningService();
  service.goTo(TODAY);
});
afterAll(() => service.close());

/** The command on a household of its own: whoever gives it meets the same past. */
const attempt = (name: Name) => async (actor: Actor) => {
  const id = `h${(n += 1)}`;
  await service.given(id, registered, member, enrolled(), ...COMMANDS[name].past);
  const result = await service.executor.execute(assistanceAggregate, { type: name, id, data: COMMANDS[name].data, actor, commandId: `k${n}` });
  expect(result.events.length).toBeGreaterThan(0);
};

describe('who may do what in assistance', () => {
  it('is said for every command there is', () => expect(Object.keys(MATRIX).sort()).toStrictEqual(Object.keys(assistanceAggregate.commands).sort()));

  it.each(Object.entries(MATRIX) as [Name, string][])('%s', async (name, row) => {
    expect(await permissionsOf(attempt(name), HERE)).toBe(row);
    expect(await permissionsOf(attempt(name), ELSEWHERE)).toBe(elsewhere(row));
  });
});
