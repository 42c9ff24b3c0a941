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
    const ownIds = members.map((_, i) => context.idFor(`person ${i}`));
    const ids = members.map((m, i) => (m.documentNumber === undefined ? undefined : known.get(m.documentNumber)) ?? ownIds[i]!);
    const facts = (personIds: readonly string[]) => members.map(({ relation, labour }, i) => ({ personId: personIds[i]!, relation, labour }));
    // A household is taken whole or not at all, and a try that a crash cut short may have taken places, too.
    context.onRefused(() => this.#giveUp([...new Set([...ids, ...ownIds])], context));
    placing.rehearse(facts(ids));
    // Places before records: a person of another household must not be overwritten by someone without rights there.
    await this.#join(ids, context, placing);
    const stored = (await this.vault.store(members.map((m, i) => ({ personId: ids[i]!, record: recordOf(m) })), why)).map((s) => s.personId);
    const others = stored.filter((id) => !ids.includes(id));
    if (others.length > 0) {
      // Somebody else brought the same new person at the same moment and was first to give them an id.
      await this.#giveUp(ids.filter((id) => !stored.includes(id)), context);
      context.onRefused(() => this.#giveUp(others, context));
      await this.#join(others, context, placing);
    }
    return facts(stored);
  }

  async #join(personIds: readonly string[], context: PrepareContext, { village, fieldOf }: Placing): Promise<void> {
    const places = await Promise.all(personIds.map((id) => this.streams.person(id)));
    const taken = places.findIndex(({ state: { householdId } }) => householdId !== null && householdId !== context.id);
    if (taken >= 0) throw new DomainError('PERSON.IN_OTHER_HOUSEHOLD', { household: places[taken]!.state.householdId }, `${fieldOf(taken)}.documentNumber`);
    // By the revision, too: after a place was given up again the same command must not be answered that it still has it.
    const attempts = await Promise.allSettled(personIds.map((personId, i) => this.#command('JoinHousehold', personId, places[i]!.revision, context, { village })));
    for (const attempt of attempts) if (attempt.status === 'rejected') throw attempt.reason;
  }

  /** Gives up the places that this very command took; whoever is a member by now, by another command, needs theirs. */
  async #giveUp(personIds: readonly string[], context: PrepareContext): Promise<void> {
    const { state: { members } } = await this.streams.household(context.id);
    await Promise.all(personIds.map(async (personId) => {
      const { state, revision, commandId } = await this.streams.person(personId);
      const mine = state.householdId === context.id && commandId.startsWith(`${context.commandId}/JoinHousehold/`);
      if (mine && !Object.hasOwn(members, personId)) await this.#command('LeaveHousehold', personId, revision, context, { reason: 'OTHER' });
    }));
  }

  async #command(type: 'JoinHousehold' | 'LeaveHousehold', personId: string, revision: number, context: PrepareContext, data: Readonly<Record<string, string>>): Promise<void> {
    context.related(await this.executor.execute(personPlace, {
      type, id: personId, data: { personId, householdId: context.id, ...data }, actor: identificationService, effectiveOn: context.effectiveOn,
      commandId: `${context.commandId}/${type}/${personId}/${revision}`, causationId: context.commandId, correlationId: context.commandId,
    }));
  }
}

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
