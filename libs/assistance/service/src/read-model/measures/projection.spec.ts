import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { measuresProjection } from './projection.js';

const { given, happened } = readModelSpecOf(measuresProjection);
const VILLAGE = '511504101201';
const H1 = 'household-h1';
const planned = (measureId = 'm1', household = 'h1') =>
  happened(`household-${household}`, '2024-03-20', 'assistance.MeasurePlanned.v1', { planId: 'plan-1', measureId, riskId: 'e1.1', code: 'M41', dueOn: '2024-04-19', village: VILLAGE });
const delivered = (deliveryId: string, deliveredOn: string, amountFen: number | null, measureId: string | null = 'm1') =>
  happened(H1, '2024-06-30', 'assistance.MeasureDelivered.v1', {
    measureId, deliveryId, code: measureId === null ? 'M60' : 'M41', riskId: measureId === null ? null : 'e1.1', recipientId: 'p1', deliveredOn, amountFen,
    quantity: amountFen === null ? 3 : null, unit: amountFen === null ? '次' : null, evidenceHash: 'a'.repeat(64), ...(measureId === null ? { village: VILLAGE } : {}),
  });
const ended = happened(H1, '2024-07-01', 'assistance.MeasureEnded.v1', { measureId: 'm1', reason: '合同到期' });
const measure = {
  householdId: 'h1', village: VILLAGE, measureId: 'm1', planId: 'plan-1', riskId: 'e1.1', code: 'M41', state: 'PLANNED', plannedOn: '2024-03-20', dueOn: '2024-04-19', deliveries: 0,
  lastDeliveredOn: null, amountFen: 0, endedReason: null,
} as const;
const gift = {
  ...measure, measureId: null, planId: null, riskId: null, code: 'M60', state: 'GIVEN', plannedOn: null, dueOn: null, deliveries: 1, lastDeliveredOn: '2024-06-01', amountFen: 80_000,
} as const;

describe('assistance.measures', () => {
  it('lists a measure as it is planned', () => given(planned()).then({ 'h1~m1': measure }));

  it('keeps measures of two households apart, though they have the same id', () =>
    given(planned(), planned('m1', 'h2')).then({ 'h1~m1': measure, 'h2~m1': { ...measure, householdId: 'h2' } }));

  it('adds deliveries up, with the last day, in whatever order they are recorded', () => {
    const document = { ...measure, state: 'DELIVERED', deliveries: 2, lastDeliveredOn: '2024-05-02', amountFen: 150_000 } as const;
    given(planned(), delivered('d1', '2024-04-02', 100_000), delivered('d2', '2024-05-02', 50_000)).then({ 'h1~m1': document });
    given(planned(), delivered('d2', '2024-05-02', 50_000), delivered('d1', '2024-04-02', 100_000)).then({ 'h1~m1': document });
  });

  it('counts a delivery in kind without an amount', () =>
    given(planned(), delivered('d1', '2024-04-02', null)).then({ 'h1~m1': { ...measure, state: 'DELIVERED', deliveries: 1, lastDeliveredOn: '2024-04-02' } }));

  it('keeps a measure that ended, with its reason and what was given', () => {
    given(planned(), ended).then({ 'h1~m1': { ...measure, state: 'ENDED', endedReason: '合同到期' } });
    given(planned(), delivered('d1', '2024-04-02', 100_000), ended)
      .then({ 'h1~m1': { ...measure, state: 'ENDED', deliveries: 1, lastDeliveredOn: '2024-04-02', amountFen: 100_000, endedReason: '合同到期' } });
  });

  it('lists help outside a plan by itself, never among measures of the same name', () =>
    given(planned('given.d9'), delivered('d9', '2024-06-01', 80_000, null))
      .then({ 'h1~given.d9': { ...measure, measureId: 'given.d9' }, 'h1~given~d9': gift }));

  it('go with the household to another village, as far as they are told to', () =>
    given(planned(), planned('m2'), planned('m1', 'h2'), happened(H1, '2024-05-02', 'assistance.MeasuresMoved.v1', { measureIds: ['m2', 'm9'], village: '511504001201' }))
      .then({ 'h1~m1': measure, 'h1~m2': { ...measure, measureId: 'm2', village: '511504001201' }, 'h2~m1': { ...measure, householdId: 'h2' } }));

  it('knows nothing of measures that were never planned', () => given(delivered('d1', '2024-04-02', 100_000, 'm2'), ended).then({}));
});
