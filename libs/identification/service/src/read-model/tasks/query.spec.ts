import { describe, expect, it } from '@jest/globals';
import type { TaskDocument } from './projection.js';
import { tasksQuery } from './query.js';

const asking = (...grants: readonly (readonly [role: string, area: string])[]) => ({ caller: { id: 'c', grants: grants.map(([role, area]) => ({ role, area })) }, today: '2024-03-18' });
const TODAY = { startsOn: { lte: '2024-03-18' } };

describe('my tasks', () => {
  it('are those of my tier, of several the one with the widest area; those of whoever is named when I say so', () => {
    expect(tasksQuery.toFilter({}, asking(['village', '511504101201']))).toStrictEqual({ forVillage: true, ...TODAY });
    expect(tasksQuery.toFilter({}, asking(['village', '511504101201'], ['auditor', '51'], ['township', '511504101']))).toStrictEqual({ forTownship: true, ...TODAY });
    expect(tasksQuery.toFilter({}, asking(['assessor', '511504']))).toStrictEqual({ forCounty: true, ...TODAY });
    expect(tasksQuery.toFilter({ role: 'village' }, asking(['county', '511504']))).toStrictEqual({ forVillage: true, ...TODAY });
  });

  it('can be asked by what they are, for one household, and overdue ones alone', () =>
    expect(tasksQuery.toFilter({ task: 'VERIFY', household: 'h1', overdue: 'true' }, asking(['county', '511504'])))
      .toStrictEqual({ forCounty: true, ...TODAY, task: 'VERIFY', householdId: 'h1', dueOn: { lt: '2024-03-18' } }));

  it('have the days that are left today, and are overdue the day after', () => {
    const due = (dueOn: string) => tasksQuery.computed!({ dueOn } as TaskDocument, asking());
    expect(due('2024-03-20')).toStrictEqual({ daysLeft: 2, overdue: false });
    expect(due('2024-03-18')).toStrictEqual({ daysLeft: 0, overdue: false });
    expect(due('2024-03-17')).toStrictEqual({ daysLeft: -1, overdue: true });
  });
});
