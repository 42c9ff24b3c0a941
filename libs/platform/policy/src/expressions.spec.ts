import { describe, expect, it } from '@jest/globals';
import { Expressions } from './index.js';

const expressions = new Expressions();
const value = (expression: string, variables = {}) => expressions.evaluate(expression, variables);

describe('an expression over JavaScript numbers', () => {
  it.each<[string, Record<string, unknown>, unknown]>([
    ['income < 7000', { income: 6999 }, true],
    ['income < 7000', { income: 7000 }, false],
    ['7000 > income', { income: 6999.99 }, true],
    ['income == 7000', { income: 7000 }, true],
    ['income in [6999, 7000]', { income: 7000 }, true],
    ['a / b', { a: 7, b: 2 }, 3.5],
    ['a / 2', { a: 7 }, 3.5],
    ['7 / b', { b: 2 }, 3.5],
    ['a + 1', { a: 7 }, 8],
    ['1 + a', { a: 7 }, 8],
    ['a - 1.5', { a: 7 }, 5.5],
    ['a * 100 >= 95', { a: 0.95 }, true],
    ['a % 2', { a: 7 }, 1],
    ['a % b', { a: 7, b: 4 }, 3],
    ['-a', { a: 3 }, -3],
    ['a * b / 100', { a: 12345, b: 150 }, 18517.5],
    ['size(risks) > 1 ? 2 : 1', { risks: ['a', 'b'] }, 2],
    ['size(risks) / 2.0', { risks: ['a', 'b', 'c'] }, 1.5],
    ['months.map(m, m * 2)', { months: [1, 2] }, [2, 4]],
    ['[1, 2]', {}, [1, 2]],
    ['{"a": 1}', {}, { a: 1 }],
    ['1 + 2 * 3', {}, 7],
    ['min(a, 1)', { a: 7 }, 1],
    ['max(0, (rate - 0.8) / 0.15)', { rate: 0.5 }, 0],
    ['round(a)', { a: 2.5 }, 3],
    ['person.labour == "none" && !person.school', { person: { labour: 'none', school: false } }, true],
    ['"drought" in risks', { risks: ['drought'] }, true],
    ['has(person.job)', { person: {} }, false],
    ['a == null', { a: null }, true],
  ])('%s with %j is %j', (expression, variables, expected) => expect(value(expression, variables)).toStrictEqual(expected));
  it('keeps a number too great to be exact as it is', () => expect(value('9223372036854775807')).toBe(9223372036854775807n));
  it('does not change its variables', () => {
    const variables = Object.freeze({ months: Object.freeze([1, 2]) });
    expect(value('months.map(x, x + 1)', variables)).toStrictEqual([2, 3]);
    expect(variables).toStrictEqual({ months: [1, 2] });
  });
});

describe('an expression that has no value', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['missing > 1', {}, /Unknown variable: missing/],
    ['person.age > 1', { person: {} }, /No such key: age/],
    ['1 / 0', {}, /division by zero/],
    ['a + "x"', { a: 1 }, /no such overload/],
    ['a ? 1 : 2', { a: 1 }, /must be bool/],
    ['1 +', {}, /Unexpected token/],
  ])('%s is refused', (expression, variables, problem) =>
    expect(() => value(expression, variables)).toThrow(expect.objectContaining({ code: 'POLICY.EXPRESSION_FAILED', details: { expression, problem: expect.stringMatching(problem) } })));
  it('cannot be endless', () => expect(expressions.problemOf(Array.from({ length: 2000 }, () => '1').join(' + '))).not.toBeNull());
});

describe('the check at loading', () => {
  it.each(['1 +', 'unknownFunction(1)', '1 + true', 'a = 1', ''])('finds %j', (expression) => expect(expressions.problemOf(expression)).not.toBeNull());
  it.each(['a + 1 < b', 'x.all(i, i > 0)', 'a && b'])('passes %j', (expression) => expect(expressions.problemOf(expression)).toBeNull());
});
