import type { LedgerStatus } from '@humai/contracts-ledger';
import { describe, expect, it } from '@jest/globals';
import { behind } from './scene.js';

const status: LedgerStatus = {
  position: 9, simulated: false, parked: 0, unknownTypes: [],
  readModels: [{ name: 'a.b.v1', position: 9, state: 'live', error: null }], consumers: [{ group: 'a.reactions', position: 9 }], processes: [{ name: 'a.deadlines', lastTick: '2026-03-01', failed: [], error: null }],
};

describe('a system', () => {
  it('is quiet when all have read the log', () => expect(behind(status, 0)).toBeNull());
  it.each<[string, Partial<LedgerStatus>, string]>([
    ['a service does not answer', { unreachable: [{ name: 'a', problem: 'ECONNREFUSED' }] }, 'a: ECONNREFUSED'],
    ['a consumer is behind', { consumers: [{ group: 'a.reactions', position: 8 }] }, '1 are not at 9: a.reactions is at 8'],
    ['a read model is behind', { readModels: [{ name: 'a.b.v1', position: 8, state: 'live', error: null }] }, '1 are not at 9: a.b.v1 is at 8'],
    ['a read model has stopped', { readModels: [{ name: 'a.b.v1', position: 9, state: 'stopped', error: null }] }, 'a.b.v1 is stopped: '],
    ['a process has failed', { processes: [{ name: 'a.deadlines', lastTick: '2026-03-01', failed: [], error: 'X' }] }, 'a.deadlines: X'],
    ['more is parked than should be', { parked: 1 }, '1 messages are parked, not 0'],
  ])('is not while %s', (_, more, why) => expect(behind({ ...status, ...more }, 0)).toBe(why));
});
