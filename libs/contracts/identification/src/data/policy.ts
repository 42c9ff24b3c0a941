import { z } from 'zod';
import { cel, definePolicy } from '@humai/kernel';
import { RiskType } from '../codes.js';
import { PeriodForm } from './codes.js';

/** What a rule knows of the household beside the row's own fields. */
export const RULE_FACTS = ['monitored', 'cleared', 'kind', 'category', 'lineFen'] as const;

const Text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const Limit = z.strictObject({ days: z.number().int().min(0), dayType: z.enum(['working', 'natural']) });

/** `idNumber` and `name` tell the person; `yuan` is kept in fen; an empty cell is 0, '' or false. */
export const COLUMN_TYPES = ['idNumber', 'name', 'yuan', 'count', 'date', 'text', 'flag'] as const;
const Column = z.strictObject({
  field: z.string().regex(/^[a-z]\w{0,39}$/).describe('the name rules use; that of an amount ends in Fen'),
  heading: z.string().min(1).describe('as the department writes it'),
  aliases: z.array(z.string().min(1)).default([]).describe('other spellings of the heading'),
  type: z.enum(COLUMN_TYPES).describe('how its cells are read'),
  required: z.boolean().default(false).describe('a row without it is wrong; the column must be there'),
});
export type DataColumn = z.infer<typeof Column>;

const Rule = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9-]{0,24}$/).describe('names the rule in every warning'),
  // Variables: the fields of the row; of the household monitored, cleared (true or false), kind, category ('' for none) and lineFen, the income line in force.
  when: cel().describe('true: the row is a signal'),
  riskType: RiskType.describe('what the signal is a sign of'),
  numbers: z.array(z.string()).describe('what stands in the warning: the numbers that were compared (fields, lineFen), no others'),
  statement: Text.describe('{numbers} by name; an amount xFen is written {xYuan}'),
  watchList: z.string().regex(/^[A-Z_]+$/).optional().describe('watch list the household belongs on'),
});
export type DataRule = z.infer<typeof Rule>;

const Content = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9-]{1,39}$/).describe('stands in the URL and in every warning'),
  name: Text.describe('what people call it'),
  department: z.string().regex(/^[a-z][a-z0-9-]*$/).describe('who sends it: the role department:<code>'),
  period: PeriodForm.describe('what one delivery is about'),
  frequency: Text.describe('how often it is sent'),
  trust: z.number().min(0).max(1).describe('how far a signal of it is relied on; shown, and sorted by'),
  signalDays: z.number().int().min(1).describe('days until a signal means nothing any more'),
  sameFactDays: z.number().int().min(0).describe('signals of one person and risk within so many days are one warning'),
  handleWithin: Limit.describe('from the warning to its verdict'),
  occurredOn: z.string().optional().describe('the date column that says when it happened; else the last day of the period'),
  columns: z.array(Column).min(2).describe('all that is read of a file; other columns are not'),
  rules: z.array(Rule).min(1).describe('what in a row is a signal'),
});

/** A department whose data is searched for signs of risk (domain §1 row 15, §2.8). A new source is a document, nothing else. */
export const DataSourcePolicy = definePolicy({
  kind: 'data-source',
  description: { zh: '部门数据源与预警规则', en: 'department data sources and their warning rules' },
  keyOf: (content) => content.key,
  content: Content.check((ctx) => {
    for (const { path, message } of problemsOf(ctx.value)) ctx.issues.push({ code: 'custom', input: ctx.value, path: [...path], message });
  }),
});
export type DataSourcePolicy = z.infer<typeof DataSourcePolicy.content>;

/** The numbers of a statement by the names it may use: `selfPaidFen` is written `{selfPaidYuan}`. */
export const placeholderOf = (field: string): string => field.replace(/Fen$/, 'Yuan');

type Problem = Readonly<{ path: readonly PropertyKey[]; message: string }>;

function problemsOf({ columns, rules, occurredOn }: z.infer<typeof Content>): Problem[] {
  const problems: Problem[] = [];
  const add = (path: readonly PropertyKey[], message: string) => problems.push({ path, message });
  const typeOf = new Map(columns.map((c) => [c.field, c.type]));
  const headings = new Set<string>();
  columns.forEach(({ field, heading, aliases, type }, i) => {
    if (columns.findIndex((c) => c.field === field) < i) add(['columns', i, 'field'], `field ${field} is there twice`);
    if ((RULE_FACTS as readonly string[]).includes(field)) add(['columns', i, 'field'], `${field} is what rules call a fact of the household`);
    if ((type === 'yuan') !== field.endsWith('Fen')) add(['columns', i, 'field'], 'the name of an amount, and no other, ends in Fen');
    for (const name of [heading, ...aliases]) {
      if (headings.has(name)) add(['columns', i, 'heading'], `heading ${name} is there twice`);
      headings.add(name);
    }
  });
  const idNumbers = columns.filter((c) => c.type === 'idNumber');
  if (idNumbers.length !== 1 || !idNumbers[0]!.required) add(['columns'], 'exactly one column, a required one, holds the ID number');
  if (columns.filter((c) => c.type === 'name').length > 1) add(['columns'], 'at most one column holds the name');
  if (occurredOn !== undefined && typeOf.get(occurredOn) !== 'date') add(['occurredOn'], `${occurredOn} is not a date column`);

  rules.forEach(({ code, when, numbers, statement }, i) => {
    if (rules.findIndex((r) => r.code === code) < i) add(['rules', i, 'code'], `rule ${code} is there twice`);
    for (const name of variablesIn(when))
      if (!(RULE_FACTS as readonly string[]).includes(name) && ['idNumber', 'name', undefined].includes(typeOf.get(name))) add(['rules', i, 'when'], `${name} is neither a field that a rule may use nor a fact of the household`);
    for (const field of numbers) if (field !== 'lineFen' && typeOf.get(field) !== 'yuan' && typeOf.get(field) !== 'count') add(['rules', i, 'numbers'], `${field} is not a column of numbers`);
    const known = new Set(numbers.map(placeholderOf));
    for (const language of ['zh', 'en'] as const)
      for (const [, name] of statement[language].matchAll(/\{(\w+)\}/g)) if (!known.has(name!)) add(['rules', i, 'statement', language], `{${name}} is not one of the rule's numbers`);
  });
  return problems;
}

const WORDS = new Set(['true', 'false', 'null', 'in']);
/** The names a CEL expression uses, without functions, members and what stands in quotes. */
const variablesIn = (expression: string): string[] =>
  [...expression.replace(/"[^"]*"|'[^']*'/g, '""').matchAll(/(?<![\w.])[A-Za-z_]\w*(?!\w|\s*\()/g)].map(([name]) => name).filter((name) => !WORDS.has(name));
