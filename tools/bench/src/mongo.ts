import { randomUUID } from 'node:crypto';
import { collectionOf, type ReadDocument } from '@humai/kernel';
import { householdsProjection } from '@humai/identification-service';
import { openMongoReadStore } from '@humai/read-store-mongo';
import mongoose from 'mongoose';
import { inTurn, type Measurement, secondsSince, settle } from './measurement.js';
import type { Steps } from './steps.js';

const ROWS = 5_000;
const BATCH = 1_000;

/** Rows of the size and shape of a household's; `round` makes each write a change. */
const rowsOf = (round: number): readonly ReadDocument[] =>
  Array.from({ length: ROWS }, (_, i) => ({
    _id: `h${String(i).padStart(7, '0')}`, position: round * ROWS + i, registerNumber: `5115040000${i}`, village: `511504${String(101 + (i % 17)).padStart(3, '0')}${String(201 + (i % 20)).padStart(3, '0')}`,
    kind: 'GENERAL', status: 'ENROLLED', category: `C${1 + (i % 3)}`, risks: [{ riskId: `e${i}.1`, type: '01', open: true }], openRisks: 1, enrolmentId: `e${i}`, incomePerHeadFen: 700_000 + round,
    members: Array.from({ length: 3 }, (__, n) => ({ personId: `p${i}-${n}`, relation: '01', labour: 'ORDINARY' })),
  }));

/** Rows written in batches over MongoDB, beside bare mongoose writing the same with the same indexes and acknowledgement. */
export async function benchMongo(url: string, steps: Steps): Promise<Measurement[]> {
  const address = `${url}/bench-${randomUUID().slice(0, 8)}`;
  const collection = collectionOf(householdsProjection);
  const store = await openMongoReadStore({ url: address });
  const plain = await mongoose.createConnection(address, { autoIndex: false, writeConcern: { w: 'majority', journal: true } }).asPromise();
  try {
    await store.ensure({ name: collection, indexes: householdsProjection.indexes });
    const bare = plain.db!.collection<ReadDocument>('bare');
    for (const index of householdsProjection.indexes) await bare.createIndex(Object.fromEntries([...index, '_id'].map((field) => [field, 1])));
    const timed = async (round: number, write: (rows: readonly ReadDocument[]) => Promise<unknown>): Promise<number> => {
      const rows = rowsOf(round);
      settle();
      const start = performance.now();
      for (let i = 0; i < ROWS; i += BATCH) await write(rows.slice(i, i + BATCH));
      return ROWS / secondsSince(start);
    };
    const [ours, theirs] = await steps.run('rows over MongoDB', () => inTurn([
      (round) => timed(round, (upserts) => store.write({ collection, upserts, checkpoint: { name: collection, position: upserts.at(-1)!.position } })),
      (round) => timed(round, (rows) => bare.bulkWrite(rows.map(({ _id, ...replacement }) => ({ replaceOne: { filter: { _id }, replacement: replacement as never, upsert: true } })), { ordered: false })),
    ], { rounds: 3 }));
    return [{ row: `rows of a read model over MongoDB's protocol, ${BATCH} at a time, each batch with its checkpoint`, value: ours!, unit: 'rows/s', baselines: [{ name: 'mongoose, bulkWrite of the same rows, same indexes, no checkpoint', value: theirs! }] }];
  } finally {
    await plain.dropDatabase();
    await plain.close();
    await store.close();
  }
}
