/** Finds a subject's id from what people call it, e.g. a household from its register number; undefined when it is no such name. */
export type SubjectResolver = (text: string) => Promise<string | undefined>;

/** Where contexts register how their subjects are named: `subjects.add('households', …)`. */
export class SubjectRegistry {
  readonly #resolvers = new Map<string, SubjectResolver[]>();

  /** @param subject plural as in the URL */
  add(subject: string, resolver: SubjectResolver): void {
    this.#resolvers.set(subject, [...(this.#resolvers.get(subject) ?? []), resolver]);
  }

  /** The id behind a name, or the text itself when no resolver knows it. */
  async resolve(subject: string, text: string): Promise<string> {
    for (const resolver of this.#resolvers.get(subject) ?? []) {
      const id = await resolver(text);
      if (id !== undefined) return id;
    }
    return text;
  }

  /** The ids the text may stand for, whatever the subject. */
  async candidates(text: string): Promise<readonly string[]> {
    const found = await Promise.all([...this.#resolvers.values()].flat().map((resolver) => resolver(text)));
    return [...new Set(found.filter((id) => id !== undefined))];
  }
}
