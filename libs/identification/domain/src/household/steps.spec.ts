import { describe, expect, it } from '@jest/globals';
import { chineseCalendar } from '@humai/policy';
import { procedureIn, VARIANTS } from '../testing/variants.js';
import { dueSteps, type DoneOn } from './steps.js';

const calendar = chineseCalendar();
const at = (variant: keyof typeof VARIANTS, done: DoneOn = {}) => dueSteps(procedureIn(VARIANTS[variant], 'ENROLMENT', '2024-03-04'), '2024-03-04', done, calendar);

describe('steps that may be done now', () => {
  it('are those that wait for nothing, in parallel, each with its limit in working days', () =>
    expect(at('default')).toStrictEqual([
      { step: 'verification', stage: null, since: '2024-03-04', dueOn: '2024-03-06' },
      { step: 'authorisation', stage: null, since: '2024-03-04', dueOn: null },
    ]));
  it('begin when the last of those before them is done', () =>
    expect(at('default', { verification: '2024-03-06', authorisation: '2024-03-05', comparison: '2024-03-08' })).toStrictEqual([{ step: 'review', stage: null, since: '2024-03-08', dueOn: '2024-03-15' }]));
  it('share the limit of their stage, from the day its first step could begin', () => {
    expect(at('three merged steps (Xinjiang)', { authorisation: '2024-03-06' })).toStrictEqual([
      { step: 'verification', stage: 'visit', since: '2024-03-04', dueOn: '2024-03-11' },
      { step: 'comparison', stage: 'visit', since: '2024-03-06', dueOn: '2024-03-11' },
    ]);
    const visit = { verification: '2024-03-06', authorisation: '2024-03-06', comparison: '2024-03-08' };
    expect(at('three merged steps (Xinjiang)', { ...visit, review: '2024-03-11' })).toStrictEqual([{ step: 'publicity', stage: 'meeting', since: '2024-03-11', dueOn: '2024-03-22' }]);
  });
  it('are none when all is done', () => {
    const all = Object.fromEntries(procedureIn(VARIANTS.default, 'ENROLMENT', '2024-03-04').steps.map((s) => [s.step, '2024-03-20']));
    expect(at('default', all)).toStrictEqual([]);
  });
});
