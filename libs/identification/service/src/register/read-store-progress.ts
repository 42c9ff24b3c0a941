import type { ReadDocument, ReadStore } from '@humai/kernel';
import type { ImportProgress, ImportState } from './sink.js';

const COLLECTION = 'identification.imports.v1';
type Document = ReadDocument & Readonly<{ state: ImportState }>;

/** Keeps the progress of unfinished imports beside the read models. Losing it costs time, not truth: what is done is found to be so. */
export class ReadStoreImportProgress implements ImportProgress {
  constructor(private readonly store: ReadStore) {}

  async load(key: string): Promise<ImportState | null> {
    await this.store.ensure({ name: COLLECTION, indexes: [] });
    return (await this.store.get<Document>(COLLECTION, key))?.state ?? null;
  }

  async save(key: string, state: ImportState): Promise<void> {
    const document: Document = { _id: key, position: 0, state };
    await this.store.write({ collection: COLLECTION, upserts: [document] });
  }

  async clear(key: string): Promise<void> {
    await this.store.write({ collection: COLLECTION, upserts: [], deletes: [key] });
  }
}
