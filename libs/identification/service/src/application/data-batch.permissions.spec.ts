import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, DomainEvent } from '@humai/kernel';
import type { AnyAggregate } from '@humai/nest';
import { elsewhere, permissionsOf } from '@humai/testing';
import { runningService, type RunningService } from '../testing/running-service.js';
import { dataBatchAggregate, dataBatchIntake } from './data-batch-aggregate.js';

// Departments and the county send; doubtful matches are the county's (domain §1 row 15). Which department a source belongs to is its document's, and asked where a file comes in.
const MATRIX = {
  //             village township county department assessor auditor ops service
  ReceiveBatch: '- - + + - - - +',
  DoubtMatches: '- - + + - - - +',
  FinishBatch:  '- - + + - - - +',
  SettleMatch:  '- - + - - - - -',
} as const;
type Name = keyof typeof MATRIX;

const HERE = { village: '511504101201', township: '511504101', county: '511504', service: '' };
const ELSEWHERE = { village: '511504101202', township: '511504001', county: '511503', service: '511503' };
const received = { source: 'medical-insurance', sourceVersion: 'data-source/511504/medical-insurance-2021', period: '2024-03', area: '511504', contentHash: 'a'.repeat(64) };
const match = { matchId: 'm1', row: 2, doubt: 'OLD_NUMBER', candidateId: 'p1' };
const begun = (batchId: string): DomainEvent => ({ type: 'identification.DataBatchReceived.v1', data: { batchId, ...received, receivedOn: '2024-04-05' } });
const doubted: DomainEvent = { type: 'identification.MatchesDoubted.v1', data: { source: received.source, period: received.period, area: received.area, matches: [match] } };
const counts = { rows: 0, rejected: 0, unknown: 0, doubtful: 0, matched: 0, outside: 0, raised: 0, supported: 0 };

const COMMANDS: Readonly<Record<Name, Readonly<{ past: (id: string) => readonly DomainEvent[]; data: object; aggregate: AnyAggregate }>>> = {
  ReceiveBatch: { past: () => [], data: { batchId: 'b', ...received }, aggregate: dataBatchIntake },
  DoubtMatches: { past: (id) => [begun(id)], data: { matches: [match] }, aggregate: dataBatchIntake },
  FinishBatch: { past: (id) => [begun(id)], data: { counts }, aggregate: dataBatchIntake },
  SettleMatch: { past: (id) => [begun(id), doubted], data: { matchId: 'm1', verdict: 'REJECTED' }, aggregate: dataBatchAggregate },
};

let service: RunningService;
let n = 0;
beforeAll(async () => { service = await runningService(); });
afterAll(() => service.close());

const attempt = (name: Name) => async (actor: Actor) => {
  const id = `b${(n += 1)}`;
  const { past, data, aggregate } = COMMANDS[name];
  if (past(id).length > 0) await service.record(`dataBatch-${id}`, ...past(id));
  expect((await service.executor.execute(aggregate, { type: name, id, data, actor, commandId: `k${n}` })).events.length).toBeGreaterThan(0);
};

describe('who may do what with a data batch', () => {
  it('is said for every command there is', () =>
    expect(Object.keys(MATRIX).sort()).toStrictEqual([...Object.keys(dataBatchIntake.commands), ...Object.keys(dataBatchAggregate.commands)].sort()));

  it.each(Object.entries(MATRIX) as [Name, string][])('%s', async (name, row) => {
    expect(await permissionsOf(attempt(name), HERE)).toBe(row);
    expect(await permissionsOf(attempt(name), ELSEWHERE)).toBe(elsewhere(row));
  });
});
