// One household's past for this library's own specs: a correction that goes back behind what was known, and a move.
import type { IdentificationEvent } from '@humai/contracts-identification';
import { type Instant, type LocalDate, type NewEvent, type RecordedEvent, streamName } from '@humai/kernel';
import { syntheticId, syntheticMetadata } from '@humai/testing';

export const HOUSEHOLD = 'h1';
export const VILLAGE = '511504101201';
export const NEW_VILLAGE = '511504102201';

export type Fact = Readonly<{ recordedAt: Instant; effectiveOn: LocalDate; event: IdentificationEvent }>;
const fact = <T extends IdentificationEvent['type']>(recordedAt: Instant, effectiveOn: LocalDate, type: T, data: Extract<IdentificationEvent, { type: T }>['data']): Fact =>
  ({ recordedAt, effectiveOn, event: { type, data } as IdentificationEvent });

export const REGISTERED = { householdId: HOUSEHOLD, registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL' as const };
export const PAST: readonly Fact[] = [
  fact('2026-01-10T02:00:00.000Z', '2026-01-10', 'identification.HouseholdRegistered.v1', REGISTERED),
  fact('2026-01-10T02:00:00.000Z', '2026-01-10', 'identification.MemberAdded.v1', { personId: 'p1', relation: '01', labour: 'ORDINARY', reason: 'REGISTER' }),
  fact('2026-02-01T02:00:00.000Z', '2026-02-01', 'identification.IncomeRecorded.v1', { year: 2025, incomePerHeadFen: 800_000 }),
  fact('2026-03-01T02:00:00.000Z', '2026-01-31', 'identification.IncomeRecorded.v1', { year: 2025, incomePerHeadFen: 650_000 }),
  // Recorded in the first minute of 6 March in China.
  fact('2026-03-05T16:00:30.000Z', '2026-03-05', 'identification.HouseholdChanged.v1', { registerNumber: '5115040001', village: NEW_VILLAGE, kind: 'GENERAL' }),
];

export const newEventOf = ({ effectiveOn, event }: Fact, n: number): NewEvent =>
  ({ ...event, id: syntheticId(n), metadata: syntheticMetadata({ effectiveOn, policy: n === 1 ? null : 'identification/511504/2021-01', commandId: `command-${n}` }) });

/** The past as a store would give it, alone in its log. */
export const stream: readonly RecordedEvent[] = PAST.map((fact, i) => ({
  ...newEventOf(fact, i + 1), stream: streamName('household', HOUSEHOLD), revision: i, position: i + 1, recordedAt: fact.recordedAt, hash: '',
}));
