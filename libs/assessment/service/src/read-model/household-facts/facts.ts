import { knownUpTo } from '@humai/assessment-domain';
import { areaPrefix, collectionOf, type ReadStore } from '@humai/kernel';
import { checkpointPositions, type ReadPositions, waitForPosition } from '@humai/nest';
import { type FactSource, FactsReplaced } from '../../application/assess.js';
import { type HouseholdFactsDocument, householdFactsProjection } from './projection.js';

/** Facts from the read model, as they were at any position it has passed. */
export const readModelFacts = (store: ReadStore, positions: ReadPositions = checkpointPositions(store)): FactSource => ({
  async reach(position) {
    const read = () => positions.positionOf(householdFactsProjection);
    return position === undefined ? read() : waitForPosition(read, position);
  },
  async *households(area, upTo) {
    const current = () => store.resolve(collectionOf(householdFactsProjection));
    const collection = await current();
    // After a rebuild the old collection is dropped, under the reader's hands: it fails, or ends before its end.
    const requireCurrent = async (cause?: unknown) => {
      if ((await current()) !== collection) throw new FactsReplaced(collection, { cause });
    };
    try {
      for await (const batch of store.scan<HouseholdFactsDocument>(collection, { villages: { prefix: areaPrefix(area) } })) yield batch.map((facts) => knownUpTo(facts, upTo));
    } catch (error) {
      await requireCurrent(error);
      throw error;
    }
    await requireCurrent();
  },
});
