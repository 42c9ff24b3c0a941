import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** The end of a stream; a stream with no event has revision -1. */
export type Head = Readonly<{ streamId: number; revision: number; hash: string }>;

const GENERATION = 50_000;

/** Ends of the streams lately written to, bounded by two generations: what one whole generation has not touched is forgotten. */
export class StreamHeads {
  #young = new Map<string, Head>();
  #old = new Map<string, Head>();
  #nextStreamId: number;
  readonly #find: StatementSync;
  readonly #insert: StatementSync;
  readonly #maxId: StatementSync;

  constructor(db: DatabaseSync) {
    this.#find = db.prepare(`SELECT s.id, e.revision, e.hash FROM streams s LEFT JOIN events e ON e.stream_id = s.id WHERE s.name = ? ORDER BY e.revision DESC LIMIT 1`);
    this.#insert = db.prepare('INSERT INTO streams (id, name) VALUES (?, ?)');
    this.#maxId = db.prepare('SELECT coalesce(max(id), 0) AS id FROM streams');
    this.#nextStreamId = this.#lastStreamId() + 1;
  }

  find(stream: string): Head | undefined {
    const young = this.#young.get(stream);
    if (young) return young;
    const head = this.#old.get(stream) ?? this.#load(stream);
    if (head) this.set(stream, head);
    return head;
  }

  /** A new stream, inside the caller's transaction. */
  create(stream: string): Head {
    const head: Head = { streamId: this.#nextStreamId, revision: -1, hash: '' };
    this.#insert.run(head.streamId, stream);
    this.#nextStreamId += 1;
    return head;
  }

  set(stream: string, head: Head): void {
    if (this.#young.size >= GENERATION) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(stream, head);
  }

  /** After a rollback. */
  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#nextStreamId = this.#lastStreamId() + 1;
  }

  #load(stream: string): Head | undefined {
    const row = this.#find.get(stream) as { id: number; revision: number | null; hash: string | null } | undefined;
    return row && { streamId: row.id, revision: row.revision ?? -1, hash: row.hash ?? '' };
  }

  #lastStreamId(): number {
    return Number(this.#maxId.get()?.['id']);
  }
}
