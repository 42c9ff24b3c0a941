import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAreas } from '@humai/areas';
import { IdentificationEvents, type IdentificationEvent } from '@humai/contracts-identification';
import { RelocationEvents, type RelocationEvent } from '@humai/contracts-relocation';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { createIdSource, type DomainEvent, EventCatalogue, type LocalDate, type PolicySource, startOfDate } from '@humai/kernel';
import { CommandExecutor, type ExecuteRequest } from '@humai/nest';
import { chineseCalendar } from '@humai/policy';
import { FakeClock, syntheticMetadata } from '@humai/testing';
import { relocationAggregate, siteAggregate } from '../application/aggregates.js';
import { prepareSites } from '../application/sites.js';

type Event = IdentificationEvent | RelocationEvent;
export const VILLAGE = '511504101201';
export const TODAY: LocalDate = '2024-12-02';
export const county = { id: 'county-1', role: 'county', area: '511504' } as const;
/** A fact as a context would have written it. */
export const fact = <T extends Event['type']>(type: T, data: Extract<Event, { type: T }>['data']): DomainEvent => ({ type, data });

export const registered = fact('identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'OUT_OF_POVERTY' });
export const member = fact('identification.MemberAdded.v1', { personId: 'p1', relation: '01', labour: 'ORDINARY', reason: 'REGISTER' });

/** Relocation on a real store in a directory of its own, today. */
export async function runningService() {
  const directory = await mkdtemp(join(tmpdir(), 'humai-relocation-'));
  const clock = new FakeClock(startOfDate(TODAY));
  const store = await openSqliteEventStore({ directory, clock, synchronous: 'off' });
  let n = 0;
  const ids = createIdSource(clock, () => Uint8Array.from({ length: 10 }, () => (n += 1) % 251));
  const executor = new CommandExecutor({ store, catalogue: new EventCatalogue([IdentificationEvents, RelocationEvents]), clock, ids, policies: {} as PolicySource, calendar: chineseCalendar() });
  prepareSites(executor, store, loadAreas());
  const give = (type: string, id: string, data: object, over: Partial<ExecuteRequest> = {}) =>
    executor.execute(type.endsWith('Site') ? siteAggregate : relocationAggregate, { type, id, data, actor: county, commandId: `command ${(n += 1)}`, ...over });
  return {
    store, give,
    /** Facts that were written before. */
    given: (stream: string, ...events: readonly DomainEvent[]) =>
      store.append(stream, events.map(({ type, data }) => ({ id: ids.next(), type, data, metadata: syntheticMetadata({ commandId: `given ${(n += 1)}` }) })), 'any'),
    close: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}
export type RunningService = Awaited<ReturnType<typeof runningService>>;
