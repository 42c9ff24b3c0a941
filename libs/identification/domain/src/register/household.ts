import type { PersonRecord } from '@humai/kernel';
import { CATEGORIES, hasLabour, HOUSEHOLDER, REGISTER_QUERIES, SPOUSE, type Category, type ClearingMode, type HouseholdKind, type Labour, type RegisterFieldKey, type Relation, type RiskType } from '@humai/contracts-identification';
import { problem, tidyValue, type Problem } from './cells.js';
import { normaliseDocumentNumber, toEighteen } from './id-number.js';
import type { HouseholdFacts, Place, RegisterRow } from './row.js';

/** A row of a file with what is known of it; `row` as a spreadsheet numbers it. */
export type NumberedRow = Readonly<{
  row: number;
  parsed: RegisterRow;
  problems: readonly Problem[];
  /** The first row of the file with the same ID number; its own number when it is the first. */
  firstWithId: number;
}>;
export type RowProblem = Problem & Readonly<{ row: number }>;

/** A member with personal data, as `RegisterHousehold` and `AddMember` take it; `documentNumber` is the ID number. */
export type RegisterMember = PersonRecord & Readonly<{ relation: Relation; labour: Labour; documentNumber: string }>;

/** A household as the register has it, whole and checked. */
export type RegisterHousehold = Readonly<{
  registerNumber: string;
  village: string;
  kind: HouseholdKind;
  members: readonly Readonly<{ row: number; idNumber: string; record: RegisterMember }>[];
  income: Readonly<{ year: number; incomePerHeadFen: number }> | null;
  monitoring: Readonly<{ category: Category; riskTypes: readonly RiskType[]; enrolledMonth: string; cleared: Readonly<{ month: string; mode: ClearingMode }> | null; bottomLine: boolean }> | null;
}>;

type Find = (place: Place) => Readonly<{ village: string }> | Problem;
export type CheckedHousehold = Readonly<{ household: RegisterHousehold | null; problems: readonly RowProblem[] }>;

const MAX_MEMBERS = 60; // as RegisterHousehold
export const isQuery = (p: Pick<Problem, 'code'>): boolean => REGISTER_QUERIES.has(p.code);

const PLACE = ['province', 'prefecture', 'county', 'township', 'village'] as const satisfies readonly (RegisterFieldKey & keyof Place)[];
const FACTS = {
  kind: 'kind', category: 'category', enrolledMonth: 'enrolledMonth', cleared: 'cleared', clearedMonth: 'clearedMonth', clearingMode: 'clearingMode', bottomLine: 'bottomLine',
  year: 'year', incomePerHeadFen: 'incomePerHead',
} as const satisfies Partial<Record<keyof HouseholdFacts, RegisterFieldKey>>;

/**
 * All rows of one 户编号 together. A household is taken whole or not at all: with any error there is none,
 * and the rows that have no error of their own say which rows hold them back.
 * @param findVillage where the rows' place is, or what is wrong with it
 */
