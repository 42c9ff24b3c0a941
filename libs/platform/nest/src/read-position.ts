import { collectionOf, DomainError, type EventStore, type Projection, type ReadStore } from '@humai/kernel';

/** How far a projection's read model is. The projection runner may provide it under {@link READ_POSITIONS}. */
export interface ReadPositions {
  positionOf(projection: Pick<Projection, 'name' | 'version'>): Promise<number>;
}

/** The default: the runner's checkpoint stands in the read store under the collection's name. */
export const checkpointPositions = (store: Pick<ReadStore, 'checkpoint' | 'resolve'>): ReadPositions => ({
  positionOf: async (projection) => store.checkpoint(await store.resolve(collectionOf(projection))),
});

/** Resolves with where the log ended when it was asked, once these read models show it. */
export type UpToDate = (projections: readonly Pick<Projection, 'name' | 'version'>[]) => Promise<number>;

/** Where another process may keep them: waits until it has. Throws `READ_MODEL.BEHIND`. */
export const waitUpToDate = (store: Pick<EventStore, 'lastPosition'>, positions: ReadPositions): UpToDate => async (projections) => {
  const end = await store.lastPosition();
  await Promise.all(projections.map((projection) => waitForPosition(() => positions.positionOf(projection), end)));
  return end;
};

const LONGEST_WAIT_MS = 3_000;
const LONGEST_PAUSE_MS = 50;

/** Waits, not for ever, until the read model has come to a position. Throws `READ_MODEL.BEHIND`. */
export async function waitForPosition(
  read: () => Promise<number>,
  wanted: number,
  sleep: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
): Promise<number> {
  let position = await read();
  for (let waited = 0, pause = 2; position < wanted; waited += pause, pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if (waited >= LONGEST_WAIT_MS) throw new DomainError('READ_MODEL.BEHIND', { wanted, position });
    await sleep(pause);
    position = await read();
  }
  return position;
}
