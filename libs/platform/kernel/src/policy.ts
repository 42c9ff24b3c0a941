import { z } from 'zod';
import type { LocalDate } from './dates.js';

/** A kind of policy document and the schema of its content; declared by the context that decides by it. */
export type PolicyKind<T = unknown> = Readonly<{
  kind: string;
  content: z.ZodType<T>;
  description: Readonly<{ zh: string; en: string }>;
  /** What tells apart documents of one kind that hold at the same time and place; where it is not given there is one. */
  keyOf?(content: T): string;
}>;

export const definePolicy = <T>(kind: PolicyKind<T>): PolicyKind<T> => kind;

/** A document as it is in force for an area on a date. */
export type PolicyInForce<T> = Readonly<{
  /** `<kind>/<area>/<edition>`, e.g. `identification/511504/2024-01`: stands in every event it decided. */
  version: string;
  kind: string;
  area: string;
  from: LocalDate;
  /** Last day in force; absent while it is the newest. */
  to?: LocalDate;
  /** Where the rule comes from. */
  source: string;
  content: T;
}>;

/** A field of a policy document that holds a CEL expression; the loader compiles it and names the place of a mistake. */
export const cel = () => z.string().min(1).meta({ cel: true });

export type Variables = Readonly<Record<string, unknown>>;

/** The rulebook. All look-ups are pure: documents are loaded and checked before. */
export interface PolicySource {
  /** The document of the most specific area (longest code prefix) in force on a date, of the kind's documents with a key where one is given. Throws `POLICY.NOT_IN_FORCE`. */
  inForce<T>(kind: PolicyKind<T>, area: string, on: LocalDate, key?: string): PolicyInForce<T>;
  /** A document by its version. Throws `POLICY.UNKNOWN_VERSION`. */
  version<T>(kind: PolicyKind<T>, version: string): PolicyInForce<T>;
  versions(kind: string): readonly PolicyInForce<unknown>[];
  /** Value of a CEL expression of a document. Expressions are compiled when documents are loaded. */
  evaluate(expression: string, variables: Variables): unknown;
}
