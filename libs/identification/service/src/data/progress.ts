import type { BatchCounts } from '@humai/contracts-identification';
import type { ReadDocument, ReadStore } from '@humai/kernel';

const COLLECTION = 'identification.data-batch-progress.v1';

/** The last row that is done, and how the rows up to it ended. */
export type BatchProgress = Readonly<{ row: number; counts: BatchCounts }>;
type Document = ReadDocument & BatchProgress;

/** Where a batch that was interrupted goes on. Losing it costs time, not truth: every row may be given again. */
export class BatchProgressStore {
  constructor(private readonly store: ReadStore) {}

  async load(batchId: string): Promise<BatchProgress | null> {
    await this.store.ensure({ name: COLLECTION, indexes: [] });
    const found = await this.store.get<Document>(COLLECTION, batchId);
    return found && { row: found.row, counts: found.counts };
  }

  async save(batchId: string, progress: BatchProgress): Promise<void> {
    const document: Document = { _id: batchId, position: 0, ...progress };
    await this.store.write({ collection: COLLECTION, upserts: [document] });
  }

  async clear(batchId: string): Promise<void> {
    await this.store.write({ collection: COLLECTION, upserts: [], deletes: [batchId] });
  }
}
