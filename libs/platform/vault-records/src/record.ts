import type { AccessRecord, Instant, PersonRecord, Purpose } from '@humai/kernel';

/** STORAGE FORMAT. One text for one record, whatever the order of its fields: what is sealed, and what two records are compared by. */
export function textOfRecord({ name, documentNumber, phone, attributes }: PersonRecord): string {
  const sorted = attributes && Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ name, documentNumber, phone, attributes: sorted });
}

export const recordOfText = (text: string): PersonRecord => JSON.parse(text) as PersonRecord;

/** What was done with whose data: one line of the access log before it has its place there. */
export type AccessEntry = readonly [personId: string, action: AccessRecord['action']];

/** STORAGE FORMAT. What a link of the access log's chain is made over; `number` counts from 1 in its chain. */
export const textOfAccess = (number: number, at: Instant, { actor, role, purpose }: Purpose, [personId, action]: AccessEntry): string =>
  JSON.stringify([number, at, actor, role, purpose, personId, action]);

/** What an access log was found to be: `problem` names the first entry that is not as it was written. */
export type AccessLogCheck = Readonly<{ entries: number; problem: null | Readonly<{ number: number; problem: string }> }>;
