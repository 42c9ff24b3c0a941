import { VILLAGE } from './running-service.js';

/** What departments said of a household, as events, for the specs of read models and processes. */
export const told = {
  batchId: 'b1', source: 'medical-insurance', period: '2024-03', rule: 'single-stay', ruleVersion: 'data-source/511504/medical-insurance-2021', personId: 'p1', occurredOn: '2024-03-08',
  numbers: { staySelfPaidFen: 1_200_000 }, statement: { zh: '单次住院自付 12000 元', en: '12000 yuan paid by oneself for one stay in hospital' }, expiresOn: '2024-10-02', watchList: null,
} as const;
export const raised = {
  warningId: 'w1', village: VILLAGE, riskType: '01', ...told, trust: 0.9, householdStatus: 'NONE', category: null, raisedOn: '2024-04-05', dueOn: '2024-04-25',
} as const;
