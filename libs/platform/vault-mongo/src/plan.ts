import { DomainError, type PersonRecord, type StoredPerson } from '@humai/kernel';
import { type Keyring, textOfRecord } from '@humai/vault-records';
import type { Person } from './collections.js';

export type Given = Readonly<{ personId: string; record: PersonRecord }>;
/** What becomes of one record: its document afterwards, or null when nothing changes. */
export type Step = Readonly<{ stored: StoredPerson; write: Person | null }>;

/** What a document number is found by. */
export const tagIn = (keyring: Keyring, documentNumber: string): string => Buffer.from(keyring.tagOf(documentNumber)).toString('base64');

/** The clear record; null for an erased person. Throws `STORE.DAMAGED`. */
export function textIn({ _id, wrapped, sealed }: Person, keyring: Keyring, place: string): string | null {
  if (!wrapped || !sealed) return null;
  try {
    return keyring.unseal(keyring.unwrap(_id, wrapped), _id, sealed);
  } catch {
    throw new DomainError('STORE.DAMAGED', { file: place, problem: `the record of person ${_id} cannot be opened` });
  }
}

/** What storing these records one after the other does to the persons that are there. Throws `PERSON.ERASED`. */
export function planOf(records: readonly Given[], persons: readonly Person[], keyring: Keyring, clear: (person: Person) => string | null): readonly Step[] {
  const byId = new Map(persons.map((p) => [p._id, p]));
  const byTag = new Map(persons.flatMap((p) => (p.tag === undefined ? [] : [[p.tag, p._id] as const])));
  return records.map(({ personId: given, record }): Step => {
    const tag = record.documentNumber === undefined ? undefined : tagIn(keyring, record.documentNumber);
    const personId = (tag === undefined ? undefined : byTag.get(tag)) ?? given;
    const person = byId.get(personId);
    const text = textOfRecord(record);
    if (person && !person.wrapped) throw new DomainError('PERSON.ERASED', { personId });
    if (person && clear(person) === text) return { stored: { personId, outcome: 'unchanged' }, write: null };
    const { key, wrapped } = person ? { key: keyring.unwrap(personId, person.wrapped!), wrapped: person.wrapped! } : keyring.newKey(personId);
    const write: Person = { _id: personId, turn: (person?.turn ?? 0) + 1, ...(tag === undefined ? {} : { tag }), wrapped, sealed: keyring.seal(key, personId, text) };
    byId.set(personId, write);
    if (person?.tag !== undefined) byTag.delete(person.tag);
    if (tag !== undefined) byTag.set(tag, personId);
    return { stored: { personId, outcome: person ? 'updated' : 'created' }, write };
  });
}
