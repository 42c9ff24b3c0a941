import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Event type names by their stored number, both ways; few, so all are kept in memory. */
export class TypeNames {
  readonly #byName = new Map<string, number>();
  readonly #byId = new Map<number, string>();
  readonly #since: StatementSync;
  readonly #insert: StatementSync;

  constructor(db: DatabaseSync) {
    this.#since = db.prepare('SELECT id, name FROM types WHERE id > ? ORDER BY id');
    this.#insert = db.prepare('INSERT INTO types (id, name) VALUES (?, ?)');
    this.refresh();
  }

  /** The numbers of those names that any stored event has. */
  idsOf(names: readonly string[]): readonly number[] {
    if (names.some((name) => !this.#byName.has(name))) this.refresh();
    return names.map((name) => this.#byName.get(name)).filter((id) => id !== undefined);
  }

  /** Those that any stored event has, in the order they first came. */
  all(): readonly string[] {
    this.refresh();
    return [...this.#byName.keys()];
  }

  nameOf(id: number): string | undefined {
    return this.#byId.get(id) ?? (this.refresh(), this.#byId.get(id));
  }

  /** The number of a name, given one if it has none; inside the caller's transaction. */
  intern(name: string): number {
    const known = this.#byName.get(name);
    if (known !== undefined) return known;
    const id = Math.max(0, ...this.#byId.keys()) + 1;
    this.#insert.run(id, name);
    this.#remember(id, name);
    return id;
  }

  /** After a rollback. */
  reload(): void {
    this.#byName.clear();
    this.#byId.clear();
    this.refresh();
  }

  /** Learns what another process has added. */
  refresh(): void {
    for (const { id, name } of this.#since.all(Math.max(0, ...this.#byId.keys()))) this.#remember(Number(id), String(name));
  }

  #remember(id: number, name: string): void {
    this.#byName.set(name, id);
    this.#byId.set(id, name);
  }
}
