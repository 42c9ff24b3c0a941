import type { DataSourcePolicy } from '@humai/contracts-identification';
import { DomainError } from '@humai/kernel';

const tidy = (text: string): string => text.normalize('NFKC').replace(/[\s\u200B\uFEFF*]/g, '');

/**
 * The field of each column of a file; null for one the source does not name, which is not read at all.
 * Throws `DATA.MISSING_HEADING` or `DATA.DUPLICATE_HEADING`.
 */
export function fieldsOfHeadings({ columns }: Pick<DataSourcePolicy, 'columns'>, headings: readonly string[]): readonly (string | null)[] {
  const byHeading = new Map(columns.flatMap(({ field, heading, aliases }) => [heading, ...aliases].map((h) => [tidy(h), field] as const)));
  const fields = headings.map((heading) => byHeading.get(tidy(heading)) ?? null);
  const twice = fields.findIndex((field, i) => field !== null && fields.indexOf(field) < i);
  if (twice >= 0) throw new DomainError('DATA.DUPLICATE_HEADING', { heading: headings[twice]!.trim() });
  const missing = columns.filter((c) => c.required && !fields.includes(c.field)).map((c) => c.heading);
  if (missing.length > 0) throw new DomainError('DATA.MISSING_HEADING', { headings: missing });
  return fields;
}
