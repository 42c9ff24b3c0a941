import type { z } from 'zod';

/** Roles of design §3; `department:<code>` is matched by its prefix. */
export type Role = 'village' | 'township' | 'county' | 'department' | 'assessor' | 'auditor' | 'ops' | 'service';

export type Bilingual = Readonly<{ zh: string; en: string }>;

/**
 * A command as outsiders see it: `POST /v1/<context>/<subjects>/<id>/<name-in-kebab-case>`.
 * One table per context; the HTTP interface, the permission check and the reference are made from it.
 */
export type CommandDefinition<Name extends string = string, Body extends z.ZodType = z.ZodType> = Readonly<{
  name: Name;
  /** What the command acts on, plural as in the URL: `households`, `sites`. */
  subject: string;
  /** Stream category of the subject: `household`. */
  category: string;
  body: Body;
  roles: readonly Role[];
  summary: Bilingual;
  /** Codes it can be refused with, beside those of the platform. */
  refusals: readonly string[];
}>;

export const defineCommand = <const Name extends string, Body extends z.ZodType>(definition: CommandDefinition<Name, Body>): CommandDefinition<Name, Body> => definition;

/** The command union a decider takes, from a context's table. `D` = what the decider gets in place of the body, where it differs. */
export type CommandsOf<T extends Readonly<Record<string, CommandDefinition>>, Meta, D extends Partial<Record<keyof T, unknown>> = Record<never, never>> = {
  [K in keyof T & string]: Readonly<{ type: K; data: K extends keyof D ? D[K] : Readonly<z.infer<T[K]['body']>>; meta: Meta }>;
}[keyof T & string];

/** `ReportClue` → `report-clue`. */
export const kebab = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
