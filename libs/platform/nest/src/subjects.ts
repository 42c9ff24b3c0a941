import type { Projection } from '@humai/kernel';

/** How people call a subject, e.g. a household by its register number. */
export type SubjectNames = Readonly<{
  /** The id behind a name; undefined when it is no such name. */
  find(text: string): Promise<string | undefined>;
  /** The read model in which it looks. */
  projection: Pick<Projection, 'name' | 'version'>;
}>;

/** Where contexts register how their subjects are named: `subjects.add('households', …)`. */
export class SubjectRegistry {
  readonly #names = new Map<string, SubjectNames[]>();

  /** @param subject plural as in the URL */
  add(subject: string, names: SubjectNames): void {
    this.#names.set(subject, [...(this.#names.get(subject) ?? []), names]);
  }

  /** Those in which names are looked up. */
  get projections(): readonly SubjectNames['projection'][] {
    return this.#all.map((names) => names.projection);
  }

  /** The id behind a name, or the text itself when nobody knows it. */
  async resolve(subject: string, text: string): Promise<string> {
    for (const names of this.#names.get(subject) ?? []) {
      const id = await names.find(text);
      if (id !== undefined) return id;
    }
    return text;
  }

  /** The ids the text may stand for, whatever the subject. */
  async candidates(text: string): Promise<readonly string[]> {
    const found = await Promise.all(this.#all.map((names) => names.find(text)));
    return [...new Set(found.filter((id) => id !== undefined))];
  }

  get #all(): readonly SubjectNames[] {
    return [...this.#names.values()].flat();
  }
}
