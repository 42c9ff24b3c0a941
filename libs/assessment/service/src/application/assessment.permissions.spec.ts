import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, DomainEvent } from '@humai/kernel';
import { CommandExecutor } from '@humai/nest';
import { elsewhere, permissionsOf, syntheticEvent } from '@humai/testing';
import { type Context, startContext } from '../testing/app.js';
import { inOrder, V1 } from '../testing/district.js';
import { resultAggregate } from './results.js';

// Results are the assessment office's to publish and to revise: design, "Who uses it". Over HTTP, and for each unit: http/results.spec.ts.
const MATRIX = {
  //             village township county department assessor auditor ops service
  PublishResult: '- - - - + - - -',
  ReviseResult:  '- - - - + - - -',
} as const;
type Name = keyof typeof MATRIX;

const area = '511504000000';
const HERE = { village: V1, township: '511504101', county: '511504', service: '' };
const ELSEWHERE = { village: '511503101201', township: '511503101', county: '511503', service: '511503' };
const published = (year: number): DomainEvent => ({ type: 'assessment.ResultPublished.v1', data: { year, area, policy: 'assessment/5115/2023', position: 1, digest: 'a'.repeat(64) } });

const COMMANDS: Readonly<Record<Name, Readonly<{ past: (year: number) => readonly DomainEvent[]; data: (year: number) => object }>>> = {
  PublishResult: { past: () => [], data: (year) => ({ year, area, policy: 'assessment/5115/2021' }) },
  ReviseResult: { past: (year) => [published(year)], data: () => ({ reason: '补录', approverId: 'assessor-2' }) },
};

let context: Context;
let n = 0;
beforeAll(async () => {
  context = await startContext(inOrder(), '2024-03-01T02:00:00.000Z');
});
afterAll(() => context.stop());

/** The command on the result of a year of its own: whoever gives it meets the same past. */
const attempt = (name: Name) => async (actor: Actor) => {
  const year = 2020 + (n += 1);
  const id = `${year}-${area}`;
  const past = COMMANDS[name].past(year);
  if (past.length > 0) await context.store.append(`assessment-${id}`, past.map((event, i) => syntheticEvent(year * 10 + i, event)), 'none');
  const { events } = await context.app.get(CommandExecutor).execute(resultAggregate, { type: name, id, data: COMMANDS[name].data(year), actor, commandId: `command-${id}` });
  expect(events.length).toBeGreaterThan(0);
};

describe('who may do what in assessment', () => {
  it('is said for every command there is', () => expect(Object.keys(MATRIX).sort()).toStrictEqual(Object.keys(resultAggregate.commands).sort()));

  it.each(Object.entries(MATRIX) as [Name, string][])('%s', async (name, row) => {
    expect(await permissionsOf(attempt(name), HERE)).toBe(row);
    expect(await permissionsOf(attempt(name), ELSEWHERE)).toBe(elsewhere(row));
  });
});
