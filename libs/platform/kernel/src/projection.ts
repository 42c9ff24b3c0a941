import type { RecordedEvent } from './event.js';
import type { ReadDocument } from './read-store.js';

/**
 * One question, one collection. Data only: the runner owns subscription, checkpoint, retry and storage.
 * Name of the collection: `<name>.v<version>`, e.g. `identification.open-cases.v1`. A change of meaning raises the version.
 */
export interface Projection<D extends ReadDocument = ReadDocument, E extends RecordedEvent = RecordedEvent> {
  readonly name: string;
  readonly version: number;
  readonly indexes: readonly (readonly string[])[];
  /** Full names of the event types it reads. */
  readonly handles: readonly E['type'][];
  /** Which documents an event changes: none, one, or several. */
  documentId(event: E): string | readonly string[] | null;
  /** The document after the event; null deletes it. Pure; must not change its arguments. The runner sets `_id` and `position`. */
  evolve(document: D | null, event: E, id: string): Omit<D, '_id' | 'position'> | null;
}

export const collectionOf = (p: Pick<Projection, 'name' | 'version'>): string => `${p.name}.v${p.version}`;

/** The keys of the documents an event changes; none when the projection does not read its type. */
export function documentIdsOf<D extends ReadDocument, E extends RecordedEvent>(p: Pick<Projection<D, E>, 'documentId'>, event: E): readonly string[] {
  const ids = p.documentId(event);
  return ids === null ? [] : typeof ids === 'string' ? [ids] : ids;
}

/** A document after an event, with key and position; unchanged when the event was applied before, null when it is gone. */
export function applyEvent<D extends ReadDocument, E extends RecordedEvent>(p: Pick<Projection<D, E>, 'evolve'>, document: D | null, event: E, id: string): D | null {
  if (document && document.position >= event.position) return document;
  const body = p.evolve(document, event, id);
  return body && ({ ...body, _id: id, position: event.position } as D);
}

/** A fresh fold: the documents by key that a read model must hold after these events. */
export function foldReadModel<D extends ReadDocument, E extends RecordedEvent>(p: Projection<D, E>, events: Iterable<E>): Map<string, D> {
  const documents = new Map<string, D>();
  for (const event of events) {
    if (!p.handles.includes(event.type)) continue;
    for (const id of documentIdsOf(p, event)) {
      const document = applyEvent(p, documents.get(id) ?? null, event, id);
      if (document) documents.set(id, document);
      else documents.delete(id);
    }
  }
  return documents;
}
