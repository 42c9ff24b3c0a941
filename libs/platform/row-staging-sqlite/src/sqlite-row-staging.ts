import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DomainError, type RowStaging, type StagedGroup, type StagedRow } from '@humai/kernel';

type Row = Readonly<{ ordinal: number; row: number; payload: Uint8Array; first: number }>;

const PREFIX = 'row-staging-';
const TAG_BYTES = 16;
const KEY_BYTES = 16;
// The rows of a group in order, each with the first row that has the same unique value.
const GROUPS = `SELECT g.ordinal AS ordinal, r.row AS row, r.payload AS payload, COALESCE((SELECT MIN(u.row) FROM staged u WHERE u.uniq = r.uniq), r.row) AS first
  FROM groups g JOIN staged r ON r.grp = g.grp`;

/**
 * Opens an empty staging in a file of its own in `directory`. Payloads are sealed (AES-256-GCM) and keys are hashed with a key
 * that exists only in this object, so what a killed process leaves behind is noise; the next opening removes it.
 * @throws `STORE.UNWRITABLE`
 */
export async function openSqliteRowStaging(directory: string): Promise<SqliteRowStaging> {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    for (const file of readdirSync(directory)) if (file.startsWith(PREFIX) && isLeftOver(join(directory, file), Number(file.slice(PREFIX.length).split('-')[0]))) rmSync(join(directory, file), { force: true });
    return new SqliteRowStaging(join(directory, `${PREFIX}${process.pid}-${randomBytes(6).toString('hex')}.sqlite`));
  } catch (error) {
    throw new DomainError('STORE.UNWRITABLE', { directory, problem: error instanceof Error ? error.message : String(error) });
  }
}

/** Those of this process that are in use. */
const inUse = new Set<string>();

/** In a container every process has the same number as the one before it had, so this process knows its own files by name. */
const isLeftOver = (file: string, pid: number): boolean => (pid === process.pid ? !inUse.has(file) : !isAlive(pid));

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

export class SqliteRowStaging implements RowStaging {
  readonly #db: DatabaseSync;
  readonly #key = randomBytes(32);
  readonly #insert;

  constructor(private readonly file: string) {
    this.#db = new DatabaseSync(file);
    inUse.add(file);
    // Nothing here outlives the process, so nothing is journalled or synced.
    this.#db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000; PRAGMA temp_store = FILE;
      CREATE TABLE staged (row INTEGER PRIMARY KEY, grp BLOB NOT NULL, uniq BLOB, payload BLOB NOT NULL)`);
    this.#insert = this.#db.prepare('INSERT INTO staged (row, grp, uniq, payload) VALUES (?, ?, ?, ?)');
  }

  async add(rows: readonly StagedRow[]): Promise<void> {
    this.#db.exec('BEGIN');
    for (const { row, group, unique, payload } of rows) this.#insert.run(row, this.#hash('group', group), unique === null ? null : this.#hash('unique', unique), this.#seal(row, payload));
    this.#db.exec('COMMIT');
  }

  async finish(): Promise<Readonly<{ rows: number; groups: number }>> {
    this.#db.exec(`CREATE INDEX staged_grp ON staged (grp, row);
      CREATE INDEX staged_uniq ON staged (uniq, row) WHERE uniq IS NOT NULL;
      CREATE TABLE groups (ordinal INTEGER PRIMARY KEY, grp BLOB NOT NULL);
      INSERT INTO groups (grp) SELECT grp FROM staged GROUP BY grp ORDER BY MIN(row)`);
    const counts = this.#db.prepare('SELECT (SELECT COUNT(*) FROM staged) AS rows, (SELECT COUNT(*) FROM groups) AS groups').get();
    return { rows: Number(counts?.['rows']), groups: Number(counts?.['groups']) };
  }

  async has(group: string): Promise<boolean> {
    return this.#db.prepare('SELECT 1 FROM staged WHERE grp = ? LIMIT 1').get(this.#hash('group', group)) !== undefined;
  }

  async *groups(after: number, batchSize: number): AsyncIterable<readonly StagedGroup[]> {
    const select = this.#db.prepare(`${GROUPS} WHERE g.ordinal > ? AND g.ordinal <= ? ORDER BY g.ordinal, r.row`);
    for (let from = after; ; from += batchSize) {
      const batch = this.#grouped(select.all(from, from + batchSize) as unknown as Row[]);
      if (batch.length === 0) return;
      yield batch;
    }
  }

  async groupsAt(ordinals: readonly number[]): Promise<readonly StagedGroup[]> {
    const select = this.#db.prepare(`${GROUPS} WHERE g.ordinal = ? ORDER BY r.row`);
    return [...ordinals].sort((a, b) => a - b).flatMap((ordinal) => this.#grouped(select.all(ordinal) as unknown as Row[]));
  }

  async discard(): Promise<void> {
    if (this.#db.isOpen) this.#db.close();
    this.#key.fill(0);
    rmSync(this.file, { force: true });
    inUse.delete(this.file);
  }

  #grouped(rows: readonly Row[]): StagedGroup[] {
    const groups: { ordinal: number; rows: StagedGroup['rows'][number][] }[] = [];
    for (const { ordinal, row, payload, first } of rows) {
      if (groups.at(-1)?.ordinal !== ordinal) groups.push({ ordinal, rows: [] });
      groups.at(-1)!.rows.push({ row, payload: this.#open(row, payload), firstWithUnique: first });
    }
    return groups;
  }

  #hash(purpose: string, text: string): Uint8Array {
    return createHmac('sha256', this.#key).update(`${purpose}\n${text}`).digest().subarray(0, KEY_BYTES);
  }

  // A row is sealed once under a key of its own run, so its number is a nonce that never repeats.
  #nonce(row: number): Buffer {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(BigInt(row), 4);
    return nonce;
  }

  #seal(row: number, text: string): Uint8Array {
    const cipher = createCipheriv('aes-256-gcm', this.#key, this.#nonce(row));
    return Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  }

  #open(row: number, sealed: Uint8Array): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, this.#nonce(row));
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]).toString('utf8');
  }
}
