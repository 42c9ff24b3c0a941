import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { evidenceStoreSuite, FakeClock } from '@humai/testing';
import { writeOnce } from './durable.js';
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

describe('evidence that several processes have at once', () => {
  let others: FileEvidenceStore[];
  beforeEach(() => { fresh(); others = []; });
  afterEach(async () => { for (const other of others) await other.close(); await dispose(); });
  const process = async () => {
    const one = await openFileEvidenceStore({ directory, clock: new FakeClock(), shared: true });
    others.push(one);
    return one;
  };
  const log = (name: string) => join(directory, 'evidence', name);

  it('is one evidence, and the record of who saw it is whole and unbroken', async () => {
    const [one, two] = [await process(), await process()];
    await one.put(content(), why);
    for (const store of [two, one, two]) expect(Buffer.from((await store.get(hash, why))!).toString()).toBe(text);
    expect(checkEvidence(directory)).toStrictEqual({ files: 1, accesses: 4, problem: null });
    expect([(await one.accesses()).length, await two.accesses()]).toStrictEqual([4, await one.accesses()]);
    await two.close();
    await (await process()).get(hash, { ...why, actor: 'officer-2' });
    expect((await one.accesses({ actor: 'officer-2' })).map((a) => a.action)).toStrictEqual(['read']);
    expect(checkEvidence(directory)).toMatchObject({ accesses: 5, problem: null });
    await one.get(hash, why);
    await (await open()).get(hash, why); // alone again: it goes on with the last
    expect(checkEvidence(directory)).toMatchObject({ accesses: 7, problem: null });
    expect(readdirSync(join(directory, 'evidence')).filter((name) => name.startsWith('accesses')).sort()).toStrictEqual(['accesses-2.ndjson', 'accesses-3.ndjson', 'accesses.ndjson']);
  });
  it('shows a record that was taken away, or put in the place of another', async () => {
    for (const store of [await process(), await process(), await process()]) await store.put(content(), why);
    renameSync(log('accesses-2.ndjson'), join(directory, 'away'));
    expect(checkEvidence(directory)!.problem).toBe('accesses-2.ndjson is missing');
    renameSync(log('accesses-3.ndjson'), log('accesses-2.ndjson'));
    expect(checkEvidence(directory)!.problem).toBe('line 1 of accesses-2.ndjson is not what was written');
  });
  it('leaves alone what another is just being sent, and clears away what nobody sends any more', async () => {
    await process();
    for (const name of ['now.part', 'old.part']) writeFileSync(log(name), 'half');
    const old = new Date(Date.now() - 48 * 3_600_000);
    utimesSync(log('old.part'), old, old);
    await process();
    expect([existsSync(log('now.part')), existsSync(log('old.part'))]).toStrictEqual([true, false]);
  });
  it('has the key of whoever made it first', () => {
    const file = join(directory, 'key');
    writeOnce(file, 'first');
    writeOnce(file, 'second');
    expect([readFileSync(file, 'utf8'), readdirSync(directory)]).toStrictEqual(['first', ['key']]);
  });
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
