import type { ReadDocument } from '@humai/kernel';
import type { Database } from '@humai/mongo';
import { checkCollection } from '@humai/read-store';

export type Stored = ReadDocument & Record<string, unknown>;
type Rows = ReturnType<typeof rows>;
const ATTEMPTS = 5;
const DUPLICATE_KEY = 11_000;
export const rows = (database: Database, collection: string) => database.collection<Stored>(checkCollection(collection));

type WriteError = Readonly<{ index: number; code: number }>;

/**
 * Where a later document is, the filter misses it, and the server refuses to insert its key a second time. It refuses one of two who insert a new key at once, too:
 * so what it refused is looked at, and what is not later is written again.
 */
export async function replaceAll(collection: Rows, documents: readonly Stored[]): Promise<void> {
  let left = documents;
  for (let attempt = 1; left.length > 0; attempt += 1)
    try {
      await collection.bulkWrite(
        left.map(({ _id, ...replacement }) => ({ replaceOne: { filter: { _id, position: { $lte: replacement.position } } as never, replacement: replacement as never, upsert: true } })), { ordered: false });
      return;
    } catch (error) {
      const refused = [(error as { writeErrors?: WriteError | readonly WriteError[] }).writeErrors ?? []].flat() as readonly WriteError[];
      if (attempt === ATTEMPTS || refused.length === 0 || refused.some(({ code }) => code !== DUPLICATE_KEY)) throw error;
      const again = refused.map(({ index }) => left[index]!);
      const there = new Map((await collection.find({ _id: { $in: again.map((d) => d._id) } }, { projection: { position: 1 } }).toArray()).map((d) => [d._id, d.position]));
      left = again.filter(({ _id, position }) => (there.get(_id) ?? 0) <= position);
    }
}
