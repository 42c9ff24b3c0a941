import { isDeepStrictEqual } from 'node:util';
import { contexts } from '@humai/contexts';
import { collectionOf, foldReadModel, type ReadDocument, type ReadStore, type RecordedEvent, subjectOf } from '@humai/kernel';
import { type CommandExecutor, projectionsOf as askedOf } from '@humai/nest';
import type { Reading } from '@humai/wiring-embedded';
import type { Logged } from './log-record.js';
import type { Witness } from './proofs.js';

/** Every read model of the house, due dates included. */
export const projectionsOf = ({ policies, calendar }: Pick<Reading, 'policies' | 'calendar'>) => [
  ...contexts.flatMap((c) => askedOf(c, { policies, calendar })),
  // Nobody acts here.
  ...contexts.flatMap((c) => c.processes?.({ executor: undefined as unknown as CommandExecutor, readStore: undefined as unknown as ReadStore, policies, calendar }) ?? []).map((p) => p.dueDates),
];

export type Documents = ReadonlyMap<string, ReadDocument>;

/** What a read model holds, by key. */
export async function documentsOf({ readStore }: Pick<Reading, 'readStore'>, collection: string): Promise<Documents> {
  const documents = new Map<string, ReadDocument>();
  if (readStore) for await (const batch of readStore.scan<ReadDocument>(await readStore.resolve(collection))) for (const d of batch) documents.set(d._id, d);
  return documents;
}

/** The read models as they stand, against a fold of the whole log. */
export async function compareReadModels(reading: Reading, witness: Witness): Promise<void> {
  const events: RecordedEvent[] = [];
  for await (const batch of reading.store.readAll()) for (const event of batch) events.push(reading.catalogue.upcast(event));
  await compareWithFold(events, reading, witness);
}

/** As above, for events in their newest shape that were read by whoever asks. */
export async function compareWithFold(events: readonly RecordedEvent[], reading: Pick<Reading, 'readStore' | 'policies' | 'calendar'>, witness: Witness): Promise<void> {
  for (const projection of projectionsOf(reading)) {
    const name = collectionOf(projection);
    // As documents are stored: what is undefined is not there.
    const fresh = new Map([...foldReadModel(projection, events)].map(([id, d]) => [id, JSON.parse(JSON.stringify(d)) as ReadDocument]));
    const problem = differenceOf(await documentsOf(reading, name), fresh);
    witness.saw('readModels', fresh.size);
    if (problem !== null) witness.objects('readModels', `${name}: ${problem}`);
  }
}

const SHOWN = 1_000;
const shortOf = (value: unknown): string => JSON.stringify(value).slice(0, SHOWN);

/** The first difference between two sets of documents, in words; null when there is none. */
export function differenceOf(found: ReadonlyMap<string, unknown>, expected: ReadonlyMap<string, unknown>): string | null {
  for (const [id, value] of expected) {
    if (!found.has(id)) return `${id} is missing (${found.size} of ${expected.size} are there)`;
    if (!isDeepStrictEqual(found.get(id), value)) return `${id} is ${shortOf(found.get(id))} and should be ${shortOf(value)}`;
  }
  for (const id of found.keys()) if (!expected.has(id)) return `${id} should not be there`;
  return null;
}

const countBy = (events: readonly Logged[], keyOf: (event: Logged) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const event of events) counts.set(keyOf(event), (counts.get(keyOf(event)) ?? 0) + 1);
  return counts;
};
const of = (events: readonly Logged[], type: string): readonly Logged[] => events.filter((e) => e.type === type);

/** A lost last job is one clue; a member who leaves gives up one place. */
export function checkMessages(events: readonly Logged[], { saw, objects }: Witness): void {
  const lost = of(events, 'relocation.EmploymentLost.v1').filter((e) => e.data['lastJob'] === true);
  const clues = of(events, 'identification.ClueReported.v1').filter((e) => e.data['source'] === 'relocation.EmploymentLost');
  const told = countBy(clues, (e) => `${e.stream} ${e.causationId}`);
  for (const { stream, id } of lost) {
    const count = told.get(`${stream} ${id}`) ?? 0;
    saw('messages');
    if (count !== 1) objects('messages', `${stream}: a lost last job (event ${id}) is ${count} clues`);
  }
  if (clues.length !== lost.length) objects('messages', `${lost.length} last jobs were lost, and ${clues.length} clues come from that`);

  const left = of(events, 'identification.PersonLeftHousehold.v1');
  // An import frees the place itself, by a command named after its own; the reaction finds it free.
  const causes = countBy(left, (e) => `${e.stream} ${e.commandId.endsWith('/leave') ? e.commandId.slice(0, -'/leave'.length) : e.causationId}`);
  for (const { id, data, stream, commandId } of of(events, 'identification.MemberRemoved.v1')) {
    const person = `person-${String(data['personId'])}`;
    const count = (causes.get(`${person} ${id}`) ?? 0) + (causes.get(`${person} ${commandId}`) ?? 0);
    saw('messages');
    if (count !== 1) objects('messages', `${person} left ${stream} (event ${id}) and gave up ${count} places`);
  }
}

/** A clue that is open beyond its limit is recorded as late, once; one that was settled in time, at most once. */
export function checkDeadlines(events: readonly Logged[], today: string, { saw, objects }: Witness): void {
  const keyOf = (e: Logged, field: string) => `${e.stream} ${String(e.data[field])}`;
  const recorded = countBy(of(events, 'identification.IdentificationOverdue.v1').filter((e) => e.data['subject'] === 'CLUE'), (e) => keyOf(e, 'subjectId'));
  const closed = new Set(of(events, 'identification.ClueClosed.v1').map((e) => keyOf(e, 'clueId')));
  for (const clue of of(events, 'identification.ClueReported.v1')) {
    const key = keyOf(clue, 'clueId');
    const count = recorded.get(key) ?? 0;
    const late = String(clue.data['dueOn']) < today;
    if (late) saw('deadlines');
    if (count > 1 || (late && count === 0 && !closed.has(key))) objects('deadlines', `clue ${key}, due on ${String(clue.data['dueOn'])}: ${count} times recorded as late`);
    if (count > 0 && !late) objects('deadlines', `clue ${key} was recorded as late before its limit ${String(clue.data['dueOn'])}`);
  }
}

/** Invariant 21: the one place of each person, against the members of each household. */
export function checkPlaces(events: readonly Logged[], { saw, objects }: Witness): void {
  const members = new Map<string, string>();
  const places = new Map<string, string>();
  for (const { type, stream, data } of events) {
    const personId = String(data['personId']);
    if (type === 'identification.MemberAdded.v1') {
      const other = members.get(personId);
      if (other !== undefined) objects('places', `person ${personId} is a member of ${other} and of ${stream}`);
      members.set(personId, stream);
    } else if (type === 'identification.MemberRemoved.v1' && members.get(personId) === stream) members.delete(personId);
    else if (type === 'identification.PersonJoinedHousehold.v1') places.set(subjectOf(stream), `household-${String(data['householdId'])}`);
    else if (type === 'identification.PersonLeftHousehold.v1') places.delete(subjectOf(stream));
  }
  saw('places', members.size);
  for (const [personId, household] of members) if (places.get(personId) !== household) objects('places', `person ${personId} is a member of ${household} and has a place in ${places.get(personId) ?? 'none'}`);
  for (const [personId, household] of places) if (!members.has(personId)) objects('places', `person ${personId} has a place in ${household} and is no member there`);
}
