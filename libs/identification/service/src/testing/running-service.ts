import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAreas } from '@humai/areas';
import { AssistanceEvents } from '@humai/contracts-assistance';
import { DataSourcePolicy, IdentificationEvents, IdentificationPolicy, IncomeLinePolicy, QuestionnairePolicy, TransitionPolicy, type MemberRecord } from '@humai/contracts-identification';
import { RelocationEvents } from '@humai/contracts-relocation';
import { openSqliteEventStore } from '@humai/event-store-sqlite';
import { openFileEvidenceStore } from '@humai/evidence-store-files';
import { checkCharacterOf } from '@humai/identification-domain';
import { addDays, collectionOf, createIdSource, type DomainEvent, EventCatalogue, type EventStore, type EventWriter, foldReadModel, type LocalDate, type Projection, type RecordedEvent, startOfDate, streamName } from '@humai/kernel';
import { CommandExecutor, type ExecuteRequest } from '@humai/nest';
import { chineseCalendar, loadPolicies } from '@humai/policy';
import { openSqliteReadStore } from '@humai/read-store-sqlite';
import { openSqliteRowStaging } from '@humai/row-staging-sqlite';
import { FakeClock, syntheticMetadata } from '@humai/testing';
import { openSqliteVault } from '@humai/vault';
import { householdAggregate } from '../application/household-aggregate.js';
import { prepareHouseholds } from '../application/prepare.js';
import { Streams } from '../application/streams.js';
import { prepareChecks } from '../checks/prepare.js';
import { watchAndChecks } from '../checks/parts.js';
import { householdsProjection } from '../read-model/index.js';

const policies = loadPolicies({ directory: fileURLToPath(new URL('../../../../../policies', import.meta.url)), kinds: [QuestionnairePolicy, IdentificationPolicy, IncomeLinePolicy, TransitionPolicy, DataSourcePolicy], otherKinds: 'ignore' });
const calendar = chineseCalendar();
export const areas = loadAreas();

export const VILLAGE = '511504101201';
export const TODAY: LocalDate = '2025-03-10';
export const township = { id: 'township-1', role: 'township', area: '511504101' } as const;
export const county = { id: 'county-1', role: 'county', area: '511504' } as const;

/** An ID number that checks and is nobody's: no area has the code 000000. */
export const idNumberOf = (n: number): string => {
  const digits17 = `000000${addDays('1960-01-01', n).replaceAll('-', '')}${String((n % 500) * 2 + 1).padStart(3, '0')}`;
  return digits17 + checkCharacterOf(digits17);
};
/** Person number `n` of nobody in particular. */
export const person = (n: number, relation: MemberRecord['relation'] = '01', over: Partial<MemberRecord> = {}): MemberRecord => ({
  relation, labour: 'ORDINARY', name: `测试${n}`, documentNumber: idNumberOf(n), phone: `100${String(n).padStart(8, '0')}`, attributes: { 文化程度: '小学' }, ...over,
});

/** Identification on real stores in a directory of its own, today. */
export async function runningService() {
  const directory = await mkdtemp(join(tmpdir(), 'humai-identification-'));
  const clock = new FakeClock(startOfDate(TODAY));
  const store = await openSqliteEventStore({ directory, clock, synchronous: 'off' });
  const vault = await openSqliteVault({ directory, clock });
  const evidence = await openFileEvidenceStore({ directory, clock });
  const readStore = await openSqliteReadStore({ file: join(directory, 'read-models.sqlite') });
  await readStore.ensure({ name: collectionOf(householdsProjection), indexes: householdsProjection.indexes });
  const catalogue = new EventCatalogue([IdentificationEvents, AssistanceEvents, RelocationEvents]);
  let n = 0;
  const ids = createIdSource(clock, () => Uint8Array.from({ length: 10 }, () => (n += 1) % 251));
  /** Read models by a fresh fold, as far as they are asked for. */
  const upToDate = async (projections: readonly Pick<Projection, 'name' | 'version'>[]): Promise<number> => {
    const events = await log();
    for (const projection of [householdsProjection, ...watchAndChecks.projections] as readonly Projection[]) {
      if (!projections.some((p) => collectionOf(p) === collectionOf(projection))) continue;
      await readStore.ensure({ name: collectionOf(projection), indexes: projection.indexes });
      await readStore.write({ collection: collectionOf(projection), upserts: [...foldReadModel(projection, events).values()] });
    }
    return store.lastPosition();
  };
  /** As after a restart. `looking` is what it looks at before it acts. */
  const newExecutor = (looking: Pick<EventStore, 'readStream'> = store, writing: EventWriter = store) => {
    const executor = new CommandExecutor({ store: writing, catalogue, clock, ids, policies, calendar });
    prepareHouseholds(executor, { store: looking, catalogue, vault, areas });
    prepareChecks(executor, { store: looking, catalogue, readStore, areas, evidence, upToDate });
    return executor;
  };
  const executor = newExecutor();
  const log = async (): Promise<readonly RecordedEvent[]> => {
    const events: RecordedEvent[] = [];
    for await (const batch of store.readAll()) events.push(...batch);
    return events;
  };
  let commands = 0;
  return {
    directory, clock, ids, policies, calendar, store, vault, evidence, upToDate, readStore, catalogue, executor, newExecutor, areas, streams: new Streams(store, catalogue), log,
    openStaging: () => openSqliteRowStaging(join(directory, 'staging')),
    /** A command on a household, by the county today unless told, under a key of its own unless told. */
    give: (type: string, id: string, data: unknown, over: Partial<ExecuteRequest> = {}) =>
      executor.execute(householdAggregate, { type, id, data, actor: county, commandId: `command ${(commands += 1)}`, ...over }),
    /** What another context, or this one, wrote before. */
    record: async (stream: string, ...events: readonly DomainEvent[]) => {
      const metadata = syntheticMetadata({ effectiveOn: TODAY, commandId: `recorded ${(commands += 1)}` });
      await store.append(stream, events.map(({ type, data }) => ({ id: ids.next(), type, data, metadata })), 'any');
      return store.readStream(stream);
    },
    history: (household: string) => store.readStream(streamName('household', household)),
    /** Brings the read model of households up with the log. */
    project: async () => {
      const documents = foldReadModel(householdsProjection, (await log()) as never);
      await readStore.write({ collection: collectionOf(householdsProjection), upserts: [...documents.values()] });
    },
    close: async () => {
      await vault.close();
      await evidence.close();
      await readStore.close();
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
}
export type RunningService = Awaited<ReturnType<typeof runningService>>;
