import type { z } from 'zod';
import type { Caller } from './access.js';
import type { Bilingual, Role } from './command.js';
import type { LocalDate } from './dates.js';
import type { Filter, ReadDocument, Sort } from './read-store.js';
import type { Projection } from './projection.js';

/** One column of a CSV or XLSX export. */
export type Column<D> = Readonly<{ heading: Bilingual; value: (document: D) => string | number | boolean | null | undefined }>;

/** Who asks, and the date it is: what an answer may depend on beside the documents. */
export type Asking = Readonly<{ caller: Caller; today: LocalDate }>;

/**
 * A question that a projection answers: `GET /v1/<context>/<name>?area=…&cursor=…&limit=…&sort=…&<filters>`.
 * Rights: the documents whose `areaField` lies in an area of the caller's rights.
 */
export type QueryDefinition<D extends ReadDocument = ReadDocument, F extends z.ZodObject = z.ZodObject> = Readonly<{
  /** Last part of the URL, the question in kebab-case. */
  name: string;
  // Only the document matters here, whatever events it is made of.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  projection: Pick<Projection<D, any>, 'name' | 'version' | 'indexes'> & Partial<Pick<Projection<D, any>, 'evolve'>>;
  roles: readonly Role[];
  summary: Bilingual;
  /** Indexed field that holds a village (or other division) code. */
  areaField: string;
  /** Extra query parameters. */
  filters: F;
  toFilter(parameters: z.infer<F>, asking: Asking): Filter;
  /** What is worked out when it is asked, in items and columns alike: the days that are left. */
  computed?(document: D, asking: Asking): Readonly<Record<string, unknown>>;
  /** Number of documents of the question by the values of an indexed field, told when asked for. */
  countBy?: Readonly<{ field: string; values: readonly string[] }>;
  sort: Sort;
  /** Fields a caller may sort by instead; `-field` means descending. */
  sortable: readonly string[];
  /** Shape of one answered item. */
  item: z.ZodType;
  columns: readonly Column<D>[];
}>;

export const defineQuery = <D extends ReadDocument, F extends z.ZodObject>(definition: QueryDefinition<D, F>): QueryDefinition<D, F> => definition;
