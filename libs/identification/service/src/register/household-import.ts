import { createHash } from 'node:crypto';
import { DomainError } from '@humai/kernel';
import { isOtherMonitoring, planOf, type CurrentHousehold, type PlannedCommand, type Problem, type RegisterHousehold } from '@humai/identification-domain';
import type { KnownPerson, RegisterSink } from './sink.js';

export type RowFinding = Readonly<{ row: number; problem: Problem }>;
export type HouseholdOutcome =
  | Readonly<{ kind: 'taken'; accepted: number; unchanged: number; events: number; findings: readonly RowFinding[] }>
  | Readonly<{ kind: 'refused'; rejected: number; events: number; findings: readonly RowFinding[] }>
  | Readonly<{ kind: 'putOff' }>;

export type HouseholdTask = Readonly<{
  register: RegisterHousehold;
  current: CurrentHousehold | null;
  persons: ReadonlyMap<string, KnownPerson>;
  importKey: string;
  dryRun: boolean;
  /** Whether a person's present household is in the same file, so that its turn may free the person. */
  mayBeFreed(registerNumber: string): Promise<boolean>;
}>;

const NEW = 'new:'; // stands for the id of a person who does not exist yet
// These say that the system cannot work, not that a household is wrong: the import stops and goes on later.
const isFault = (error: DomainError) => /^(STORE|VAULT|SERVICE|IDENTITY|READ_MODEL)\./.test(error.code) || error.code === 'PERMISSION.ROLE';
const finding = (row: number, field: Problem['field'], code: string, details: Problem['details'] = {}): RowFinding => ({ row, problem: { field, code, details } });

/** Takes one checked household into the system: whole, or not at all. */
export async function takeHousehold(sink: RegisterSink, task: HouseholdTask): Promise<HouseholdOutcome> {
  const { register, current, persons, dryRun } = task;
  const elsewhere = await Promise.all(register.members.flatMap(({ row, idNumber }) => {
    const householdId = persons.get(idNumber)?.householdId ?? null;
    // The id this very household will have: an earlier run may have been stopped between the places and the registration.
    const own = current?.householdId ?? sink.householdIdFor(register.registerNumber);
    return householdId === null || householdId === own ? [] : [placeElsewhere(sink, task, row, householdId)];
  }));
  if (elsewhere.length > 0 && !dryRun && elsewhere.every((e) => e.mayBeFreed)) return { kind: 'putOff' };
  const held = elsewhere.filter((e) => !dryRun || !e.mayBeFreed);
  if (held.length > 0) return refused(register, held.map(({ row, household }) => finding(row, 'documentNumber', 'PERSON.IN_OTHER_HOUSEHOLD', { household })), 0);

  const householdId = current?.householdId ?? sink.householdIdFor(register.registerNumber);
  const personIds = register.members.map((m) => persons.get(m.idNumber)?.personId ?? NEW + m.idNumber);
  const plan = planOf(register, personIds, current, `carried-${householdId}`);
  for (const command of plan) {
    const roles = sink.missingRoles(command.type);
    if (roles.length > 0) return refused(register, [finding(command.rows[0]!, fieldOf(command, 'PERMISSION.ROLE'), 'PERMISSION.ROLE', { roles })], 0);
  }
  const present = register.members.flatMap(({ row, record: { relation: _, labour: __, ...record } }, i) =>
    current && current.members[personIds[i]!] ? [{ row, personId: personIds[i]!, record }] : []);
  const updated = present.length === 0 ? new Set<string>() : await sink.updatePersons(present, !dryRun);
  const touched = new Set([...plan.flatMap((c) => c.rows), ...present.filter((p) => updated.has(p.personId)).map((p) => p.row)]);
  const findings = isOtherMonitoring(register, current) ? [finding(register.members[0]!.row, 'category', 'REGISTER.MONITORING_DIFFERS')] : [];

  let events = 0;
  if (!dryRun)
    for (const [index, command] of plan.entries()) {
      const key = createHash('sha256').update([task.importKey, register.registerNumber, current?.revision ?? -1, index, command.type].join('\n')).digest('hex').slice(0, 40);
      try {
        events += (await sink.execute(householdId, { type: command.type, data: await withIds(sink, command), key })).events;
      } catch (error) {
        if (!(error instanceof DomainError) || isFault(error)) throw error;
        return refused(register, [...findings, finding(command.rows[0]!, fieldOf(command, error.code), error.code, error.details)], events);
      }
    }
  return { kind: 'taken', accepted: touched.size, unchanged: register.members.length - touched.size, events, findings };
}

async function placeElsewhere(sink: RegisterSink, { mayBeFreed }: HouseholdTask, row: number, householdId: string) {
  const number = await sink.registerNumberOf(householdId);
  return { row, household: number ?? householdId, mayBeFreed: number !== null && (await mayBeFreed(number)) };
}

/** Puts real ids where the plan names a person who was new when it was made. */
async function withIds(sink: RegisterSink, { data }: PlannedCommand): Promise<unknown> {
  const ids = ['personId', 'successorId'].filter((k) => typeof data[k] === 'string' && data[k].startsWith(NEW));
  if (ids.length === 0) return data;
  const numbers = ids.map((k) => (data[k] as string).slice(NEW.length));
  const known = await sink.findPersons(numbers);
  return { ...data, ...Object.fromEntries(ids.map((k, i) => [k, known.get(numbers[i]!)?.personId])) };
}

function fieldOf({ type }: PlannedCommand, code: string): Problem['field'] {
  if (code.startsWith('PERSON.')) return code === 'PERSON.PHONE' ? 'phone' : 'documentNumber';
  if (code.startsWith('AREA.') || code === 'PERMISSION.AREA') return 'village';
  if (type === 'CarryOverMonitoring') return 'category';
  if (type === 'RecordIncome') return 'incomePerHead';
  return code === 'HOUSEHOLD.NOT_ONE_HOUSEHOLDER' || code === 'HOUSEHOLD.TWO_SPOUSES' ? 'relation' : 'householdNumber';
}

/** The other rows say which rows hold them back. */
function refused(register: RegisterHousehold, findings: readonly RowFinding[], events: number): HouseholdOutcome {
  const wrong = [...new Set(findings.map((f) => f.row))].sort((a, b) => a - b);
  const held = register.members.filter((m) => !wrong.includes(m.row)).map((m) => finding(m.row, 'householdNumber', 'REGISTER.HELD_BACK', { rows: wrong.slice(0, 10).map(String) }));
  return { kind: 'refused', rejected: register.members.length, events, findings: [...findings, ...held] };
}
