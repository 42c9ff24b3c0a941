import { describe, expect, it } from '@jest/globals';
import { DataSourcePolicy } from './policy.js';

const source = {
  key: 'medical', name: { zh: '医保', en: 'medical' }, department: 'medical', period: 'month', frequency: { zh: '每月', en: 'monthly' }, trust: 0.9, signalDays: 180, sameFactDays: 90,
  handleWithin: { days: 15, dayType: 'working' }, occurredOn: 'leftOn',
  columns: [
    { field: 'idNumber', heading: '证件号码', type: 'idNumber', required: true }, { field: 'stayFen', heading: '自付费用', type: 'yuan' }, { field: 'leftOn', heading: '出院日期', type: 'date' },
    { field: 'ward', heading: '病区', type: 'text' },
  ],
  rules: [{ code: 'stay', when: "stayFen > (monitored ? 600000 : 1000000) && ward != 'A and B'", riskType: '01', numbers: ['stayFen'], statement: { zh: '自付 {stayYuan} 元', en: '{stayYuan} yuan' } }],
};
const [rule] = source.rules;
const problems = (change: object) => DataSourcePolicy.content.safeParse({ ...source, ...change }).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
const withRule = (change: object) => problems({ rules: [{ ...rule, ...change }] });
const withColumn = (change: object) => problems({ columns: [...source.columns, { field: 'other', heading: '其他', type: 'count', ...change }] });

describe('a source document', () => {
  it('that is right has its empty parts filled in, and its key', () => {
    const content = DataSourcePolicy.content.parse(source);
    expect(content.columns[1]).toStrictEqual({ field: 'stayFen', heading: '自付费用', aliases: [], type: 'yuan', required: false });
    expect(DataSourcePolicy.keyOf?.(content)).toBe('medical');
  });

  it.each<[string, () => unknown, string]>([
    ['a field twice', () => withColumn({ field: 'ward' }), 'columns.4.field: field ward is there twice'],
    ['a heading twice', () => withColumn({ aliases: ['病区'] }), 'columns.4.heading: heading 病区 is there twice'],
    ['a field named like a fact', () => withColumn({ field: 'monitored' }), 'columns.4.field: monitored is what rules call a fact of the household'],
    ['an amount without its unit', () => withColumn({ type: 'yuan' }), 'columns.4.field: the name of an amount, and no other, ends in Fen'],
    ['two ID numbers', () => withColumn({ type: 'idNumber', required: true }), 'columns: exactly one column, a required one, holds the ID number'],
    ['two names', () => problems({ columns: [...source.columns, { field: 'a', heading: '甲', type: 'name' }, { field: 'b', heading: '乙', type: 'name' }] }), 'columns: at most one column holds the name'],
    ['a day that is no date', () => problems({ occurredOn: 'ward' }), 'occurredOn: ward is not a date column'],
    ['a rule twice', () => problems({ rules: [rule, rule] }), 'rules.1.code: rule stay is there twice'],
    ['a rule with a name it cannot know', () => withRule({ when: 'stayFenn > 1.0' }), 'rules.0.when: stayFenn is neither a field that a rule may use nor a fact of the household'],
    ['a rule by the number of a person', () => withRule({ when: "idNumber == ''" }), 'rules.0.when: idNumber is neither a field that a rule may use nor a fact of the household'],
    ['a text among the numbers', () => withRule({ numbers: ['stayFen', 'ward'] }), 'rules.0.numbers: ward is not a column of numbers'],
    ['a statement with more than the numbers', () => withRule({ statement: { zh: '{ward}', en: '{stayYuan}' } }), "rules.0.statement.zh: {ward} is not one of the rule's numbers"],
  ])('is refused for %s', (_, run, problem) => expect(run()).toStrictEqual([problem]));

  it('is refused with a field nobody knows', () => expect(problems({ colour: 'red' })).toStrictEqual([': Unrecognized key: "colour"']));
});
