import { DomainError, type LocalDate } from '@humai/kernel';
import { hasLabour, REGISTER_KEYS, registerField, type Category, type ClearingMode, type HouseholdKind, type Labour, type Relation, type RegisterFieldKey, type RiskType } from '@humai/contracts-identification';
import { problem, readCell, tidyValue, type Cells, type Problem } from './cells.js';
import { ageOn, readDocumentNumber, type DocumentNumber } from './id-number.js';

/** Where a household lives, as written. */
export type Place = Readonly<{ province?: string; prefecture?: string; county?: string; township?: string; village?: string }>;

/** What a row says of its household. */
export type HouseholdFacts = Readonly<{
  kind?: HouseholdKind; category?: Category; riskTypes: readonly RiskType[]; enrolledMonth?: string; cleared?: boolean; clearedMonth?: string; clearingMode?: ClearingMode;
  bottomLine?: boolean; year?: number; incomePerHeadFen?: number; householderName?: string; householderDocument?: string;
}>;

/** A row as far as it could be read; what is missing or wrong stands in the problems beside it. */
export type RegisterRow = Readonly<{
  householdNumber: string;
  place: Place;
  name?: string;
  document?: Pick<DocumentNumber, 'number' | 'idNumber'>;
  relation?: Relation;
  labour?: Labour;
  phone?: string;
  /** Personal fields by national heading. */
  attributes: Readonly<Record<string, string>>;
  /** Personal fields of the household, kept with its householder. */
  householdAttributes: Readonly<Record<string, string>>;
  facts: HouseholdFacts;
}>;

type Values = Partial<Record<RegisterFieldKey, string | number>>;

// These stand in events or have a place of their own in the person's record.
const NOT_ATTRIBUTES = new Set<RegisterFieldKey>(['name', 'documentNumber', 'relation', 'labour', 'phone']);
/** Where a disability certificate's own number is kept beside the ID number in it. */
const DISABILITY_CERTIFICATE = '残疾证号码';
const MAX = { householdNumber: 40, name: 100 } as const;

/**
 * One row of the register, checked by itself (domain §7.2, §7.4).
 * @param cells by field; a field without a column in the file has no key, which the cross-field checks respect
 */
export function parseRow(cells: Cells, today: LocalDate): Readonly<{ row: RegisterRow; problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const add = (field: RegisterFieldKey, code: string, details: Problem['details'] = {}) => problems.push(problem(field, code, details));
  const values: Values = {};
  for (const key of REGISTER_KEYS) {
    const read = key in cells ? readCell(key, cells[key]) : undefined;
    if (read === undefined) continue;
    if ('problem' in read) add(key, read.problem, read.details);
    else values[key] = read.value;
  }

  if (values.householdNumber !== undefined) values.householdNumber = tidyValue(String(values.householdNumber));
  for (const [key, limit] of Object.entries(MAX) as [keyof typeof MAX, number][])
    if (String(values[key] ?? '').length > limit) add(key, 'REGISTER.TOO_LONG', { limit });
  const document = readDocument(values, today, add);
  const age = document ? ageOn(document.bornOn, today) : undefined;
  // A child's 劳动技能 is left empty in many registers.
  if (values.labour === undefined && age !== undefined && age < 16 && !problems.some((p) => p.field === 'labour')) values.labour = 'NONE' satisfies Labour;
  for (const key of ['householdNumber', 'name', 'documentNumber', 'relation', 'labour'] as const)
    if (values[key] === undefined && !problems.some((p) => p.field === key)) add(key, 'REGISTER.MISSING_VALUE');

  checkAcross(cells, values, age, add);
  checkDocument(values, document, add);
  checkTimes(values, today, add);
  return { row: rowOf(values, document), problems };
}

type Add = (field: RegisterFieldKey, code: string, details?: Problem['details']) => void;

function readDocument(values: Values, today: LocalDate, add: Add): DocumentNumber | undefined {
  if (values.documentNumber === undefined) return undefined;
  try {
    return readDocumentNumber(String(values.documentNumber), today);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    add('documentNumber', error.code, error.details);
    return undefined;
  }
}

