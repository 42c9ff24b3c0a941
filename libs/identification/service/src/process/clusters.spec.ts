import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, collectionOf, foldReadModel, type LocalDate, localDateOf, startOfDate, townshipOf } from '@humai/kernel';
import { readModelSpecOf } from '@humai/testing';
import { policyParts } from '../testing/policy-parts.js';
import { areas, person, runningService, type RunningService, TODAY, VILLAGE } from '../testing/running-service.js';
import { clusterPlacesProjection } from './cluster-places.js';
import { clusterSignalsProjection, type ClusterSignalsDocument, clusterWatch } from './clusters.js';

const OTHER = areas.children(townshipOf(VILLAGE)).find((a) => a.code !== VILLAGE)!.code;
let service: RunningService;
let n = 0;
beforeAll(async () => {
  service = await runningService();
  await service.readStore.ensure({ name: collectionOf(clusterPlacesProjection), indexes: clusterPlacesProjection.indexes });
});
afterAll(() => service.close());
/** As a tick does, before anything is counted. */
const project = async () => service.readStore.write({ collection: collectionOf(clusterPlacesProjection), upserts: [...foldReadModel(clusterPlacesProjection, (await service.log()) as never).values()] });

const goTo = (date: LocalDate) => service.clock.advance(Date.parse(startOfDate(date)) - Date.parse(service.clock.now()));
async function clue(village = VILLAGE, riskType = '01'): Promise<void> {
  const id = `h${(n += 1)}`;
  await service.give('RegisterHousehold', id, { registerNumber: null, village, kind: 'GENERAL', members: [person(n)] });
  await service.give('ReportClue', id, { clueId: 'x', channel: 'OTHER', riskTypes: [riskType] });
}
/** As the process runner does it, each time by an executor and a process of their own, as after a restart; the read model is folded anew. */
async function tick(today: LocalDate, repeats = 1): Promise<void> {
  if (today > localDateOf(service.clock.now())) goTo(today);
  await project();
  const documents = [...foldReadModel(clusterSignalsProjection(service.policies), (await service.log()) as never).values()] as ClusterSignalsDocument[];
  for (let i = 0; i < repeats; i += 1)
    for (const document of documents) if (document.dueOn < today) await clusterWatch({ executor: service.newExecutor(), policies: service.policies, readStore: service.readStore }).act(document, today);
}
const causesOf = async (stream: string) => {
  const events = (await service.log()).filter((e) => e.stream === stream);
  const [document] = [...foldReadModel(clusterSignalsProjection(service.policies), events as never).values()] as ClusterSignalsDocument[];
  return document!.signals.map((s) => s.cause);
};
const told = async () => (await service.log()).filter((e) => e.type.includes('AreaCluster'))
  .map(({ type, stream, data }) => [type, stream, (data as { cause: string }).cause, (data as { count?: number }).count ?? null]);
const AREA = `area-${VILLAGE}`;

describe('clusters of new risks', () => {
  it('are not seen below the count', async () => {
    // Beside 300 others, so that two of them are no rate.
    await service.readStore.write({
      collection: collectionOf(clusterPlacesProjection),
      upserts: Array.from({ length: 300 }, (_, i) => ({ _id: `other-${i}`, position: 1, dueOn: '9999-12-31', area: VILLAGE, village: VILLAGE, registered: true })),
    });
    for (let i = 0; i < 4; i += 1) await clue();
    await clue(VILLAGE, '02');
    await clue(OTHER);
    await tick(TODAY);
    expect(await told()).toStrictEqual([]);
  });

  it('are found on the day they come about, once, however often it ticks, restarts or replays', async () => {
    await clue();
    await tick(TODAY, 3);
    await tick(TODAY);
    await tick(addDays(TODAY, 1));
    expect(await told()).toStrictEqual([['identification.AreaClusterFound.v1', AREA, '01', 5]]);
    const [event] = (await service.store.readStream(AREA));
    expect(event).toMatchObject({
      data: { clusterId: `${VILLAGE}-01-1`, level: 'village', cause: '01', from: '2025-02-09', to: TODAY, households: 306, householdIds: ['h1', 'h2', 'h3', 'h4', 'h7'], minCount: 5, windowDays: 30, policyVersion: 'identification/511504/2021' },
      metadata: { actor: 'identification', policy: 'identification/511504/2021', effectiveOn: TODAY },
    });
  });

  it('have grown beyond double', async () => {
    goTo(addDays(TODAY, 2));
    for (let i = 0; i < 5; i += 1) await clue();
    await tick(addDays(TODAY, 2));
    expect(await told()).toHaveLength(1);
    await clue();
    await tick(addDays(TODAY, 2), 2);
    expect((await told()).slice(1)).toStrictEqual([['identification.AreaClusterGrown.v1', AREA, '01', 11]]);
  });

  it('end when the window has passed, and are found again as another one', async () => {
    goTo(addDays(TODAY, 60));
    await tick(addDays(TODAY, 60), 2);
    expect((await told()).slice(2)).toStrictEqual([['identification.AreaClusterEnded.v1', AREA, '01', null]]);
    for (let i = 0; i < 5; i += 1) await clue();
    await tick(addDays(TODAY, 60));
    expect((await told()).slice(3)).toStrictEqual([['identification.AreaClusterFound.v1', AREA, '01', 5]]);
  });

  it('are not lost when a tick was cut short: the next one finds them', async () => {
    goTo(addDays(TODAY, 61));
    for (let i = 0; i < 5; i += 1) await clue(OTHER, '0201');
    await project();
    const [document] = [...foldReadModel(clusterSignalsProjection(service.policies), (await service.log()) as never).values()] as ClusterSignalsDocument[];
    const failing = { ...service.readStore, resolve: service.readStore.resolve.bind(service.readStore), getMany: service.readStore.getMany.bind(service.readStore), count: async () => { throw new Error('gone'); } };
    await expect(clusterWatch({ executor: service.newExecutor(), policies: service.policies, readStore: failing as never }).act(document!, addDays(TODAY, 61))).rejects.toThrow('gone');
    await tick(addDays(TODAY, 61));
    expect((await told()).slice(4)).toStrictEqual([['identification.AreaClusterFound.v1', `area-${OTHER}`, '02', 5]]);
  });
});

describe('identification.cluster-signals', () => {
  const { given, happened } = readModelSpecOf(clusterSignalsProjection(policyParts.policies));
  it('counts a clue that was corrected by what it should have said', async () => {
    const [event] = (await service.log()).filter((e) => e.type === 'identification.ClueReported.v1' && (e.data as { riskTypes: string[] }).riskTypes[0] === '02');
    const before = await causesOf(event!.stream);
    await service.give('CorrectEntry', event!.stream.slice('household-'.length), { eventId: event!.id, data: { riskTypes: ['09', '0201'] }, reason: '录入有误' });
    expect((await service.store.readStream(event!.stream)).at(-1)?.type).toBe('identification.EntryCorrected.v1');
    expect([before, await causesOf(event!.stream)]).toStrictEqual([['02'], ['09', '02']]);
  });
  it('reads nothing where no rulebook decided', () =>
    given(happened('household-h1', '2024-03-04', 'identification.RiskAdded.v1', { enrolmentId: 'e1', riskId: 'r', type: '01' })).then({}));
});
