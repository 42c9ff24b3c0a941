import { expect, it } from '@jest/globals';
import { IdentificationEvents } from '@humai/contracts-identification';
import { EventCatalogue, type RawEvent } from '@humai/kernel';
import { MAX_PROBLEMS } from '@humai/integrity';
import { verify } from './verification.js';

const broken = (position: number): RawEvent =>
  ({ id: `${position}`, type: 'identification.IncomeRecorded.v1', stream: 'household-h1', revision: position - 1, position, recordedAt: '2026-03-01T00:00:00.000Z', data: '{}', metadata: '{}', previousHash: '', hash: 'x' });
const parts = (count: number) => ({
  store: { async *readRaw() { yield Array.from({ length: count }, (_, i) => broken(i + 1)); } },
  catalogue: new EventCatalogue([IdentificationEvents]),
  traits: { simulated: false, gaplessPositions: true },
});

it('says how many problems it does not name, so that a long list does not look complete', async () => {
  const { ok, events, problems } = await verify(parts(MAX_PROBLEMS + 3));
  expect([ok, events, problems.length]).toEqual([false, MAX_PROBLEMS + 3, MAX_PROBLEMS + 1]);
  expect(problems.at(-1)).toEqual({ stream: '', revision: -1, problem: '3 more problems are not named here' });
});
it('names all when they are not too many', async () => expect((await verify(parts(3))).problems.map((p) => p.revision)).toEqual([0, 1, 2]));
it('tells what is wrong with the files', async () =>
  expect((await verify({ ...parts(0), traits: { ...parts(0).traits, checkFiles: async () => ['row 7 is missing from index'] } })).problems)
    .toEqual([{ stream: '', revision: -1, problem: 'row 7 is missing from index' }]));
it('stops when it is told to', () => expect(verify(parts(3), AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop'));
