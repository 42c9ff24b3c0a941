import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { migrate, requireCurrent, versionOf } from './schema.js';

const steps = ['CREATE TABLE facts (id INTEGER PRIMARY KEY, name TEXT)', "ALTER TABLE facts ADD COLUMN kind TEXT DEFAULT 'old'", 'CREATE INDEX facts_kind ON facts (kind)'];
let db: DatabaseSync;
beforeEach(() => {
  db = new DatabaseSync(':memory:');
});
afterEach(() => db.close());

it('takes an older store through the missing steps only, and keeps what is in it', () => {
  migrate(db, 'f', steps.slice(0, 1));
  db.exec("INSERT INTO facts VALUES (1, 'one')");
  migrate(db, 'f', steps);
  migrate(db, 'f', steps);
  expect(versionOf(db)).toBe(3);
  expect({ ...db.prepare('SELECT * FROM facts').get() }).toStrictEqual({ id: 1, name: 'one', kind: 'old' });
});

it('leaves the store at the last whole step when one fails', () => {
  expect(() => migrate(db, 'f', [steps[0] as string, `${steps[1]}; CREATE TABLE facts (x)`])).toThrow('already exists');
  expect(versionOf(db)).toBe(1);
  expect(db.prepare('SELECT * FROM pragma_table_info(?)').all('facts')).toHaveLength(2);
});

it('refuses a store made by a newer version, and a reader also an older one', () => {
  migrate(db, 'f', steps);
  expect(() => migrate(db, 'f', steps.slice(0, 2))).toThrow(expect.objectContaining({ code: 'STORE.NEWER_SCHEMA', details: { file: 'f', found: 3, supported: 2 } }));
  expect(() => requireCurrent(db, 'f')).toThrow(expect.objectContaining({ code: 'STORE.NEWER_SCHEMA' }));
  db.exec('PRAGMA user_version = 0');
  expect(() => requireCurrent(db, 'f')).toThrow(expect.objectContaining({ code: 'STORE.OLDER_SCHEMA' }));
});
