import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssistanceEvents, AssistancePolicy, type AssistanceEvent } from '@humai/contracts-assistance';
import { IdentificationEvents, type IdentificationEvent } from '@humai/contracts-identification';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { createIdSource, EventCatalogue, startOfDate, streamName, type DomainEvent, type LocalDate, type RecordedEvent } from '@humai/kernel';
import { CommandExecutor } from '@humai/nest';
import { chineseCalendar, loadPolicies } from '@humai/policy';
import { FakeClock, syntheticMetadata } from '@humai/testing';

export const policies = loadPolicies({ directory: fileURLToPath(new URL('../../../../../policies', import.meta.url)), kinds: [AssistancePolicy], otherKinds: 'ignore' });
export const calendar = chineseCalendar();
export const VILLAGE = '511504101201';

type Event = IdentificationEvent | AssistanceEvent;
export type Fact = Event & Readonly<{ on: LocalDate }>;
/** A fact as a context would have written it. */
export const fact = <T extends Event['type']>(on: LocalDate, type: T, data: Extract<Event, { type: T }>['data']): Fact => ({ on, type, data }) as DomainEvent as Fact;

export const registered = fact('2024-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'GENERAL' });
export const member = fact('2024-01-10', 'identification.MemberAdded.v1', { personId: 'p1', relation: '01', labour: 'ORDINARY', reason: 'REGISTER' });
export const enrolled = (on = '2024-03-18', enrolmentId = 'e1') => fact(on, 'identification.HouseholdEnrolled.v1', {
  caseId: `case of ${enrolmentId}`, enrolmentId, previousEnrolmentId: null, category: 'C2', risks: [{ riskId: `${enrolmentId}.1`, type: '01' }], enrolledOn: on, incomePerHeadFen: 650_000,
  lineFen: 880_000, lineVersion: 'income-line/51/2024', policyVersion: 'identification/511504/2021',
});

/** Assistance on a real store in a directory of its own, on a day that the spec sets. */
export async function runningService() {
  const directory = await mkdtemp(join(tmpdir(), 'humai-assistance-'));
  const clock = new FakeClock(startOfDate('2024-01-10'));
  const store = await openSqliteEventStore({ directory, clock, synchronous: 'off' });
  const catalogue = new EventCatalogue([IdentificationEvents, AssistanceEvents]);
  let n = 0;
  const ids = createIdSource(clock, () => Uint8Array.from({ length: 10 }, () => (n += 1) % 251));
  const newExecutor = () => new CommandExecutor({ store, catalogue, clock, ids, policies, calendar });
  return {
    directory, clock, catalogue, store, executor: newExecutor(), newExecutor,
    goTo: (date: LocalDate) => clock.advance(Date.parse(startOfDate(date)) - Date.parse(clock.now())),
    /** Facts that were written before. */
    given: async (household: string, ...facts: readonly Fact[]) => {
      const events = facts.map(({ on, type, data }) => ({ id: ids.next(), type, data, metadata: syntheticMetadata({ effectiveOn: on, commandId: `given ${(n += 1)}` }) }));
      await store.append(streamName('household', household), events, 'any');
    },
    history: async (household: string) => store.readStream(streamName('household', household)) as Promise<readonly RecordedEvent<Event>[]>,
    close: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}
export type RunningService = Awaited<ReturnType<typeof runningService>>;
