import { createHash } from 'node:crypto';
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { evidenceStoreSuite, FakeClock } from '@humai/testing';
import { checkEvidence, type FileEvidenceStore, openFileEvidenceStore } from './index.js';

const why = { actor: 'officer-1', role: 'village', purpose: 'testing' };
const text = '张某家的房屋照片';
const hash = createHash('sha256').update(text).digest('hex');
async function* content(): AsyncGenerator<Uint8Array> { yield Buffer.from(text); }

let directory: string;
let store: FileEvidenceStore | undefined;
const open = async (masterKey?: Uint8Array) => (store = await openFileEvidenceStore({ directory, clock: new FakeClock(), maxBytes: 65_536, ...(masterKey && { masterKey }) }));
const dispose = async () => (await store?.close(), rmSync(directory, { recursive: true }));
const fresh = () => { directory = mkdtempSync(join(tmpdir(), 'evidence-')); };
const filesIn = (path: string) => readdirSync(path, { recursive: true, withFileTypes: true }).filter((e) => e.isFile()).map((e) => join(e.parentPath, e.name));

evidenceStoreSuite('a folder of files', () => {
  fresh();
  return { open: () => open(), reopen: async () => (await store?.close(), open()), dispose };
});

describe('evidence in files', () => {
  beforeEach(async () => { fresh(); await open(); await store!.put(content(), why); });
  afterEach(dispose);
  const file = () => join(directory, 'evidence', hash.slice(0, 2), hash);

  it('cannot be read on the disk, and belongs to its owner alone', () => {
    for (const path of filesIn(directory)) {
      expect(readFileSync(path).includes(Buffer.from(text))).toBe(false);
      expect((statSync(path).mode & 0o077).toString(8)).toBe('0');
    }
  });
  it('is opened with its own key only, and never gets another', async () => {
    await store!.close();
    await expect(open(Buffer.alloc(32))).rejects.toThrow(expect.objectContaining({ code: 'EVIDENCE.WRONG_KEY' }));
    renameSync(join(directory, 'evidence.key'), join(directory, 'away'));
    await expect(open()).rejects.toThrow(expect.objectContaining({ code: 'EVIDENCE.WRONG_KEY' }));
    expect(readdirSync(directory).sort()).toStrictEqual(['away', 'evidence']);
    renameSync(join(directory, 'away'), join(directory, 'evidence.key'));
    expect(Buffer.from((await (await open()).get(hash, why))!).toString()).toBe(text);
  });
  it('can keep its key elsewhere', async () => {
    await store!.close();
    rmSync(directory, { recursive: true });
    const key = Buffer.alloc(32, 7);
    await (await open(key)).put(content(), why);
    await store!.close();
    expect(readdirSync(directory)).toStrictEqual(['evidence']);
    expect((await (await open(key)).has([hash])).size).toBe(1);
  });
  it('is not given back when it was changed, or is another file under its name', async () => {
    const damaged = expect.objectContaining({ code: 'STORE.DAMAGED' });
    const bytes = readFileSync(file());
    for (const at of [0, 10, 40, bytes.length - 1]) {
      writeFileSync(file(), bytes.map((b, i) => (i === at ? b ^ 1 : b)));
      await expect(store!.get(hash, why)).rejects.toThrow(damaged);
    }
    writeFileSync(file(), bytes.subarray(0, 20));
    await expect(store!.get(hash, why)).rejects.toThrow(damaged);
    const { hash: another } = await store!.put((async function* () { yield Buffer.from('别的'); })(), why);
    writeFileSync(file(), readFileSync(join(directory, 'evidence', another.slice(0, 2), another)));
    await expect(store!.get(hash, why)).rejects.toThrow(damaged);
  });
  it('forgets what a killed process left behind, in files and in the record of accesses', async () => {
    await store!.close();
    writeFileSync(join(directory, 'evidence', 'abc.part'), 'half');
    appendFileSync(join(directory, 'evidence', 'accesses.ndjson'), '{"at":"20');
    await open();
    await store!.get(hash, why);
    expect(readdirSync(join(directory, 'evidence')).sort()).toStrictEqual([hash.slice(0, 2), 'accesses.ndjson', 'fingerprint']);
    expect((await store!.accesses()).map((a) => a.action)).toStrictEqual(['read', 'write']);
    await store!.close();
    expect((await open()) && (await store!.accesses()).length).toBe(2);
  });
  it('is looked at without a change, also while it is open: how much there is, and whether the record of accesses is unbroken', async () => {
    await store!.get(hash, why);
    const before = readdirSync(directory, { recursive: true });
    expect(checkEvidence(directory)).toStrictEqual({ files: 1, accesses: 2, problem: null });
    expect(readdirSync(directory, { recursive: true })).toStrictEqual(before);
    const log = join(directory, 'evidence', 'accesses.ndjson');
    const lines = readFileSync(log, 'utf8');
    const changed = (text: string) => {
      writeFileSync(log, text);
      return checkEvidence(directory)!.problem;
    };
    expect(changed(lines.replace('"purpose":"testing","hash"', '"purpose":"resting","hash"'))).toMatch(/^line 1 /);
    expect(changed(lines.split('\n').slice(1).join('\n'))).toMatch(/^line 1 /);
    expect(changed(lines.replace('"action":"read"', '"action":"write"'))).toMatch(/^line 2 /);
    writeFileSync(log, 'nonsense\n');
    expect(() => checkEvidence(directory)).toThrow(expect.objectContaining({ code: 'STORE.DAMAGED' }));
    expect(() => checkEvidence(directory, Buffer.alloc(32))).toThrow(expect.objectContaining({ code: 'EVIDENCE.WRONG_KEY' }));
  });
  it('is nothing where none was ever kept', () => expect(checkEvidence(join(directory, 'elsewhere'))).toBeNull());
});
