import { DomainError, isLocalDate } from '@humai/kernel';
import { QUESTION_TYPES, type Answers, type Question, type QuestionnairePolicy } from '@humai/contracts-identification';
import { entry } from '../entry.js';

type Answer = Answers[string];

const fits: Readonly<Record<Question['type'], (answer: Answer) => boolean>> = {
  yesNo: (a) => typeof a === 'boolean',
  number: Number.isInteger,
  yuan: Number.isInteger,
  date: (a) => typeof a === 'string' && isLocalDate(a),
  choice: (a) => typeof a === 'string',
  choices: (a) => Array.isArray(a) && new Set(a).size === a.length,
};

/** Throws unless the answers are what the questionnaire asks for: nothing else, nothing required left out, each of its type. */
export function requireAnswers({ questions }: Pick<QuestionnairePolicy, 'questions'>, answers: Answers): void {
  for (const code of Object.keys(answers)) if (!questions.some((q) => q.code === code)) throw new DomainError('ANSWER.NO_QUESTION', { question: code }, `answers.${code}`);
  const missing = questions.filter((q) => q.required && entry(answers, q.code) === undefined);
  if (missing.length > 0) throw new DomainError('ANSWER.MISSING', { questions: missing.map((q) => q.en), questionsZh: missing.map((q) => q.zh) }, `answers.${missing[0]!.code}`);
  for (const question of questions) {
    const answer = entry(answers, question.code);
    if (answer !== undefined) requireAnswer(question, answer);
  }
}

function requireAnswer({ code, zh, en, type, options, min, max }: Question, answer: Answer): void {
  const named = { question: en, questionZh: zh };
  const field = `answers.${code}`;
  if (!fits[type](answer)) throw new DomainError('ANSWER.TYPE', { ...named, type: QUESTION_TYPES[type].en, typeZh: QUESTION_TYPES[type].zh }, field);
  if (typeof answer === 'number' && (answer < (min ?? -Infinity) || answer > (max ?? Infinity))) throw new DomainError('ANSWER.OUT_OF_RANGE', { ...named, min: min ?? null, max: max ?? null }, field);
  if (!options) return;
  for (const chosen of [answer].flat()) if (!options.some((o) => o.code === chosen)) throw new DomainError('ANSWER.NOT_AN_OPTION', { ...named, option: String(chosen) }, field);
}
