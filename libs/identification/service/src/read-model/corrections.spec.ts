import { describe, expect, it } from '@jest/globals';
import { CORRECTABLE, type Correctable, type IdentificationEvent } from '@humai/contracts-identification';
import { collectionOf, foldReadModel, type Projection } from '@humai/kernel';
import { syntheticId, syntheticMetadata } from '@humai/testing';
import { identification } from '../identification.module.js';
import { policyParts } from '../testing/policy-parts.js';

type Data<N extends string> = Extract<IdentificationEvent, { type: `identification.${N}.v1` }>['data'];
type Fact = Readonly<{ type: string; data: unknown }>;
const fact = <N extends string>(name: N, data: Data<N>): Fact => ({ type: `identification.${name}.v1`, data });

const VILLAGE = '511504101201';
const POLICY = 'identification/511504/2021';
const SOLVED = { food: true, clothing: true, education: true, medical: true, housing: true, water: true };
/** Everything that can be corrected, wrong and right. */
const SAID = {
  INCOME: { wrong: { incomePerHeadFen: 700_000 }, right: { incomePerHeadFen: 70_000 } },
  CLUE: { wrong: { riskTypes: ['01' as const], occurredOn: '2024-02-20' }, right: { riskTypes: ['02' as const, '09' as const], occurredOn: '2024-01-20' } },
  VERIFICATION: {
    wrong: { visitedOn: '2024-03-06', incomePerHeadFen: 650_000, rigidSpendingPerHeadFen: 0, safeguards: SOLVED, riskTypes: ['01' as const], evidenceHashes: ['a'.repeat(64)] },
    right: { visitedOn: '2024-03-05', incomePerHeadFen: 560_000, rigidSpendingPerHeadFen: 90_000, safeguards: { ...SOLVED, education: false }, riskTypes: ['09' as const], evidenceHashes: ['a'.repeat(64)] },
  },
  KIND: { wrong: { kind: 'GENERAL' as const }, right: { kind: 'OUT_OF_POVERTY' as const } },
} satisfies Record<Correctable, unknown>;
type Said = Readonly<{ [K in Correctable]: 'wrong' | 'right' }>;
const ALL_WRONG: Said = { INCOME: 'wrong', CLUE: 'wrong', VERIFICATION: 'wrong', KIND: 'wrong' };

/** A household on its way into the list, its case on the board. */
const past = (said: Said): readonly Fact[] => [
  fact('HouseholdRegistered', { householdId: 'h1', registerNumber: '1', village: VILLAGE, ...SAID.KIND[said.KIND] }),
  fact('IncomeRecorded', { year: 2023, ...SAID.INCOME[said.INCOME] }),
  fact('ClueReported', { clueId: 'c1', village: VILLAGE, channel: 'CADRE_VISIT', foundOn: '2024-03-01', dueOn: '2024-04-01', source: null, acceptBy: '2024-03-05', ...SAID.CLUE[said.CLUE] }),
  fact('CaseOpened', { caseId: 'k1', village: VILLAGE, purpose: 'ENROLMENT', clueIds: ['c1'], policyVersion: POLICY, steps: ['verification', 'publicity'], mode: null, dueOn: '2024-04-01' }),
  fact('HouseholdVerified', { caseId: 'k1', verifierIds: ['v1', 'v2'], ...SAID.VERIFICATION[said.VERIFICATION] }),
  fact('PublicityOpened', { caseId: 'k1', openedOn: '2024-03-10', mayCloseOn: '2024-03-16', evidenceHash: 'b'.repeat(64), board: 'VILLAGE' }),
];
const KEYS = { INCOME: { year: 2023 }, CLUE: { clueId: 'c1' }, VERIFICATION: { caseId: 'k1' }, KIND: {} } as const;
const correction = (entry: Correctable): Fact => fact('EntryCorrected', { eventId: 'x', position: 1, reason: '录入有误', content: { entry, ...KEYS[entry], ...SAID[entry].right } as Data<'EntryCorrected'>['content'] });

const projections: readonly Projection[] = [
  ...(identification.projections ?? []), ...(identification.policyProjections?.(policyParts) ?? []),
  ...(identification.processes?.({ ...policyParts, executor: undefined as never, readStore: undefined as never }) ?? []).map((p) => p.dueDates),
];

function shown(projection: Projection, facts: readonly Fact[]) {
  const events = facts.map((f, i) => ({
    ...f, stream: 'household-h1', id: syntheticId(i + 1), revision: i, position: i + 1, recordedAt: '2024-03-20T02:00:00.000Z', hash: '',
    metadata: syntheticMetadata({ effectiveOn: '2024-03-20', commandId: `c${i}`, policy: POLICY }),
  }));
  return [...foldReadModel(projection, events as never).values()].map(({ position: _, ...document }) => document);
}

describe.each(Object.keys(CORRECTABLE) as Correctable[])('the correction of %s', (entry) => {
  const corrected = { ...ALL_WRONG, [entry]: 'right' };
  const showing = projections.filter((p) => JSON.stringify(shown(p, past(ALL_WRONG))) !== JSON.stringify(shown(p, past(corrected))));

  it('is of something that read models show', () => expect(showing.length).toBeGreaterThan(0));
  it.each(projections.map((p) => [collectionOf(p), p] as const))('is shown by %s as if it had been so from the beginning', (_, projection) =>
    expect(shown(projection, [...past(ALL_WRONG), correction(entry)])).toStrictEqual(shown(projection, past(corrected))));
});
