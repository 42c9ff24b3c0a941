import type { DatabaseSync } from 'node:sqlite';
import type { AccessRecord, Instant, Purpose } from '@humai/kernel';
import { type AccessEntry, type AccessLogCheck, type Keyring, textOfAccess } from '@humai/vault-records';
import type { Meta } from './schema.js';

type Row = Readonly<{ number: number; at: string; actor: string; role: string; purpose: string; person_id: string; action: AccessRecord['action']; link: string }>;

const HEAD = 'access_head';
const COLUMNS = 'number, at, actor, role, purpose, person_id, action, link';
const textOf = (r: Row): string => textOfAccess(r.number, r.at, r, [r.person_id, r.action]);

/** Who saw or changed whose data, when and why: append-only, each entry linked to the one before by a keyed hash. */
export class AccessLog {
  readonly #insert;
  readonly #last;

  constructor(
    private readonly db: DatabaseSync,
    private readonly keyring: Keyring,
    private readonly meta: Meta,
  ) {
    this.#insert = db.prepare(`INSERT INTO accesses (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#last = db.prepare('SELECT number, link FROM accesses ORDER BY number DESC LIMIT 1');
  }

  /** Inside the caller's transaction. */
  append(entries: readonly AccessEntry[], why: Purpose, at: Instant): void {
    if (entries.length === 0) return;
    const last = this.#last.get();
    let number = Number(last?.['number'] ?? 0);
    let link = String(last?.['link'] ?? '');
    for (const entry of entries) {
      number += 1;
      link = this.keyring.link(link, textOfAccess(number, at, why, entry));
      this.#insert.run(number, at, why.actor, why.role, why.purpose, ...entry, link);
    }
    this.meta.set(HEAD, `${number} ${link}`);
  }

  /** Newest first. */
  find({ personId, actor, limit = 1000 }: Readonly<{ personId?: string; actor?: string; limit?: number }>): readonly AccessRecord[] {
    const conditions = [...(personId === undefined ? [] : ['person_id = ?']), ...(actor === undefined ? [] : ['actor = ?'])];
    const values = [personId, actor].filter((v) => v !== undefined);
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const rows = this.db.prepare(`SELECT ${COLUMNS} FROM accesses ${where} ORDER BY number DESC LIMIT ?`).all(...values, limit) as unknown as Row[];
    return rows.map((r) => ({ at: r.at, actor: r.actor, role: r.role, purpose: r.purpose, personId: r.person_id, action: r.action }));
  }

  /** Finds a changed, removed or added entry, also at the end. */
  check(): AccessLogCheck {
    let entries = 0;
    let link = '';
    for (const row of this.db.prepare(`SELECT ${COLUMNS} FROM accesses ORDER BY number`).iterate() as Iterable<Row>) {
      const number = entries + 1;
      if (row.number !== number) return { entries, problem: { number, problem: 'is missing' } };
      link = this.keyring.link(link, textOf(row));
      if (row.link !== link) return { entries, problem: { number, problem: 'is not as it was written' } };
      entries = number;
    }
    const head = this.meta.get(HEAD) ?? (entries === 0 ? '0 ' : 'none');
    if (head !== `${entries} ${link}`) return { entries, problem: { number: entries + 1, problem: `the log ended with ${head.split(' ')[0]}` } };
    return { entries, problem: null };
  }
}