export function checkHousehold(rows: readonly NumberedRow[], findVillage: Find): CheckedHousehold {
  const first = rows[0]!;
  const found: RowProblem[] = rows.flatMap(({ row, problems }) => problems.map((p) => ({ row, ...p })));
  const add = (row: number, p: Problem) => found.push({ row, ...p });

  if (rows.length > MAX_MEMBERS) add(first.row, problem('householdNumber', 'REGISTER.TOO_MANY_MEMBERS', { count: rows.length, limit: MAX_MEMBERS }));
  for (const { row, firstWithId } of rows) if (firstWithId !== row) add(row, problem('documentNumber', 'REGISTER.ID_REPEATED', { row: firstWithId }));

  const place = samePlace(rows, findVillage) ?? agreedPlace(rows, add);
  const facts: Partial<Record<keyof HouseholdFacts, unknown>> = {};
  for (const [key, field] of Object.entries(FACTS) as [keyof typeof FACTS, RegisterFieldKey][]) facts[key] = agreed(rows, field, (r) => r.facts[key], String, add);
  const riskTypes = agreed(rows, 'risk1', (r) => (r.facts.riskTypes.length > 0 ? r.facts.riskTypes : undefined), (risks) => [...risks].sort().join(), add) ?? [];
  const merged = { ...(facts as Omit<HouseholdFacts, 'riskTypes'>), riskTypes };

  const village = findVillage(place);
  if ('code' in village) add(first.row, village);
  checkComposition(rows, add);
  if (merged.kind === undefined && !found.some((p) => p.field === 'kind')) add(first.row, problem('kind', 'REGISTER.MISSING_VALUE'));
  if (merged.incomePerHeadFen !== undefined && merged.year === undefined && !found.some((p) => p.field === 'year')) add(first.row, problem('year', 'REGISTER.INCOME_WITHOUT_YEAR'));
  const monitoring = monitoringOf(merged, found, (p) => add(first.row, p));
  askHousehold(rows, merged, add);

  const wrong = [...new Set(found.filter((p) => !isQuery(p)).map((p) => p.row))].sort((a, b) => a - b);
  if (wrong.length > 0) {
    for (const { row } of rows) if (!wrong.includes(row)) add(row, problem('householdNumber', 'REGISTER.HELD_BACK', { rows: wrong.slice(0, 10).map(String) }));
    return { household: null, problems: found };
  }
  return {
    household: {
      registerNumber: first.parsed.householdNumber, village: (village as { village: string }).village, kind: merged.kind!, monitoring, members: membersOf(rows),
      income: merged.incomePerHeadFen === undefined || merged.year === undefined ? null : { year: merged.year, incomePerHeadFen: merged.incomePerHeadFen },
    },
    problems: found,
  };
}

type Places = Partial<Record<keyof Place, string>>;

function agreedPlace(rows: readonly NumberedRow[], add: (row: number, p: Problem) => void): Places {
  const place: Places = {};
  for (const key of PLACE) {
    const value = agreed(rows, key, (r) => r.place[key], tidyValue, add);
    if (value !== undefined) place[key] = value;
  }
  return place;
}

/** The first row's place, when the rows only spell one village in different ways (五一村, 五一村委会). */
function samePlace(rows: readonly NumberedRow[], findVillage: Find): Places | null {
  const placed = rows.filter(({ parsed }) => parsed.place.village !== undefined);
  if (new Set(placed.map(({ parsed }) => tidyValue(parsed.place.village!))).size < 2) return null;
  const villages = new Set(placed.map(({ parsed }) => {
    const found = findVillage(parsed.place);
    return 'village' in found ? found.village : null;
  }));
  return villages.size === 1 && !villages.has(null) ? { ...placed[0]!.parsed.place } : null;
}

/** The value all rows that give one agree on; the rows that differ are told so. */
function agreed<T>(rows: readonly NumberedRow[], field: RegisterFieldKey, get: (row: RegisterRow) => T | undefined, form: (value: T) => string, add: (row: number, p: Problem) => void): T | undefined {
  let value: T | undefined;
  let at = 0;
  for (const { row, parsed } of rows) {
    const next = get(parsed);
    if (next === undefined) continue;
    if (value === undefined) [value, at] = [next, row];
    else if (form(next) !== form(value)) add(row, problem(field, 'REGISTER.DIFFERS', { row: at }));
  }
  return value;
}

/** Invariant 21; silent while a relation could not be read, because the count would be a guess. */
function checkComposition(rows: readonly NumberedRow[], add: (row: number, p: Problem) => void): void {
  if (rows.some((r) => r.parsed.relation === undefined)) return;
  const of = (relation: string) => rows.filter((r) => r.parsed.relation === relation);
  const householders = of(HOUSEHOLDER);
  if (householders.length !== 1) add((householders[1] ?? rows[0]!).row, problem('relation', 'HOUSEHOLD.NOT_ONE_HOUSEHOLDER', { count: householders.length }));
  const spouses = of(SPOUSE);
  if (spouses.length > 1) add(spouses[1]!.row, problem('relation', 'HOUSEHOLD.TWO_SPOUSES', { count: spouses.length }));
}

