import { CATEGORIES, HOUSEHOLD_KINDS, placeholderOf, type DataRule, type DataSourcePolicy, type RowFields } from '@humai/contracts-identification';
import type { LocalDate, PolicySource } from '@humai/kernel';

/** What a rule may know of a household. */
export type RuleFacts = Readonly<{ monitored: boolean; cleared: boolean; kind: string; category: string; lineFen: number }>;
export type Signal = Readonly<{ rule: DataRule; numbers: Readonly<Record<string, number>>; statement: Readonly<{ zh: string; en: string }> }>;
type Evaluate = PolicySource['evaluate'];

/** Whether a source's rules compare with the income line, so that one must be in force. */
export const usesLine = ({ rules }: Pick<DataSourcePolicy, 'rules'>): boolean => rules.some(({ when, numbers }) => when.includes('lineFen') || numbers.includes('lineFen'));

const yuan = (fen: number): string => (fen / 100).toFixed(2).replace(/\.?0+$/, '');

function signalOf(rule: DataRule, variables: Readonly<Record<string, unknown>>): Signal {
  const numbers = Object.fromEntries(rule.numbers.map((field) => [field, Number(variables[field] ?? 0)]));
  const written = Object.fromEntries(Object.entries(numbers).map(([field, value]) => [placeholderOf(field), field.endsWith('Fen') ? yuan(value) : String(value)]));
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => written[name] ?? '');
  return { rule, numbers, statement: { zh: fill(rule.statement.zh), en: fill(rule.statement.en) } };
}

/** The signals a row gives about a household of these facts: one for each rule that holds. */
export function signalsOf(source: Pick<DataSourcePolicy, 'rules'>, fields: RowFields, facts: RuleFacts, evaluate: Evaluate): readonly Signal[] {
  const variables = { ...fields, ...facts };
  return source.rules.filter(({ when }) => evaluate(when, variables) === true).map((rule) => signalOf(rule, variables));
}

type Situation = Omit<RuleFacts, 'lineFen'>;
const SITUATIONS: readonly Situation[] = Object.keys(HOUSEHOLD_KINDS).flatMap((kind) => [
  { monitored: false, cleared: false, kind, category: '' },
  ...Object.keys(CATEGORIES).flatMap((category) => [{ monitored: true, cleared: false, kind, category }, { monitored: false, cleared: true, kind, category }]),
]);

/** The situations between which a rule tells a difference. */
function situationsFor(when: string): readonly Situation[] {
  const facts = (['monitored', 'cleared', 'kind', 'category'] as const).filter((fact) => when.includes(fact));
  return [...new Map(SITUATIONS.map((s) => [facts.map((fact) => s[fact]).join('|'), s])).values()];
}

/** Tells whether a row could be a signal about any household at all: if not, nobody needs to look at whom it is about. */
export function signalSearch({ rules }: Pick<DataSourcePolicy, 'rules'>, lineFen: number, evaluate: Evaluate): (fields: RowFields) => boolean {
  const trials = rules.flatMap(({ when }) => situationsFor(when).map((facts) => ({ when, facts: { ...facts, lineFen } })));
  return (fields) => trials.some(({ when, facts }) => evaluate(when, { ...fields, ...facts }) === true);
}

/** When it happened, by the column the source names, else at the end of the period; never after the day it is told. */
export function occurredOnOf({ occurredOn }: Pick<DataSourcePolicy, 'occurredOn'>, fields: RowFields, periodEndsOn: LocalDate, toldOn: LocalDate): LocalDate {
  const told = occurredOn === undefined ? '' : String(fields[occurredOn] ?? '');
  const on = told === '' ? periodEndsOn : told;
  return on < toldOn ? on : toldOn;
}
