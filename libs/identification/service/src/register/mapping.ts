import { DomainError } from '@humai/kernel';
import { REGISTER_KEYS, registerField, registerFieldOf, type RegisterFieldKey } from '@humai/contracts-identification';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { problem, type Problem } from '@humai/identification-domain';

/**
 * How another file's columns answer to the national headings: `{ "姓名": "Name", "defaults": { "户类型": "一般农户" } }`.
 * Keys are national headings; a default stands where the file has no such column or an empty cell.
 */
export const RegisterMapping = z.object({ defaults: z.record(z.string(), z.coerce.string()).default({}) }).catchall(z.string());
export type RegisterMapping = z.infer<typeof RegisterMapping>;

const wrong = (problem: string, place: string) => new DomainError('REGISTER.MAPPING', { problem, place });

/** A mapping from YAML or JSON text. Throws `REGISTER.MAPPING`. */
export function parseMapping(text: string): RegisterMapping {
  let data: unknown;
  try {
    data = parseYaml(text);
  } catch (error) {
    throw wrong(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), 'file');
  }
  const parsed = RegisterMapping.safeParse(data);
  if (!parsed.success) throw wrong(parsed.error.issues[0]?.message ?? '', parsed.error.issues[0]?.path.join('.') || 'file');
  for (const heading of [...Object.keys(parsed.data).filter((k) => k !== 'defaults'), ...Object.keys(parsed.data.defaults)])
    if (!registerFieldOf(heading)) throw wrong('不是全国系统的标题(not a national heading)', heading);
  return parsed.data;
}

export type Columns = Readonly<{
  /** Field of each column of the file; null for one that is left out. */
  fields: readonly (RegisterFieldKey | null)[];
  /** Heading of each field as the file has it, for messages. */
  headings: Readonly<Partial<Record<RegisterFieldKey, string>>>;
  defaults: Readonly<Partial<Record<RegisterFieldKey, string>>>;
  problems: readonly (Problem & { column: string })[];
}>;

/** Which column is which field. Headings stand in any order; required ones may come from the mapping's defaults. */
export function columnsOf(row: readonly string[], mapping?: RegisterMapping): Columns {
  const { defaults = {}, ...renamed } = mapping ?? {};
  const theirs = new Map(Object.entries(renamed as Record<string, string>).map(([our, their]) => [tidy(their), registerFieldOf(our)!]));
  const fixed = Object.fromEntries(Object.entries(defaults).map(([our, value]) => [registerFieldOf(our)!, value])) as Partial<Record<RegisterFieldKey, string>>;
  const taken = new Set(theirs.values());
  const headings: Partial<Record<RegisterFieldKey, string>> = {};
  const problems: (Problem & { column: string })[] = [];
  const fields = row.map((cell): RegisterFieldKey | null => {
    const column = cell.trim();
    if (column === '') return null;
    // A field with a column of its own in the mapping is not looked for under its national name.
    const national = registerFieldOf(column);
    const field = theirs.get(tidy(column)) ?? (national !== undefined && !taken.has(national) ? national : undefined);
    if (field === undefined) {
      problems.push({ ...problem(null, 'REGISTER.UNKNOWN_HEADING', { heading: column }), column });
      return null;
    }
    if (headings[field] !== undefined) {
      problems.push({ ...problem(field, 'REGISTER.DUPLICATE_HEADING', { heading: column }), column });
      return null;
    }
    headings[field] = column;
    return field;
  });
  for (const key of REGISTER_KEYS) {
    const { required, zh } = registerField(key);
    const expected = Object.entries(renamed as Record<string, string>).find(([our]) => registerFieldOf(our) === key)?.[1];
    if (headings[key] === undefined && fixed[key] === undefined && (required || expected !== undefined))
      problems.push({ ...problem(key, 'REGISTER.MISSING_HEADING', { heading: expected ?? zh }), column: expected ?? zh });
  }
  return { fields, headings, defaults: fixed, problems };
}

const tidy = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toLowerCase();
