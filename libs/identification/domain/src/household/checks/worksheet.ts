import { addDays, addMonths, DomainError, type LocalDate } from '@humai/kernel';
import type { IncomeWindow, Worksheet } from '@humai/contracts-identification';

const INCOMES = ['wageFen', 'businessFen', 'propertyFen', 'transferFen'] as const;
const RIGID = ['medicalFen', 'schoolingFen', 'disasterFen', 'housingFen'] as const;
const ITEMS = {
  wageFen: { zh: '工资性收入', en: 'wage' }, businessFen: { zh: '生产经营性收入', en: 'business income' }, propertyFen: { zh: '财产性收入', en: 'property income' },
  transferFen: { zh: '转移性收入', en: 'transfer income' }, businessCostFen: { zh: '生产经营性支出', en: 'business cost' },
  medicalFen: { zh: '医疗支出', en: 'medical spending' }, schoolingFen: { zh: '就学支出', en: 'spending on schooling' },
  disasterFen: { zh: '灾害事故支出', en: 'spending after a disaster or accident' }, housingFen: { zh: '住房支出', en: 'spending on housing' },
} as const;

const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 8)}01`;

/** The twelve months that the income found on a date is of (domain §2.5). [F25][F26] */
export function windowOf(kind: IncomeWindow, visitedOn: LocalDate): Readonly<{ from: LocalDate; to: LocalDate }> {
  const month = firstOfMonth(visitedOn);
  if (kind === 'ROLLING') return { from: addMonths(month, -12), to: addDays(month, -1) };
  const year = Number(visitedOn.slice(0, 4)) - (visitedOn.slice(5) >= '10-01' ? 0 : 1);
  return { from: `${year - 1}-10-01`, to: `${year}-09-30` };
}

/**
 * Net income per head = (wage + business + property + transfer − business cost) ÷ members, and rigid spending per head (domain §2.5).
 * Whole fen: income is rounded down and spending up, so that rounding lifts no household over a line. May be below zero.
 */
export function perHead({ members, rigid, businessCostFen, ...amounts }: Omit<Worksheet, 'from' | 'to'>): Readonly<{ incomePerHeadFen: number; rigidSpendingPerHeadFen: number }> {
  const net = INCOMES.reduce((sum, item) => sum + amounts[item], 0) - businessCostFen;
  const spending = RIGID.reduce((sum, item) => sum + rigid[item], 0);
  return { incomePerHeadFen: Math.floor(net / members), rigidSpendingPerHeadFen: Math.ceil(spending / members) };
}

/** Throws `CHECK.NEGATIVE` with the item's name, and `CHECK.WINDOW` unless the months are those the policy asks for. */
export function requireWorksheet(worksheet: Worksheet, kind: IncomeWindow, visitedOn: LocalDate): void {
  const expected = windowOf(kind, visitedOn);
  if (worksheet.from !== expected.from || worksheet.to !== expected.to) throw new DomainError('CHECK.WINDOW', expected, worksheet.from === expected.from ? 'worksheet.to' : 'worksheet.from');
  const refuse = (item: keyof typeof ITEMS, field: string) => { throw new DomainError('CHECK.NEGATIVE', { item: ITEMS[item].en, itemZh: ITEMS[item].zh }, field); };
  for (const item of [...INCOMES, 'businessCostFen'] as const) if (worksheet[item] < 0) refuse(item, `worksheet.${item}`);
  for (const item of RIGID) if (worksheet.rigid[item] < 0) refuse(item, `worksheet.rigid.${item}`);
}
