import { expect } from '@jest/globals';
import { foldReadModel, type LocalDate, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import { deepFreeze } from './given-when-then.js';
import { syntheticId, syntheticMetadata } from './synthetic.js';

type Happened<E extends RecordedEvent> = Pick<E, 'stream' | 'type' | 'data'> & Readonly<{ on: LocalDate }>;

function recorded<E extends RecordedEvent>(told: readonly Happened<E>[]): readonly E[] {
  const revisions = new Map<string, number>();
  return told.map(({ stream, on, type, data }, i) => {
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    const event: RecordedEvent = {
      id: syntheticId(i + 1), stream, type, data, revision, position: i + 1, recordedAt: `${on}T02:00:00.000Z`, hash: '', metadata: syntheticMetadata({ effectiveOn: on, commandId: `command-${i + 1}` }),
    };
    return deepFreeze(event) as E;
  });
}

/**
 * `given(...events).then(documents)`: exactly these documents by key, and the same ones however often the events, or the end of them, come again.
 * Everything the projection gets is frozen.
 */
export const readModelSpecOf = <D extends ReadDocument, E extends RecordedEvent>(projection: Projection<D, E>) => ({
  /** A fact of a stream on its business date. */
  happened: <T extends E['type']>(stream: string, on: LocalDate, type: T, data: Extract<E, { type: T }>['data']): Happened<E> => ({ stream, on, type, data }),

  given: (...told: readonly Happened<E>[]) => {
    const events = recorded(told);
    const frozen: typeof projection = { ...projection, evolve: (document, event, id) => deepFreeze(projection.evolve(document, event, id)) };
    const after = (list: readonly E[]): Record<string, unknown> =>
      Object.fromEntries([...foldReadModel(frozen, list)].map(([key, { _id, position: _, ...body }]) => {
        expect(_id).toBe(key);
        return [key, body];
      }));
    return {
      then: (documents: Readonly<Record<string, Omit<D, '_id' | 'position'>>>): void => {
        expect(after(events)).toStrictEqual(documents);
        expect(JSON.parse(JSON.stringify(documents))).toStrictEqual(documents); // as a store would give it back
        expect(after(events.flatMap((e) => [e, e]))).toStrictEqual(documents);
        for (let from = 0; from < events.length; from += 1) expect(after([...events, ...events.slice(from)])).toStrictEqual(documents);
      },
    };
  },
});
