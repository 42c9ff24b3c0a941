import { describe, expect, it } from '@jest/globals';
import type { Answers, Question } from '@humai/contracts-identification';
import { requireAnswers } from './answers.js';

const question = (code: string, type: Question['type'], over: Partial<Question> = {}): Question => ({ code, zh: `${code}?`, en: code, type, required: false, ...over });
const options = ['A', 'B', 'C'].map((code) => ({ code, zh: code, en: code }));
const questions = [
  question('lives', 'yesNo', { required: true }), question('away', 'number', { min: 0, max: 9 }), question('debt', 'yuan', { min: 0 }), question('day', 'date'),
  question('one', 'choice', { options }), question('some', 'choices', { options }),
];
const answers = (given: Answers) => () => requireAnswers({ questions }, { lives: true, ...given });

describe('answers', () => {
  it('of every type are taken', () => expect(answers({ away: 9, debt: 12_345, day: '2024-02-29', one: 'A', some: ['A', 'C'] })).not.toThrow());
  it('that say no, nought or nothing are answers', () => expect(() => requireAnswers({ questions }, { lives: false, away: 0, some: [] })).not.toThrow());
  it('to required questions must be there', () =>
    expect(() => requireAnswers({ questions }, { away: 1 })).toThrow(expect.objectContaining({ code: 'ANSWER.MISSING', details: { questions: ['lives'], questionsZh: ['lives?'] }, field: 'answers.lives' })));
  it('to no question are refused', () => expect(answers({ other: 1 })).toThrow(expect.objectContaining({ code: 'ANSWER.NO_QUESTION', field: 'answers.other' })));
  it.each<[string, Answers[string]]>([
    ['lives', 'yes'], ['lives', 1], ['away', 1.5], ['away', '1'], ['away', true], ['debt', 0.5], ['day', '2024-02-30'], ['day', 'today'], ['day', 20_240_229], ['one', ['A']], ['one', true], ['some', 'A'], ['some', ['A', 'A']],
  ])('of another type are refused: %s = %j', (code, answer) => expect(answers({ [code]: answer })).toThrow(expect.objectContaining({ code: 'ANSWER.TYPE', field: `answers.${code}` })));
  it.each<[string, Answers[string]]>([['one', 'D'], ['some', ['A', 'D']]])('that are no option are refused: %s = %j', (code, answer) =>
    expect(answers({ [code]: answer })).toThrow(expect.objectContaining({ code: 'ANSWER.NOT_AN_OPTION', details: { question: code, questionZh: `${code}?`, option: 'D' } })));
  it.each<[string, number]>([['away', -1], ['away', 10], ['debt', -1]])('beyond the range are refused: %s = %i', (code, answer) => expect(answers({ [code]: answer })).toThrow(expect.objectContaining({ code: 'ANSWER.OUT_OF_RANGE' })));
});
