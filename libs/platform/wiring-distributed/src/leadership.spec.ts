import { describe, expect, it } from '@jest/globals';
import { LocalLeaderElection } from '@humai/kernel';
import { addressOf, readModelsOf, WatchedElection } from './leadership.js';

describe('an election that is watched', () => {
  it('knows whether this process leads, says where the leader is, and tells of every change', async () => {
    const told: string[] = [];
    const local = new LocalLeaderElection();
    const election = new WatchedElection({ lead: (...work) => local.lead(...work), leaderOf: async (job) => (job === 'read-models/x' ? 'http://leader:1' : null), close: async () => {} }, {
      standsBy: (job) => void told.push(`stands by ${job}`), leads: (job) => void told.push(`leads ${job}`), leadsNoMore: (job) => void told.push(`leads no more ${job}`),
    });
    const [x, y, stop] = [election.of('x'), election.of('y'), new AbortController()];
    expect([x.service, x.leads(), await x.leader(), await y.leader()]).toEqual(['x', false, { name: 'x', url: 'http://leader:1' }, null]);
    await election.lead(readModelsOf('x'), async () => {
      expect([x.leads(), y.leads()]).toEqual([true, false]);
      stop.abort();
    }, stop.signal);
    await expect(election.lead('broken', async () => { throw new Error('broken'); }, new AbortController().signal)).rejects.toThrow('broken');
    expect(x.leads()).toBe(false);
    expect(told).toEqual(['stands by read-models/x', 'leads read-models/x', 'leads no more read-models/x', 'stands by broken', 'leads broken', 'leads no more broken']);
  });
});

describe('where the other replicas reach this one', () => {
  it.each([
    [{ address: '10.0.0.7', host: '0.0.0.0', port: 7311 }, 'http://10.0.0.7:7311'], [{ address: 'fd00::7', host: '::', port: 7311 }, 'http://[fd00::7]:7311'],
    [{ address: undefined, host: '127.0.0.1', port: 7311 }, 'http://127.0.0.1:7311'], [{ address: undefined, host: '0.0.0.0', port: 7311 }, 'http://machine:7311'],
    [{ address: '10.0.0.7', host: '0.0.0.0', port: 0 }, undefined],
  ])('%j is %s', (given, address) => expect(addressOf(given, 'machine')).toBe(address));
});
