import { describe, expect, it } from '@jest/globals';
import type { LedgerStatus } from '@humai/contracts-ledger';
import { createOutput } from '../output.js';
import { logOf, readModelsOf } from './ledger.js';

const output = createOutput(true, 'en');
const error = { code: 'INTERNAL', message: 'not shown', attempts: 3, position: 8, event: { position: 8, type: 'demo.Counted.v1', id: 'e8' } };
const model = (over: Partial<LedgerStatus['readModels'][number]> = {}) => ({ name: 'demo.counts.v1', position: 9, state: 'live', error: null, ...over });
const status = (over: Partial<LedgerStatus> = {}): LedgerStatus => ({ position: 9, simulated: false, readModels: [model()], consumers: [], processes: [], parked: 0, unknownTypes: [], ...over });

describe('what doctor says of read models', () => {
  it('is well when all are level', () => expect(readModelsOf(status(), true, output)).toStrictEqual({ detail: '1 read models, at most 0 events behind' }));
  it('tells how far they are behind, and that a start brings them on', () => {
    expect([true, false].map((running) => readModelsOf(status({ readModels: [model({ position: 2 })] }), running, output).detail)).toStrictEqual(['1 read models, at most 7 events behind', '1 read models, at most 7 events behind; it catches up at the next start']);
  });
  it.each<[string, Partial<LedgerStatus>, string, RegExp]>([
    ['stopped', { readModels: [model({ state: 'stopped', error, position: 7 })] }, 'stopped: demo.counts.v1 @7 INTERNAL demo.Counted.v1 ×3', /run npx humai resume --all, .* npx humai rebuild/],
    ['retrying', { readModels: [model({ state: 'retrying', error, position: 7 })] }, 'retrying: demo.counts.v1 @7 INTERNAL demo.Counted.v1 ×3', /goes on by itself/],
    ['in error', { readModels: [model({ state: 'catching-up', error })] }, 'retrying: demo.counts.v1 @9 INTERNAL demo.Counted.v1 ×3', /goes on by itself/],
    ['deadlines', { processes: [{ name: 'demo.late', lastTick: null, failed: [], error: 'x' }] }, 'failing deadlines: demo.late', /log/],
    ['parked', { parked: 2 }, '2 parked messages', /parked list/],
  ])('flags what is %s', (_, over, detail, advice) => {
    const found = readModelsOf(status(over), true, output);
    expect(found.detail).toContain(detail);
    expect(found.advice).toMatch(advice);
    expect(found.detail).not.toContain('not shown');
  });
  it('advises on all at once', () => expect(readModelsOf(status({ parked: 1, readModels: [model({ state: 'stopped' })] }), true, output).advice).toMatch(/parked list; .*rebuild/));
  it('tells what nobody uses any more, and how to drop it, without calling it wrong', () =>
    expect(readModelsOf(status({ unused: [{ name: 'demo.counts.v0', rows: 12 }, { name: 'demo.gone.v3~1', rows: 0 }] }), true, output)).toStrictEqual({
      detail: '1 read models, at most 0 events behind; not used any more (npx humai rebuild --prune drops it): demo.counts.v0 12 rows, demo.gone.v3~1 0 rows',
    }));
  it('flags types that only a newer version knows', () => {
    expect(logOf(status({ simulated: true, unknownTypes: [{ type: 'demo.New.v9', count: 4, firstPosition: 3 }] }), output)).toStrictEqual({ detail: '9 events (simulated); unknown types: demo.New.v9 × 4', advice: 'a newer Humai wrote these: upgrade this one' });
  });
});
