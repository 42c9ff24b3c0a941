import { hash, randomBytes, randomUUID } from 'node:crypto';
import type { Logged } from '@humai/crash-test';
import { hashedText, MAX_EVENT_BYTES } from '@humai/kernel';
import type { Message } from 'kafkajs';

export const HOUSEHOLDS = 'humai.household.v1';
export const EMPLOYMENT_LOST = 'relocation.EmploymentLost.v1';
const HOUSEHOLD_CHANGED = 'identification.HouseholdChanged.v1';
export const IDENTIFICATION = 'identification.reactions';
export const ASSISTANCE = 'assistance.reactions';

type Told = Readonly<{ stream: string; revision: number; position: number; type: string; data: unknown; today: string }>;

/** A message in the form that the relay gives an event, and the event as a log would hold it. */
export function eventMessage({ stream, revision, position, type, data, today }: Told): Readonly<{ message: Message & { headers: Record<string, string> }; event: Logged }> {
  const id = randomUUID();
  const metadata = { actor: 'fault-drill', role: 'service', area: '511504', policy: null, effectiveOn: today, command: 'Plant', commandId: id, correlationId: id, causationId: id };
  const raw = { id, type, stream, revision, recordedAt: `${today}T00:00:00.000Z`, previousHash: '', data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
  const own = hash('sha256', hashedText(raw));
  return {
    message: {
      key: stream, value: raw.data, headers: {
        ce_specversion: '1.0', ce_id: id, ce_source: `urn:humai:${type.split('.')[0]}`, ce_type: type, ce_subject: stream, ce_time: raw.recordedAt, 'content-type': 'application/json',
        humai_envelope: '1', humai_position: String(position), humai_revision: String(revision), humai_metadata: raw.metadata, humai_hash: own, humai_previous_hash: '',
      },
    },
    event: { position, stream, revision, type, id, hash: own, commandId: id, causationId: id, data: data as Logged['data'] },
  };
}

/** A last job lost in a household that there is not: well formed, and refused by its handler for as long as nobody registers the household. */
export const lostJob = (stream: string, revision: number, position: number, today: string) =>
  eventMessage({ stream, revision, position, type: EMPLOYMENT_LOST, today, data: { personId: `${stream}-person`, employmentId: `${stream}-job-${revision}`, lostOn: today, lastJob: true } });

/** What no consumer may choke on. `cause` is what the dead letter must say; none where the message is passed over or parked. */
export type Rubbish = Readonly<{ name: string; message: Message; groups: readonly string[]; cause: string }>;

/** `secret` stands in each of them, and may stand nowhere else. */
export function rubbish(stream: string, position: number, today: string, secret: string): readonly Rubbish[] {
  const told = { stream, revision: 0, position, today };
  const lost = (data: object, type = EMPLOYMENT_LOST) => eventMessage({ ...told, type, data }).message;
  const changed = (data: object) => eventMessage({ ...told, type: HOUSEHOLD_CHANGED, data }).message;
  const village = { registerNumber: secret, village: '511504001201', kind: 'GENERAL' };
  const both = [IDENTIFICATION, ASSISTANCE];
  const large = (bytes: number) => changed({ ...village, filling: 'x'.repeat(bytes) });
  return [
    { name: 'bytes', message: { key: null, value: Buffer.concat([randomBytes(64), Buffer.from(secret)]) }, groups: both, cause: 'the header ce_specversion is missing' },
    { name: 'no headers', message: { key: stream, value: JSON.stringify(village) }, groups: both, cause: 'the header ce_specversion is missing' },
    { name: 'no message at all', message: { key: null, value: null }, groups: both, cause: 'the header ce_specversion is missing' },
    { name: 'future envelope', message: withHeaders(lost({ secret }), { humai_envelope: '2' }), groups: [IDENTIFICATION], cause: 'its envelope is not of version 1' },
    { name: 'changed on the way', message: { ...changed(village), value: JSON.stringify({ ...village, kind: 'OTHER' }) }, groups: [ASSISTANCE], cause: 'its hash does not match' },
    { name: 'no JSON', message: { ...changed(village), value: `{"${secret}` }, groups: [ASSISTANCE], cause: 'the value is not JSON' },
    { name: 'wrong key', message: { ...changed(village), key: `${stream}-${secret}` }, groups: [ASSISTANCE], cause: 'its key is not its stream' },
    { name: 'oversized', message: large(MAX_EVENT_BYTES + 1), groups: [ASSISTANCE], cause: `it has more than ${MAX_EVENT_BYTES} bytes` },
    { name: 'oversized beyond a copy', message: large(2 * MAX_EVENT_BYTES - 6_000), groups: [ASSISTANCE], cause: `it has more than ${MAX_EVENT_BYTES} bytes` },
    // A type of the future is nobody's yet: passed over by its header.
    { name: 'future type', message: lost({ secret }, 'relocation.EmploymentLost.v9'), groups: [], cause: '' },
  ];
}

const withHeaders = (message: Message, headers: Record<string, string>): Message => ({ ...message, headers: { ...message.headers, ...headers } });
