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
