import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, DomainEvent } from '@humai/kernel';
import { elsewhere, permissionsOf } from '@humai/testing';
import { runningService, type RunningService, TODAY } from '../testing/running-service.js';
import { areaClusters } from './area-aggregate.js';

// Nobody says that risks gather somewhere: they are counted.
const MATRIX = {
  //            village township county department assessor auditor ops service
  FindCluster: '- - - - - - - +',
  EndCluster:  '- - - - - - - +',
} as const;
type Name = keyof typeof MATRIX;

const AREA = '511504101201';
const HERE = { village: AREA, township: '511504101', county: '511504', service: '' };
const ELSEWHERE = { village: '511504101202', township: '511504001', county: '511503', service: '511503' };
const counted = { area: AREA, cause: '01', from: TODAY, to: TODAY, count: 5, households: 300, householdIds: ['h1'] };
const found: DomainEvent = {
  type: 'identification.AreaClusterFound.v1', data: { clusterId: 'c1', level: 'village', minCount: 5, minRatePerMille: null, windowDays: 30, policyVersion: 'identification/511504/2021', ...counted },
};
const COMMANDS: Readonly<Record<Name, Readonly<{ past: readonly DomainEvent[]; data: object }>>> = {
  FindCluster: { past: [], data: { ...counted, level: 'village', minCount: 5, minRatePerMille: null, windowDays: 30 } },
  EndCluster: { past: [found], data: { area: AREA, cause: '01', endedOn: TODAY } },
};

let service: RunningService;
let n = 0;
beforeAll(async () => { service = await runningService(); });
afterAll(() => service.close());

const attempt = (name: Name) => async (actor: Actor) => {
  const id = `a${(n += 1)}`;
  const { past, data } = COMMANDS[name];
  if (past.length > 0) await service.record(`area-${id}`, ...past);
  expect((await service.executor.execute(areaClusters, { type: name, id, data, actor, commandId: `k${n}` })).events.length).toBeGreaterThan(0);
};

describe('who may say that risks gather in an area', () => {
  it('is said for every command there is', () => expect(Object.keys(MATRIX).sort()).toStrictEqual(Object.keys(areaClusters.commands).sort()));

  it.each(Object.entries(MATRIX) as [Name, string][])('%s', async (name, row) => {
    expect(await permissionsOf(attempt(name), HERE)).toBe(row);
    expect(await permissionsOf(attempt(name), ELSEWHERE)).toBe(elsewhere(row));
  });
});
