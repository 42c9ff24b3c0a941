import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock, syntheticDocumentNumber } from '@humai/testing';
import { openSqliteVault, type SqliteVault, type SqliteVaultOptions } from './index.js';

const why = { actor: 'officer-1', role: 'township', purpose: 'testing' };
let directory: string;
let opened: SqliteVault[];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'vault-'));
  opened = [];
});
afterEach(async () => {
  for (const vault of opened) await vault.close();
  rmSync(directory, { recursive: true });
});

const open = async (over: Partial<SqliteVaultOptions> = {}) => {
  const vault = await openSqliteVault({ directory, clock: new FakeClock(), ...over });
  opened.push(vault);
  return vault;
};
const file = () => join(directory, 'vault.sqlite');
const keyFile = () => join(directory, 'vault.key');
const refused = (code: string, details = expect.anything()) => expect.objectContaining({ code, details });
/** Runs SQL as somebody would who has the file but not the program. */
const tamper = <T>(work: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(file());
  try {
    return work(db);
  } finally {
    db.close();
  }
};
const person = (n: number) => ({
  personId: `person-${n}`,
  record: { name: `独特姓名甲${n}`, documentNumber: syntheticDocumentNumber(n), phone: `1888000${1000 + n}`, attributes: { 健康状况: `罕见病症${n}`, employer: `Unmistakable Employer ${n}` } },
});
const everybody = Array.from({ length: 300 }, (_, n) => person(n));
/** In tests only: closing a second descriptor of a file drops the locks that this process has on it (POSIX). */
const bytes = () => Buffer.concat(readdirSync(directory).map((f) => readFileSync(join(directory, f))));

describe('the files of a vault', () => {
  it('hold no personal datum in clear, neither while it is open nor after', async () => {
    const vault = await open();
    await vault.store(everybody, why);
    await vault.store([{ ...person(1), record: { ...person(1).record, phone: '18881112222' } }], why);
    await vault.read(['person-1'], why);
    await vault.match([syntheticDocumentNumber(2)], why);
    await vault.erase('person-3', why);
    const planted = ['独特姓名甲', '罕见病症', 'Unmistakable Employer', '1888000', '18881112222', '00000019700101', '健康状况'];
    const clear = () => planted.flatMap((text) => ['utf8', 'utf16le'].filter((e) => bytes().includes(Buffer.from(text, e as 'utf8'))).map((e) => `${text} ${e}`));
    expect(clear()).toStrictEqual([]);
    await vault.close();
    expect(clear()).toStrictEqual([]);
    // The search would find them:
    expect(bytes().includes(Buffer.from('officer-1'))).toBe(true);
  });
  it('are readable by their owner alone', async () => {
    await open();
    expect(readdirSync(directory).map((f) => [f, (statSync(join(directory, f)).mode & 0o777).toString(8)])).toStrictEqual(
      ['vault.key', 'vault.sqlite', 'vault.sqlite-shm', 'vault.sqlite-wal'].map((f) => [f, '600']));
  });
});

