import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EvidenceStore, Purpose } from '@humai/kernel';

/** One empty store, taking files of up to 64 kB, for one test. */
export type EvidenceStoreHarness = Readonly<{
  open(): Promise<EvidenceStore>;
  /** Closes the store and opens it again on the same data. */
  reopen(): Promise<EvidenceStore>;
  dispose(): Promise<void>;
}>;

const why: Purpose = { actor: 'officer-1', role: 'village', purpose: 'testing' };
const LIMIT = 65_536;
const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
async function* pieces(bytes: Uint8Array, size = 1_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const photo = Buffer.from(Array.from({ length: 5_000 }, (_, i) => (i * 31) % 256));
const other = Buffer.from('另一张照片');

/** What every evidence store must do. Run it in a spec of each adapter. */
export function evidenceStoreSuite(name: string, factory: () => EvidenceStoreHarness | Promise<EvidenceStoreHarness>): void {
  describe(`${name} as an evidence store`, () => {
    let harness: EvidenceStoreHarness;
    let store: EvidenceStore;
    beforeEach(async () => {
      harness = await factory();
      store = await harness.open();
    });
    afterEach(() => harness.dispose());
    const put = (bytes: Uint8Array, size?: number) => store.put(pieces(bytes, size), why);
    const get = async (hash: string) => {
      const content = await store.get(hash, why);
      return content && Buffer.from(content);
    };

    it('names a file by the SHA-256 of its content and gives it back, after a restart too', async () => {
      expect(await put(photo)).toStrictEqual({ hash: hashOf(photo), bytes: 5_000, outcome: 'created' });
      expect(await get(hashOf(photo))).toStrictEqual(photo);
      store = await harness.reopen();
      expect(await get(hashOf(photo))).toStrictEqual(photo);
    });
    it('takes the same content once, in whatever pieces it comes', async () => {
      await put(photo);
      expect(await put(photo, 7)).toStrictEqual({ hash: hashOf(photo), bytes: 5_000, outcome: 'unchanged' });
      expect(await Promise.all([put(other), put(other)]).then((both) => both.map((s) => s.hash))).toStrictEqual([hashOf(other), hashOf(other)]);
      expect([await get(hashOf(photo)), await get(hashOf(other))]).toStrictEqual([photo, other]);
    });
    it('knows which of some hashes it has', async () => {
      await put(photo);
      expect(await store.has([hashOf(photo), hashOf(other), 'nonsense', '../fingerprint'])).toStrictEqual(new Set([hashOf(photo)]));
      expect([await get(hashOf(other)), await get('nonsense'), await get('../fingerprint')]).toStrictEqual([null, null, null]);
    });
    it('takes a file of the largest size and none larger, and keeps nothing of that one', async () => {
      const largest = Buffer.alloc(LIMIT, 1);
      await expect(put(largest)).resolves.toMatchObject({ bytes: LIMIT });
      const larger = Buffer.alloc(LIMIT + 1, 2);
      await expect(put(larger)).rejects.toThrow(expect.objectContaining({ code: 'EVIDENCE.TOO_LARGE', details: { limit: LIMIT } }));
      expect((await store.has([hashOf(larger)])).size).toBe(0);
    });
    it('takes nothing empty', () => expect(put(Buffer.alloc(0))).rejects.toThrow(expect.objectContaining({ code: 'EVIDENCE.EMPTY' })));
    it('keeps nothing of a file that broke off', async () => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield photo;
        throw new Error('gone');
      }
      await expect(store.put(broken(), why)).rejects.toThrow('gone');
      expect([(await store.has([hashOf(photo)])).size, await store.accesses()]).toStrictEqual([0, []]);
    });
    it('records who wrote and who read what and why, newest first, after a restart too', async () => {
      await put(photo);
      await put(photo);
      await store.get(hashOf(photo), { actor: 'officer-2', role: 'county', purpose: 'audit' });
      await get(hashOf(other));
      const told = async (options = {}) => (await store.accesses(options)).map(({ at: _, ...access }) => access);
      const read = { actor: 'officer-2', role: 'county', purpose: 'audit', hash: hashOf(photo), action: 'read' };
      const write = { ...why, hash: hashOf(photo), action: 'write' };
      expect(await told()).toStrictEqual([read, write, write]);
      store = await harness.reopen();
      expect(await told()).toStrictEqual([read, write, write]);
      await put(other);
      expect([await told({ actor: 'officer-2' }), await told({ hash: hashOf(other) }), await told({ limit: 1 })]).toStrictEqual([[read], [{ ...write, hash: hashOf(other) }], [{ ...write, hash: hashOf(other) }]]);
    });
    it('is closed when it is closed', async () => {
      await store.close();
      await expect(put(photo)).rejects.toThrow(expect.objectContaining({ code: 'STORE.CLOSED' }));
      await expect(get(hashOf(photo))).rejects.toThrow(expect.objectContaining({ code: 'STORE.CLOSED' }));
    });
  });
}
