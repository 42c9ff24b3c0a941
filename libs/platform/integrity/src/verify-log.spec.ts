import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { defineEvents, DomainError, EventCatalogue, hashedText, type RawEvent } from '@humai/kernel';
import { syntheticMetadata } from '@humai/testing';
import { z } from 'zod';
import { verifyLog } from './index.js';

const catalogue = new EventCatalogue([defineEvents('testing', { 'Counted.v1': z.object({ n: z.number() }) })]);
const metadata = JSON.stringify(syntheticMetadata());

/** A sound log: event `i` goes to the stream `streams[i]`. */
function logOf(streams: readonly string[], over: (i: number) => Partial<RawEvent> = () => ({})): RawEvent[] {
  const heads = new Map<string, RawEvent>();
  return streams.map((stream, i) => {
    const head = heads.get(stream);
    const event = {
      id: `id-${i}`, type: 'testing.Counted.v1', stream, revision: (head?.revision ?? -1) + 1, position: i + 1,
      recordedAt: '2026-03-01T00:00:00.000Z', data: `{"n":${i}}`, metadata, previousHash: head?.hash ?? '', ...over(i),
    };
    const stored = { ...event, hash: hash('sha256', hashedText(event)) };
    heads.set(stream, stored);
    return stored;
  });
}
const storeOf = (events: readonly RawEvent[]) => ({
  async *readRaw() {
    for (let i = 0; i < events.length; i += 2) yield events.slice(i, i + 2);
  },
});
const verify = (events: readonly RawEvent[], gaplessPositions = true) => verifyLog(storeOf(events), { catalogue, gaplessPositions });
const changed = (events: readonly RawEvent[], i: number, over: Partial<RawEvent>) => events.map((e, j) => (i === j ? { ...e, ...over } : e));

