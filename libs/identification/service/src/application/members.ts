import { type AreaDirectory, DomainError, type LocalDate, type PersonRecord, type Purpose, type Vault } from '@humai/kernel';
import { decideMembers, readDocumentNumber } from '@humai/identification-domain';
import type { HouseholdCommands, MemberFacts, MemberRecord } from '@humai/contracts-identification';
import type { CommandExecutor, PrepareContext } from '@humai/nest';
import type { z } from 'zod';
import { identificationService, personPlace } from './household-aggregate.js';
import type { Streams } from './streams.js';

type Body<N extends keyof typeof HouseholdCommands> = z.infer<(typeof HouseholdCommands)[N]['body']>;
type Placing = Readonly<{
  village: string;
  /** Place of a member in the body. */
  fieldOf(index: number): string;
  /** Throws what the rules of the household would throw: nobody takes a place for a command that is going to be refused. */
  rehearse(members: readonly MemberFacts[]): void;
}>;

/**
 * Takes personal data out of commands before they are decided: checks document numbers, takes each person's one place
 * (invariant 21), puts the rest into the vault, and hands the decider person ids.
 * Every step may be repeated: ids derive from the command, places and vault records answer the same again.
 */
export class Members {
  constructor(
    private readonly executor: CommandExecutor,
    private readonly vault: Vault,
    private readonly areas: AreaDirectory,
    private readonly streams: Streams,
  ) {}

  async registerHousehold({ members: given, ...household }: Body<'RegisterHousehold'>, context: PrepareContext) {
    this.requireVillage(household.village, context);
    const { state } = await this.streams.household(context.id);
    const data = (members: readonly MemberFacts[]) => ({ householdId: context.id, ...household, members });
    return data(await this.#place(given, context, {
      village: household.village, fieldOf: (i) => `members.${i}`, rehearse: (members) => void decideMembers.registerHousehold(state, { data: data(members) }),
    }));
  }

  async addMember({ member: given, reason }: Body<'AddMember'>, context: PrepareContext) {
    const { state } = await this.streams.household(context.id);
    if (!state.registered) throw new DomainError('HOUSEHOLD.NOT_FOUND', { household: context.id });
    const data = ([member]: readonly MemberFacts[]) => ({ member: member!, reason });
    return data(await this.#place([given], context, {
      village: state.registered.village, fieldOf: () => 'member', rehearse: (members) => void decideMembers.addMember(state, { data: data(members) }),
    }));
  }

  requireVillage(village: string, context: Pick<PrepareContext, 'effectiveOn'>): void {
    if (this.areas.find(village, context.effectiveOn)?.level !== 'village') throw new DomainError('AREA.UNKNOWN', { code: village }, 'village');
  }

  async #place(given: readonly MemberRecord[], context: PrepareContext, placing: Placing): Promise<readonly MemberFacts[]> {
    const members = given.map((m, i) => checked(m, context.effectiveOn, placing.fieldOf(i)));
    const why: Purpose = { actor: context.actor.id, role: context.actor.role, purpose: `identification.register ${context.commandId}` };
    const numbers = members.flatMap((m) => m.documentNumber ?? []);
    if (new Set(numbers).size !== numbers.length) throw new DomainError('MEMBER.EXISTS', {}, 'members');
    const known = await this.vault.match(numbers, why);
    const ids = members.map((m, i) => (m.documentNumber === undefined ? undefined : known.get(m.documentNumber)) ?? context.idFor(`person ${i}`));
    const facts = (personIds: readonly string[]) => members.map(({ relation, labour }, i) => ({ personId: personIds[i]!, relation, labour }));
    placing.rehearse(facts(ids));
    // Places before records: a person of another household must not be overwritten by someone without rights there.
    const joined = await this.#join(ids, context, placing);
    const stored = (await this.vault.store(members.map((m, i) => ({ personId: ids[i]!, record: recordOf(m) })), why)).map((s) => s.personId);
    const others = stored.filter((id) => !ids.includes(id));
    if (others.length > 0) {
      // Somebody else brought the same new person at the same moment and was first to give them an id.
      await this.#leave(joined.filter(({ personId }) => !stored.includes(personId)), context);
      await this.#join(others, context, placing, joined.filter(({ personId }) => stored.includes(personId)));
    }
    return facts(stored);
  }

  /** The household is taken whole or not at all: when one place is refused, those just taken (and those `before`) are given up again. */
  async #join(personIds: readonly string[], context: PrepareContext, { village, fieldOf }: Placing, before: readonly Joined[] = []): Promise<readonly Joined[]> {
    const places = await Promise.all(personIds.map((id) => this.streams.person(id)));
    const taken = places.findIndex(({ state: { householdId } }) => householdId !== null && householdId !== context.id);
    const attempts = taken >= 0 ? [] : await Promise.allSettled(personIds.map(async (personId, i) => {
      // By the revision, too: after a place was given up again the same command must not be answered that it still has it.
      const { events, revision } = await this.#command('JoinHousehold', { personId, revision: places[i]!.revision }, context, { village });
      return { personId, revision, isNew: events.length > 0 };
    }));
    const joined = attempts.flatMap((a) => (a.status === 'fulfilled' && a.value.isNew ? [a.value] : []));
    const refused = attempts.find((a) => a.status === 'rejected');
    if (taken < 0 && !refused) return [...before, ...joined];
    await this.#leave([...before, ...joined], context);
    throw refused ? refused.reason : new DomainError('PERSON.IN_OTHER_HOUSEHOLD', { household: places[taken]!.state.householdId }, `${fieldOf(taken)}.documentNumber`);
  }

  async #leave(places: readonly Joined[], context: PrepareContext): Promise<void> {
    await Promise.all(places.map((place) => this.#command('LeaveHousehold', place, context, { reason: 'OTHER' })));
  }

  async #command(type: 'JoinHousehold' | 'LeaveHousehold', { personId, revision }: Joined, context: PrepareContext, data: Readonly<Record<string, string>>) {
    const result = await this.executor.execute(personPlace, {
      type, id: personId, data: { personId, householdId: context.id, ...data }, actor: identificationService, effectiveOn: context.effectiveOn,
      commandId: `${context.commandId}/${type}/${personId}/${revision}`, causationId: context.commandId, correlationId: context.commandId,
    });
    context.related(result);
    return result;
  }
}

/** A person and the revision of their stream. */
type Joined = Readonly<{ personId: string; revision: number }>;

/** A person is told by the ID number, whichever document was shown; a disability certificate's own number is kept beside it. */
function checked(member: MemberRecord, on: LocalDate, field: string): MemberRecord {
  const phone = member.phone?.replace(/[\s-]/g, '');
  if (phone !== undefined && !/^\d{11}$/.test(phone)) throw new DomainError('PERSON.PHONE', {}, `${field}.phone`);
  const contact = phone === undefined ? member : { ...member, phone };
  if (member.documentNumber === undefined) return contact;
  try {
    const { number, idNumber } = readDocumentNumber(member.documentNumber, on);
    return { ...contact, documentNumber: idNumber, ...(number === idNumber ? {} : { attributes: { ...member.attributes, 残疾证号码: number } }) };
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(error.code, error.details, `${field}.documentNumber`) : error;
  }
}

const recordOf = ({ name, documentNumber, phone, attributes }: MemberRecord): PersonRecord => ({
  name,
  ...(documentNumber === undefined ? {} : { documentNumber }),
  ...(phone === undefined ? {} : { phone }),
  ...(attributes === undefined ? {} : { attributes }),
});
