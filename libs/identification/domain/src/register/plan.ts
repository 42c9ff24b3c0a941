import { HOUSEHOLDER, SPOUSE, type HouseholdKind, type Labour, type Relation } from '@humai/contracts-identification';
import type { RegisterHousehold } from './household.js';

/** A household as it is recorded now. */
export type CurrentHousehold = Readonly<{
  householdId: string;
  registerNumber: string | null;
  village: string;
  kind: HouseholdKind;
  members: Readonly<Record<string, Readonly<{ relation: Relation; labour: Labour }>>>;
  incomes: Readonly<Record<string, number>>;
  /** The enrolment it has or had; null when it was never monitored here. */
  monitoring: Readonly<{ category: string; cleared: boolean }> | null;
  hasOpenCase: boolean;
  /** Revision of its stream. */
  revision: number;
}>;

/** One command to give, with the rows of the file that ask for it. */
export type PlannedCommand = Readonly<{ type: string; data: Readonly<Record<string, unknown>>; rows: readonly number[] }>;

type Wanted = Readonly<{ relation: Relation; labour: Labour }>;
const TRANSIENT: Relation = '28'; // 其他: for the moment while the householder changes

/**
 * The commands that lead from what is recorded to what the register says; none when they agree.
 * Every step leaves exactly one householder and at most one spouse, so each is allowed by itself (invariant 21).
 * @param personIds person of each member, in the order of `register.members`
 */
export function planOf(register: RegisterHousehold, personIds: readonly string[], current: CurrentHousehold | null, enrolmentId: string): readonly PlannedCommand[] {
  const rows = register.members.map((m) => m.row);
  const { registerNumber, village, kind } = register;
  const plan: PlannedCommand[] = [];
  if (!current) plan.push({ type: 'RegisterHousehold', data: { registerNumber, village, kind, members: register.members.map((m) => m.record) }, rows });
  else {
    if (current.registerNumber !== registerNumber || current.village !== village || current.kind !== kind) plan.push({ type: 'ChangeHousehold', data: { registerNumber, village, kind }, rows });
    plan.push(...planMembers(register, personIds, current));
  }
  const { income, monitoring } = register;
  if (income && current?.incomes[income.year] !== income.incomePerHeadFen) plan.push({ type: 'RecordIncome', data: income, rows });
  if (monitoring && !current?.monitoring && !current?.hasOpenCase) plan.push({ type: 'CarryOverMonitoring', data: { enrolmentId, ...monitoring }, rows });
  return plan;
}

/** The register may not change a monitoring that is recorded already: only the procedure may. */
export const isOtherMonitoring = ({ monitoring }: RegisterHousehold, current: CurrentHousehold | null): boolean =>
  monitoring !== null && current !== null && (current.monitoring ? current.monitoring.category !== monitoring.category || current.monitoring.cleared !== (monitoring.cleared !== null) : current.hasOpenCase);

function planMembers(register: RegisterHousehold, personIds: readonly string[], current: CurrentHousehold): PlannedCommand[] {
  const plan: PlannedCommand[] = [];
  const members = register.members.map((m, i) => ({ ...m, personId: personIds[i]! }));
  const wanted = new Map(members.map((m) => [m.personId, m]));
  const now = new Map<string, Wanted>(Object.entries(current.members).map(([id, { relation, labour }]) => [id, { relation, labour }]));
  const householder = members.find((m) => m.record.relation === HOUSEHOLDER)!;
  const allRows = members.map((m) => m.row);

  const add = (m: (typeof members)[number], relation: Relation = m.record.relation) => {
    plan.push({ type: 'AddMember', data: { member: { ...m.record, relation }, reason: 'REGISTER' }, rows: [m.row] });
    now.set(m.personId, { relation, labour: m.record.labour });
  };
  const change = (m: (typeof members)[number]) => {
    const { relation, labour } = m.record;
    const present = now.get(m.personId);
    if (!present || (present.relation === relation && present.labour === labour)) return;
    plan.push({ type: 'ChangeMember', data: { personId: m.personId, relation, labour }, rows: [m.row] });
    now.set(m.personId, { relation, labour });
  };

  const [formerId] = [...now].find(([, { relation }]) => relation === HOUSEHOLDER) ?? [];
  if (formerId !== undefined && formerId !== householder.personId) {
    const former = wanted.get(formerId);
    if (!now.has(householder.personId)) add(householder, TRANSIENT);
    const { labour } = now.get(householder.personId)!;
    now.set(householder.personId, { relation: HOUSEHOLDER, labour });
    if (former) {
      // One command for both: between two there would be two householders, or none.
      plan.push({ type: 'ChangeMember', data: { personId: formerId, relation: TRANSIENT, labour: former.record.labour, successorId: householder.personId }, rows: [householder.row, former.row] });
      now.set(formerId, { relation: TRANSIENT, labour: former.record.labour });
    } else {
      plan.push({ type: 'RemoveMember', data: { personId: formerId, reason: 'OTHER', successorId: householder.personId }, rows: allRows });
      now.delete(formerId);
    }
  }
  for (const personId of [...now.keys()])
    if (!wanted.has(personId)) {
      plan.push({ type: 'RemoveMember', data: { personId, reason: 'OTHER' }, rows: allRows });
      now.delete(personId);
    }
  // Who stops being the spouse makes room for who becomes it.
  const spouseLast = [...members].sort((a, b) => Number(a.record.relation === SPOUSE) - Number(b.record.relation === SPOUSE));
  for (const m of spouseLast) change(m);
  for (const m of spouseLast) if (!now.has(m.personId)) add(m);
  return plan;
}