describe('erasing', () => {
  const crowd = Array.from({ length: 2000 }, (_, n) => ({ personId: `person-${(n * 7919) % 2000}`, record: { name: `甲${n}`, documentNumber: `X${n}`, phone: '1'.repeat(n % 300) } }));
  const grown = crowd.filter((_, n) => n % 3 === 0).map((p) => ({ ...p, record: { ...p.record, attributes: { note: 'x'.repeat(Number(p.record.documentNumber.slice(1)) % 500) } } }));
  const erased = crowd.filter((_, n) => n % 2 === 0).map((p) => p.personId);
  /** Six bytes every eight of each number's tag, wrapped key and sealed record of those to be erased. */
  const piecesOf = (ids: readonly string[]) =>
    tamper((db) => {
      const row = db.prepare('SELECT tag, wrapped, sealed FROM persons WHERE person_id = ?');
      const secrets = ids.flatMap((id) => Object.values(row.get(id) ?? {}) as Uint8Array[]).map((s) => Buffer.from(s));
      return new Set(secrets.flatMap((s) => Array.from({ length: Math.floor(s.length / 8) }, (_, i) => s.readUIntBE(i * 8, 6))));
    });
  const left = (pieces: ReadonlySet<number>) => {
    const all = bytes();
    const found = new Set<number>();
    for (let i = 0; i + 6 <= all.length; i += 1) {
      const piece = all.readUIntBE(i, 6);
      if (pieces.has(piece)) found.add(piece);
    }
    return found.size;
  };
  const purgeDue = () => tamper((db) => db.prepare("SELECT count(*) AS n FROM meta WHERE name = 'purge_due'").get()?.['n']);
  const filled = async () => {
    const vault = await open();
    // Growing records and numbers in no order move rows between pages, which leaves stale copies behind.
    await vault.store(crowd, why);
    await vault.store(grown, why);
    return vault;
  };

  it('removes key, record and number of a person from the files, whatever pages they have been on', async () => {
    const vault = await filled();
    const pieces = piecesOf(erased);
    // All but what two pages share between them.
    expect(left(pieces)).toBeGreaterThan(pieces.size * 0.99);
    await Promise.all(erased.map((id) => vault.erase(id, why)));
    expect([left(pieces), purgeDue()]).toStrictEqual([0, 0]);
    await vault.close();
    expect(left(pieces)).toBe(0);
  });
  it('is made up for at the next opening when another reader stood in the way', async () => {
    const vault = await filled();
    const few = erased.slice(0, 100);
    const pieces = piecesOf(few);
    const reader = new DatabaseSync(file(), { readOnly: true });
    reader.exec('BEGIN; SELECT count(*) FROM persons');
    await Promise.all(few.map((id) => vault.erase(id, why)));
    expect([left(pieces) > 0, purgeDue()]).toStrictEqual([true, 1]);
    reader.close();
    await vault.close();
    await (await open()).close();
    expect([left(pieces), purgeDue()]).toStrictEqual([0, 0]);
  });
});

describe('the master key', () => {
  it('is made once and then kept', async () => {
    await (await open()).close();
    const key = readFileSync(keyFile(), 'utf8');
    await (await open()).close();
    expect([key, readdirSync(directory).filter((f) => f.includes('key'))]).toStrictEqual([readFileSync(keyFile(), 'utf8'), ['vault.key']]);
    expect(key).toMatch(/^[0-9a-f]{64}\n$/);
  });
  it('can be kept elsewhere: then none is written', async () => {
    const vault = await open({ masterKey: new Uint8Array(32).fill(7) });
    await vault.store([person(1)], why);
    await vault.close();
    expect(existsSync(keyFile())).toBe(false);
    expect((await (await open({ masterKey: new Uint8Array(32).fill(7) })).read(['person-1'], why)).get('person-1')).toStrictEqual(person(1).record);
  });
  it('is refused when it is another, lost, damaged or too short, and no new one takes its place', async () => {
    await (await open()).close();
    const wrong = refused('VAULT.WRONG_KEY', { file: file() } as never);
    await expect(open({ masterKey: new Uint8Array(32) })).rejects.toThrow(wrong);
    await expect(open({ masterKey: new Uint8Array(16) })).rejects.toThrow(wrong);
    truncateSync(keyFile(), 20);
    await expect(open()).rejects.toThrow(wrong);
    unlinkSync(keyFile());
    await expect(open()).rejects.toThrow(wrong);
    expect(existsSync(keyFile())).toBe(false);
  });
});