describe('verification', () => {
  const sound = logOf(['a-1', 'b-1', 'a-1', 'b-1', 'a-1']);

  it('accepts a sound log, and tells how far it is', async () => {
    const progress: number[][] = [];
    const result = await verifyLog(storeOf(sound), { catalogue, gaplessPositions: true, onProgress: (...p) => progress.push(p) });
    expect(result).toStrictEqual({ ok: true, events: 5, streams: 2, root: expect.stringMatching(/^[0-9a-f]{64}$/), problems: [], problemsFound: 0, unknownTypes: [] });
    expect(progress).toStrictEqual([[2, 2], [4, 4], [5, 5]]);
  });

  it('gives the same root for the same streams in another order, and another root for any other content', async () => {
    const { root } = await verify(sound);
    const other = await verify(['b-1', 'b-1', 'a-1', 'a-1', 'a-1'].map((s, i) => ({ ...(sound.filter((e) => e.stream === s)[i < 2 ? i : i - 2] as RawEvent), position: i + 1 })));
    expect(other).toMatchObject({ ok: true, root });
    expect((await verify(sound.slice(0, 4))).root).not.toBe(root);
    expect((await verify(changed(sound, 4, { data: '{"n":9}' }))).root).not.toBe(root);
  });

  it.each([
    ['changed data', { data: '{"n":7}' }, 'the hash does not fit'],
    ['another recorded time', { recordedAt: '2026-03-02T00:00:00.000Z' }, 'the hash does not fit'],
    ['another revision', { revision: 7 }, 'revision 7 stands where 1 should'],
    ['another position', { position: 2 }, 'position 2 comes after 2'],
    ['a position too high', { position: 9 }, 'positions 3 to 8 are missing'],
    ['another previous hash', { previousHash: 'f'.repeat(64) }, 'it does not follow'],
    ['data that is not JSON', { data: '{' }, 'the data is not JSON'],
    ['metadata that is not JSON', { metadata: '' }, 'the metadata is not JSON'],
  ])('names the event with %s', async (_, over, problem) => {
    const result = await verify(changed(sound, 2, over));
    expect(result.ok).toBe(false);
    expect(result.problems).toContainEqual({ stream: 'a-1', revision: 'revision' in over ? over.revision : 1, problem: expect.stringContaining(problem) });
  });

  it('names a changed event whose own hash was made to fit, by the event after it', async () => {
    const forged = { ...(sound[0] as RawEvent), data: '{"n":100}' };
    const result = await verify(changed(sound, 0, { ...forged, hash: hash('sha256', hashedText(forged)) }));
    expect(result.problems).toStrictEqual([{ stream: 'a-1', revision: 1, problem: 'it does not follow the event before it in its stream: one of the two was changed' }]);
  });

  it('names what is missing or stands in another order', async () => {
    expect((await verify(sound.filter((_, i) => i !== 2))).problems).toStrictEqual([
      { stream: 'b-1', revision: 1, problem: 'positions 3 to 3 are missing' },
      { stream: 'a-1', revision: 2, problem: expect.stringContaining('revision 2 stands where 1 should') },
    ]);
    const backwards = logOf(['a-1', 'b-1'], (i) => ({ recordedAt: `2026-03-0${2 - i}T00:00:00.000Z` }));
    expect((await verify(backwards)).problems).toStrictEqual([{ stream: 'b-1', revision: 0, problem: expect.stringContaining('before the event at the position before') }]);
  });

  it('takes gaps between positions where the store has them', async () => {
    const gapped = logOf(['a-1', 'a-1'], (i) => ({ position: 10 * i + 5 }));
    expect(await verify(gapped, false)).toMatchObject({ ok: true });
    expect(await verify(gapped, true)).toMatchObject({ ok: false, problemsFound: 2 });
  });

  it('names wrong shapes of data and metadata', async () => {
    const wrong = logOf(['a-1', 'b-1'], (i) => (i === 0 ? { data: '{"n":"1"}' } : { metadata: '{"actor":1}' }));
    expect((await verify(wrong)).problems).toStrictEqual([
      { stream: 'a-1', revision: 0, problem: expect.stringMatching(/^not a testing.Counted.v1: n: /) },
      { stream: 'b-1', revision: 0, problem: expect.stringMatching(/^the metadata is not as it should be: actor: /) },
    ]);
  });

  it('counts types it does not know, and calls them a problem only when nobody owns them', async () => {
    const result = await verify(logOf(['a-1', 'a-1', 'b-1', 'b-1'], (i) => ({ type: ['testing.New.v9', 'testing.New.v9', 'foreign.Thing.v1', 'testing.Counted.v1'][i] as string })));
    expect(result.unknownTypes).toStrictEqual([{ type: 'testing.New.v9', count: 2, firstPosition: 1 }, { type: 'foreign.Thing.v1', count: 1, firstPosition: 3 }]);
    expect(result.problems).toStrictEqual([{ stream: 'b-1', revision: 0, problem: 'no context owns the type foreign.Thing.v1' }]);
  });

  it('reports a log that breaks off, a row that cannot be read, and what the files say; other errors stay errors', async () => {
    const unreadable = changed(sound, 1, { id: '', stream: '', type: '', revision: -1, hash: '', data: 'malformed' });
    expect((await verify(unreadable)).problems[0]).toStrictEqual({ stream: '', revision: -1, problem: 'position 2 cannot be read: malformed' });
    const breaking = (error: Error) => ({
      async *readRaw() {
        yield sound.slice(0, 2);
        throw error;
      },
    });
    const result = await verifyLog(breaking(new DomainError('STORE.DAMAGED', { file: 'f', problem: 'malformed' })), { catalogue, gaplessPositions: true, checkFiles: async () => ['page 7'] });
    expect(result.problems).toStrictEqual([
      { stream: '', revision: -1, problem: 'reading stopped after position 2: malformed' },
      { stream: '', revision: -1, problem: 'page 7' },
    ]);
    await expect(verifyLog(breaking(new Error('no')), { catalogue, gaplessPositions: true })).rejects.toThrow('no');
  });
});
