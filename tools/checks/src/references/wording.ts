import type { Bilingual } from '@humai/kernel';
import { parse } from 'yaml';
import { z } from 'zod';

const Words = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

const Meanings = z.strictObject({
  contexts: z.record(z.string(), Words).describe('in the order of the pages'),
  events: z.record(z.string(), Words).describe('fact → what has happened'),
  fields: z.record(z.string(), Words).describe('name → meaning; qualified where a name means different things'),
  notes: z.record(z.string(), z.string().min(1)).describe('what a schema describes in English → the same in Chinese'),
});

const Glossary = z.strictObject({
  terms: z.array(z.strictObject({
    title: Words,
    terms: z.array(z.strictObject({ zh: z.string().min(1), en: z.string().min(1), code: z.string().min(1).optional(), note: z.string().min(1).optional() })).min(1),
  })),
  lists: z.record(z.string(), Words).describe('exported name of a code list → what it lists'),
});
export type Glossary = z.infer<typeof Glossary>;

export const MEANINGS = 'docs/reference/meanings.yaml';
export const GLOSSARY = 'docs/reference/glossary.yaml';

const MISSING: Bilingual = { zh: '', en: '' };

/**
 * The words that the code does not hold: hand-written, in two YAML files beside the pages.
 * Keeps account of what was asked for in vain and of what nobody asked for.
 */
export class Wording {
  readonly glossary: Glossary;
  readonly #meanings: z.infer<typeof Meanings>;
  readonly #missing = new Set<string>();
  readonly #used = new Set<string>();

  /** Throws with the file and the place where one of the files is not as it should be. */
  constructor(read: (file: string) => string) {
    this.#meanings = parsed(Meanings, MEANINGS, read);
    this.glossary = parsed(Glossary, GLOSSARY, read);
  }

  /** Names of all contexts that have one, in the order in which they are shown. */
  get contexts(): readonly string[] {
    return Object.keys(this.#meanings.contexts);
  }

  context(name: string): Bilingual {
    return this.#find('contexts', name) ?? this.#miss('contexts', name);
  }

  /** @param fact `HouseholdEnrolled` of `identification.HouseholdEnrolled.v1` */
  event(fact: string): Bilingual {
    return this.#find('events', fact) ?? this.#miss('events', fact);
  }

  list(name: string): Bilingual {
    const words = this.glossary.lists[name];
    if (!words) this.#missing.add(`${GLOSSARY}: lists has no "${name}"`);
    else this.#used.add(`lists ${name}`);
    return words ?? MISSING;
  }

  /**
   * What a field of an event, a command, a policy or an answer means: the entry with the longest fitting name, `<owner>.<path>` before
   * `<end of path>` before the bare name; with what the schema itself says about it. A schema that speaks both languages needs no entry.
   */
  field(owner: string, path: string, note?: string): Bilingual {
    const said = note === undefined ? undefined : this.#note(note);
    const steps = path.replaceAll('[]', '').split('.').filter((step) => step !== '*');
    const names = [`${owner}.${steps.join('.')}`, ...steps.map((_, i) => steps.slice(i).join('.'))];
    const name = names.find((n) => this.#meanings.fields[n]);
    const words = name === undefined ? undefined : this.#find('fields', name);
    if (!words) return said?.complete ? said.words : this.#miss('fields', names.at(-1)!, ` (of ${owner})`);
    if (!said || said.complete) return said?.words ?? words;
    return { zh: joined(words.zh, said.words.zh, ';'), en: joined(words.en, said.words.en, '; ') };
  }

  /** What is missing and what is left over, once all pages have been made. */
  problems(): readonly string[] {
    const { contexts, events, fields, notes } = this.#meanings;
    const all = [
      ...Object.entries({ contexts, events, fields, notes }).flatMap(([section, entries]) => Object.keys(entries).map((name) => [MEANINGS, section, name] as const)),
      ...Object.keys(this.glossary.lists).map((name) => [GLOSSARY, 'lists', name] as const),
    ];
    return [...this.#missing, ...all.filter(([, section, name]) => !this.#used.has(`${section} ${name}`)).map(([file, section, name]) => `${file}: nothing asks for "${name}" of ${section}`)];
  }

  #note(note: string): { words: Bilingual; complete: boolean } {
    const [, zh, en] = /^(.*\p{Script=Han}.*?) \/ (.+)$/su.exec(note) ?? [];
    if (zh !== undefined && en !== undefined) return { words: { zh, en }, complete: true };
    const translated = this.#meanings.notes[note];
    if (translated === undefined) this.#missing.add(`${MEANINGS}: notes has no "${note}"`);
    else this.#used.add(`notes ${note}`);
    return { words: { zh: translated ?? '', en: note }, complete: false };
  }

  #find(section: 'contexts' | 'events' | 'fields', name: string): Bilingual | undefined {
    const words = this.#meanings[section][name];
    if (words) this.#used.add(`${section} ${name}`);
    return words;
  }

  #miss(section: string, name: string, of = ''): Bilingual {
    this.#missing.add(`${MEANINGS}: ${section} has no "${name}"${of}`);
    return MISSING;
  }
}

const joined = (words: string, note: string, by: string) => (note === '' ? words : `${words}${by}${note}`);

function parsed<T extends z.ZodType>(shape: T, file: string, read: (file: string) => string): z.infer<T> {
  let value: unknown;
  try {
    value = parse(read(file));
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message.split('\n')[0]}`);
  }
  const result = shape.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Error(`${file}: ${issue?.path.join('.')}: ${issue?.message}`);
}