describe('a vault somebody has tampered with', () => {
  it("does not give out one person's record as another's", async () => {
    const vault = await open();
    await vault.store([person(1), person(2)], why);
    tamper((db) => db.exec("UPDATE persons SET (wrapped, sealed) = (SELECT wrapped, sealed FROM persons WHERE person_id = 'person-1') WHERE person_id = 'person-2'"));
    await expect(vault.read(['person-2'], why)).rejects.toThrow(refused('STORE.DAMAGED', { file: file(), problem: 'the record of person person-2 cannot be opened' } as never));
  });
  it('does not give out a record with a flipped bit', async () => {
    const vault = await open();
    await vault.store([person(1)], why);
    tamper((db) => {
      const sealed = db.prepare('SELECT sealed FROM persons').get()?.['sealed'] as Uint8Array;
      sealed[40]! ^= 1;
      db.prepare('UPDATE persons SET sealed = ?').run(sealed);
    });
    await expect(vault.read(['person-1'], why)).rejects.toThrow(refused('STORE.DAMAGED'));
  });

  const REOPEN = 'DROP TRIGGER accesses_no_update; DROP TRIGGER accesses_no_delete;';
  it.each<[string, string, object]>([
    ['nothing', '', { entries: 3, problem: null }],
    ['a changed entry', "UPDATE accesses SET actor = 'nobody' WHERE number = 2", { entries: 1, problem: { number: 2, problem: 'is not as it was written' } }],
    ['a removed entry', 'DELETE FROM accesses WHERE number = 2', { entries: 1, problem: { number: 2, problem: 'is missing' } }],
    ['a removed end', 'DELETE FROM accesses WHERE number = 3', { entries: 2, problem: { number: 3, problem: 'the log ended with 3' } }],
    ['an emptied log', 'DELETE FROM accesses', { entries: 0, problem: { number: 1, problem: 'the log ended with 3' } }],
    ['an added entry', "INSERT INTO accesses SELECT 4, at, actor, role, purpose, person_id, action, link FROM accesses WHERE number = 3", { entries: 3, problem: { number: 4, problem: 'is not as it was written' } }],
  ])('shows %s in its access log', async (_, sql, expected) => {
    const vault = await open();
    await vault.store([person(1), person(2)], why);
    await vault.read(['person-1'], why);
    tamper((db) => db.exec(`${REOPEN}${sql}`));
    expect(await vault.checkAccesses()).toStrictEqual(expected);
  });
  it('cannot have its access log changed by mistake', async () => {
    await (await open()).store([person(1)], why);
    for (const sql of ['DELETE FROM accesses', "UPDATE accesses SET actor = ''"]) expect(() => tamper((db) => db.exec(sql))).toThrow(/append-only/);
  });
});

describe('opening', () => {
  it('two vaults on one directory keeps one log and one set of persons', async () => {
    const [a, b] = [await open(), await open()];
    await a.store([person(1)], why);
    expect(await b.store([{ ...person(1), personId: 'other' }], why)).toStrictEqual([{ personId: 'person-1', outcome: 'unchanged' }]);
    await a.read(['person-1'], why);
    expect(await b.checkAccesses()).toStrictEqual({ entries: 3, problem: null });
  });
  it('read-only gives out the access log and nothing that would have to be recorded', async () => {
    await (await open()).store([person(1)], why);
    const reader = await open({ readOnly: true });
    expect((await reader.accesses()).map((a) => a.action)).toStrictEqual(['write']);
    expect(await reader.checkAccesses()).toStrictEqual({ entries: 1, problem: null });
    for (const attempt of [() => reader.read(['person-1'], why), () => reader.match(['x'], why), () => reader.store([person(2)], why), () => reader.erase('person-1', why)])
      await expect(attempt()).rejects.toThrow(refused('VAULT.READ_ONLY', {} as never));
  });
  it('read-only makes nothing', async () => {
    await expect(open({ readOnly: true })).rejects.toThrow(refused('STORE.DAMAGED'));
    expect(readdirSync(directory)).toStrictEqual([]);
  });
  it('a vault of a newer Humai is refused', async () => {
    await (await open()).close();
    tamper((db) => db.exec('PRAGMA user_version = 99'));
    await expect(open()).rejects.toThrow(refused('STORE.NEWER_SCHEMA', { file: file(), found: 99, supported: 1 } as never));
  });
  it('a file that is no vault is refused', async () => {
    await (await open()).close();
    for (const f of readdirSync(directory).filter((n) => n !== 'vault.key')) unlinkSync(join(directory, f));
    writeFileSync(file(), 'something else altogether, long enough to be looked at '.repeat(50));
    await expect(open()).rejects.toThrow(refused('STORE.DAMAGED'));
  });
  it('below something that is no directory is refused', async () => {
    const path = join(directory, 'a-file');
    writeFileSync(path, '');
    await expect(open({ directory: join(path, 'below') })).rejects.toThrow(refused('STORE.UNWRITABLE'));
  });
});