function monitoringOf(f: HouseholdFacts, found: readonly RowProblem[], add: (p: Problem) => void): RegisterHousehold['monitoring'] {
  const missing = (key: RegisterFieldKey) => !found.some((p) => p.field === key);
  if (f.category === undefined) {
    if (!missing('category')) return null;
    if (f.enrolledMonth !== undefined) add(problem('enrolledMonth', 'REGISTER.CATEGORY_MISSING'));
    else if (f.riskTypes.length > 0) add(problem('risk1', 'REGISTER.CATEGORY_MISSING'));
    else if (f.cleared) add(problem('cleared', 'REGISTER.CATEGORY_MISSING'));
    return null;
  }
  // Invariant 2.
  if (f.kind !== undefined && ((f.category === 'C1' && f.kind !== 'OUT_OF_POVERTY') || (f.category === 'C2' && f.kind !== 'GENERAL')))
    add(problem('category', 'ENROLMENT.CATEGORY_KIND', { category: CATEGORIES[f.category].en, categoryZh: CATEGORIES[f.category].zh }));
  if (f.riskTypes.length === 0 && missing('risk1')) add(problem('risk1', 'REGISTER.RISK_MISSING'));
  if (f.enrolledMonth === undefined && missing('enrolledMonth')) add(problem('enrolledMonth', 'REGISTER.MISSING_VALUE'));
  const { clearedMonth: month, clearingMode: mode } = f;
  if (f.cleared && (month === undefined || mode === undefined)) {
    if (missing('clearedMonth') && missing('clearingMode')) add(problem(month === undefined ? 'clearedMonth' : 'clearingMode', 'REGISTER.CLEARING_INCOMPLETE'));
    return null;
  }
  if (f.cleared && f.enrolledMonth !== undefined && month! < f.enrolledMonth) add(problem('clearedMonth', 'REGISTER.CLEARED_BEFORE_ENROLLED'));
  return { category: f.category, riskTypes: f.riskTypes, enrolledMonth: f.enrolledMonth ?? '', cleared: f.cleared ? { month: month!, mode: mode! } : null, bottomLine: f.bottomLine ?? false };
}

function askHousehold(rows: readonly NumberedRow[], f: HouseholdFacts, add: (row: number, p: Problem) => void): void {
  const able = rows.find((r) => r.parsed.labour !== undefined && hasLabour(r.parsed.labour));
  if (f.bottomLine && able) add(able.row, problem('bottomLine', 'REGISTER.BOTTOM_LINE_WITH_LABOUR'));
  const householder = rows.find((r) => r.parsed.relation === HOUSEHOLDER)?.parsed;
  if (!householder) return;
  for (const { row, parsed: { facts } } of rows) {
    if (facts.householderName !== undefined && householder.name !== undefined && facts.householderName !== householder.name) add(row, problem('householderName', 'REGISTER.HOUSEHOLDER_DIFFERS'));
    const typed = facts.householderDocument === undefined ? undefined : normaliseDocumentNumber(facts.householderDocument);
    const document = typed !== undefined && /^\d{15}$/.test(typed) ? toEighteen(typed) : typed;
    if (document !== undefined && householder.document && document.slice(0, 18) !== householder.document.idNumber) add(row, problem('householderDocument', 'REGISTER.HOUSEHOLDER_DIFFERS'));
  }
}

function membersOf(rows: readonly NumberedRow[]): RegisterHousehold['members'] {
  const shared: Record<string, string> = Object.assign({}, ...[...rows].reverse().map((r) => r.parsed.householdAttributes));
  return rows.map(({ row, parsed: p }) => {
    const attributes = { ...(p.relation === HOUSEHOLDER ? shared : {}), ...p.attributes };
    return {
      row,
      idNumber: p.document!.idNumber,
      record: {
        relation: p.relation!, labour: p.labour!, name: p.name!, documentNumber: p.document!.idNumber,
        ...(p.phone === undefined ? {} : { phone: p.phone }),
        ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
      },
    };
  });
}
