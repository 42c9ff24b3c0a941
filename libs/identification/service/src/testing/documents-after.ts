import { foldReadModel, type LocalDate, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';
import { readModelSpecOf, syntheticId, syntheticMetadata } from '@humai/testing';

/** The documents of a read model after facts; that redelivery changes none of them is checked on the way. */
export function documentsAfter<D extends ReadDocument, E extends RecordedEvent>(projection: Projection<D, E>, facts: readonly Readonly<{ stream: string; on: LocalDate; type: string; data: unknown }>[]): readonly D[] {
  const events = facts.map(({ on, ...fact }, i) =>
    ({ ...fact, id: syntheticId(i + 1), revision: i, position: i + 1, recordedAt: `${on}T02:00:00.000Z`, hash: '', metadata: syntheticMetadata({ effectiveOn: on, commandId: `command-${i + 1}` }) }) as unknown as E);
  const documents = [...foldReadModel(projection, events).values()];
  readModelSpecOf(projection).given(...(facts as never[])).then(Object.fromEntries(documents.map(({ _id, position: _, ...body }) => [_id, body])) as never);
  return documents;
}
