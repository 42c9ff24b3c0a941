import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { raised, told } from '../../testing/warning-events.js';
import { warningsProjection } from './projection.js';

const { given, happened } = readModelSpecOf(warningsProjection);
const H1 = 'household-h1';
const warning = (change: object = {}) => happened(H1, '2024-04-05', 'identification.WarningRaised.v1', { ...raised, ...change });
const { batchId: _, warningId: __, source, ...body } = raised;
const document = { ...body, householdId: 'h1', status: 'OPEN', sources: [source], supports: 0, overdue: false, closedOn: null, reason: null, clueId: null } as const;
const supported = happened(H1, '2024-05-06', 'identification.WarningSupported.v1', { warningId: 'w1', ...told, source: 'civil-affairs', expiresOn: '2024-11-02' });
const closed = happened(H1, '2024-04-10', 'identification.WarningClosed.v1', { warningId: 'w1', verdict: 'TO_CLUE', reason: null, clueId: 'w1' });

describe('identification.warnings', () => {
  it('lists a warning with all that was told', () => given(warning(), warning({ warningId: 'w2' })).then({ w1: document, w2: document }));
  it('counts who joined it, and how long it means something', () => {
    given(warning(), supported).then({ w1: { ...document, sources: ['medical-insurance', 'civil-affairs'], supports: 1, expiresOn: '2024-11-02' } });
    given(warning(), happened(H1, '2024-05-06', 'identification.WarningSupported.v1', { warningId: 'w1', ...told, expiresOn: '2024-09-01' })).then({ w1: { ...document, supports: 1 } });
  });
  it('marks the one that is overdue', () => given(warning(), happened(H1, '2024-04-26', 'identification.WarningOverdue.v1', { warningId: 'w1', dueOn: '2024-04-25' })).then({ w1: { ...document, overdue: true } }));
  it('says how it ended', () => given(warning(), closed).then({ w1: { ...document, status: 'TO_CLUE', clueId: 'w1', closedOn: '2024-04-10' } }));
  it('goes with the household while it is open', () => {
    const moved = (openWarningIds?: string[]) => happened(H1, '2024-04-09', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504102203', kind: 'GENERAL', ...(openWarningIds ? { openWarningIds } : {}) });
    given(warning(), moved(['w1'])).then({ w1: { ...document, village: '511504102203' } });
    given(warning(), moved()).then({ w1: document });
  });
  it('is none without its beginning', () => given(supported, closed).then({}));
});