/** Domain §7.2, cross-field checks [F71][F8]; each needs the columns it compares. */
function checkAcross(cells: Cells, v: Values, age: number | undefined, add: Add): void {
  const has = (...keys: RegisterFieldKey[]) => keys.every((key) => key in cells);
  const given = (key: RegisterFieldKey) => (cells[key] ?? '').trim() !== '';
  if (has('education', 'schooling')) {
    if (given('education') && given('schooling')) add('education', 'REGISTER.EDUCATION_AND_SCHOOLING');
    else if (!given('education') && !given('schooling')) add('education', 'REGISTER.EDUCATION_OR_SCHOOLING');
  }
  if (has('workMonths', 'workPlace') && (v.workMonths !== undefined || !given('workMonths'))) {
    const months = Number(v.workMonths ?? 0);
    const place = v.workPlace !== undefined && v.workPlace !== '无';
    if (months > 0 && !place) add('workPlace', 'REGISTER.WORK_WITHOUT_PLACE');
    if (months === 0 && place) add('workMonths', 'REGISTER.WORK_WITHOUT_MONTHS');
  }
  if (has('residentInsurance', 'employeeInsurance')) {
    const insured = [v.residentInsurance, v.employeeInsurance].filter((x) => x === '是').length;
    const unreadable = (key: 'residentInsurance' | 'employeeInsurance') => given(key) && v[key] === undefined;
    if (insured === 2) add('employeeInsurance', 'REGISTER.INSURANCE_BOTH');
    if (insured === 0 && !unreadable('residentInsurance') && !unreadable('employeeInsurance')) add('residentInsurance', 'REGISTER.INSURANCE_NEITHER');
  }
  const weak = v.labour === 'WEAK' || (v.labour !== undefined && !hasLabour(v.labour as Labour));
  if (age !== undefined && age >= 16 && age <= 59 && v.health === '健康' && v.schooling === undefined && weak) add('labour', 'REGISTER.ABLE_WITHOUT_LABOUR');
}

function checkDocument(v: Values, document: DocumentNumber | undefined, add: Add): void {
  if (!document) return;
  if (v.bornOn !== undefined && v.bornOn !== document.bornOn) add('bornOn', 'REGISTER.BIRTH_DIFFERS');
  if ((v.sex === '男' || v.sex === '女') && (v.sex === '男') !== (document.sex === 'MALE')) add('sex', 'REGISTER.SEX_DIFFERS');
}

function checkTimes(v: Values, today: LocalDate, add: Add): void {
  const month = today.slice(0, 4) + today.slice(5, 7);
  for (const key of ['enrolledMonth', 'clearedMonth'] as const) if (v[key] !== undefined && String(v[key]) > month) add(key, 'REGISTER.IN_FUTURE');
  if (v.year !== undefined && Number(v.year) > Number(today.slice(0, 4))) add('year', 'REGISTER.IN_FUTURE');
  for (const key of ['wageIncome', 'transferIncome'] as const) if (Number(v[key] ?? 0) < 0) add(key, 'REGISTER.NEGATIVE');
  // A net income is after the costs of business, so a bad year can end below nothing (domain §2.5).
  if (Number(v.incomePerHead ?? 0) < 0) add('incomePerHead', 'REGISTER.NEGATIVE_INCOME');
}

const textOf = (key: RegisterFieldKey, value: string | number): string => (registerField(key).kind === 'yuan' ? (Number(value) / 100).toFixed(2) : String(value));
const isYes = (value: string | number | undefined): boolean | undefined => (value === undefined ? undefined : value === '是');

function rowOf(v: Values, document: DocumentNumber | undefined): RegisterRow {
  const attributes: Record<string, string> = {};
  const householdAttributes: Record<string, string> = {};
  for (const key of Object.keys(v) as RegisterFieldKey[]) {
    const { personal, level, zh } = registerField(key);
    if (personal && !NOT_ATTRIBUTES.has(key)) (level === 'person' ? attributes : householdAttributes)[zh] = textOf(key, v[key]!);
  }
  // A person is told by the ID number; the longer number of a disability certificate is kept beside it.
  if (document && document.number !== document.idNumber) attributes[DISABILITY_CERTIFICATE] = document.number;
  const riskTypes = (['risk1', 'risk2', 'risk3', 'risk4', 'risk5'] as const).flatMap((key) => (v[key] === undefined ? [] : [v[key] as RiskType]));
  return {
    householdNumber: String(v.householdNumber ?? ''),
    place: present({ province: v.province, prefecture: v.prefecture, county: v.county, township: v.township, village: v.village }) as Place,
    attributes,
    householdAttributes,
    facts: {
      riskTypes: [...new Set(riskTypes)],
      ...present({
        kind: v.kind, category: v.category, enrolledMonth: v.enrolledMonth, cleared: isYes(v.cleared), clearedMonth: v.clearedMonth, clearingMode: v.clearingMode,
        bottomLine: isYes(v.bottomLine), year: v.year, incomePerHeadFen: v.incomePerHead, householderName: v.householderName, householderDocument: v.householderDocument,
      }),
    } as HouseholdFacts,
    ...present({ name: v.name, document: document && { number: document.number, idNumber: document.idNumber }, relation: v.relation, labour: v.labour, phone: v.phone }),
  } as RegisterRow;
}

const present = (object: Readonly<Record<string, unknown>>) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
