import { type AreaDirectory, DomainError, type LocalDate, type PersonRecord, type Purpose, type Vault } from '@humai/kernel';
import { readDocumentNumber } from '@humai/identification-domain';
import type { HouseholdCommands, MemberFacts, MemberRecord } from '@humai/contracts-identification';
import type { CommandExecutor, PrepareContext } from '@humai/nest';
import type { z } from 'zod';
import { identificationService, personPlace } from './household-aggregate.js';

type Body<N extends keyof typeof HouseholdCommands> = z.infer<(typeof HouseholdCommands)[N]['body']>;

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
  ) {}

  async registerHousehold(body: Body<'RegisterHousehold'>, context: PrepareContext) {
    const { members, ...household } = body;
    this.requireVillage(body.village, context);
    return { householdId: context.id, ...household, members: await this.#place(members, household.village, context, (i) => `members.${i}`) };
  }

  async addMember(body: Body<'AddMember'>, context: PrepareContext, village: string) {
    const [member] = await this.#place([body.member], village, context, () => 'member');
    return { member, reason: body.reason };
  }

  requireVillage(village: string, context: Pick<PrepareContext, 'effectiveOn'>): void {
    if (this.areas.find(village, context.effectiveOn)?.level !== 'village') throw new DomainError('AREA.UNKNOWN', { code: village }, 'village');
  }

  async #place(given: readonly MemberRecord[], village: string, context: PrepareContext, fieldOf: (i: number) => string): Promise<readonly MemberFacts[]> {
    const members = given.map((m, i) => withIdNumber(m, context.effectiveOn, `${fieldOf(i)}.documentNumber`));
    const why: Purpose = { actor: context.actor.id, role: context.actor.role, purpose: `identification.register ${context.commandId}` };
    const numbers = members.flatMap((m) => m.documentNumber ?? []);
    if (new Set(numbers).size !== numbers.length) throw new DomainError('MEMBER.EXISTS', {}, 'members');
    const known = numbers.length === 0 ? new Map<string, string>() : await this.vault.match(numbers, why);
    const ids = members.map((m, i) => (m.documentNumber === undefined ? undefined : known.get(m.documentNumber)) ?? context.idFor(`person ${i}`));
    // Places before records: a person of another household must not be overwritten by someone without rights there.
    await this.#join(ids, context.id, village, context);
    const stored = await this.vault.store(members.map((m, i) => ({ personId: ids[i]!, record: recordOf(m) })), why);
    return members.map(({ relation, labour }, i) => ({ personId: stored[i]!.personId, relation, labour }));
  }

  async #join(personIds: readonly string[], householdId: string, village: string, context: PrepareContext): Promise<void> {
    const command = async (type: 'JoinHousehold' | 'LeaveHousehold', personId: string, data: Record<string, string>) => {
      const result = await this.executor.execute(personPlace, {
        type, id: personId, data, actor: identificationService, effectiveOn: context.effectiveOn,
        commandId: `${context.commandId}/${type}/${personId}`, causationId: context.commandId, correlationId: context.commandId,
      });
      context.related(result);
      return result;
    };
    const joined = await Promise.allSettled(personIds.map((personId) => command('JoinHousehold', personId, { personId, householdId, village })));
    const refused = joined.find((r): r is PromiseRejectedResult => r.status === 'rejected');
    if (!refused) return;
    // The household is taken whole or not at all, so the places just taken are given up again.
    await Promise.all(personIds.map(async (personId, i) => {
      const result = joined[i];
      if (result?.status === 'fulfilled' && result.value.events.length > 0) await command('LeaveHousehold', personId, { personId, householdId, reason: 'OTHER' });
    }));
    throw refused.reason;
  }
}

/** A person is told by the ID number, whichever document was shown; a disability certificate's own number is kept beside it. */
function withIdNumber(member: MemberRecord, on: LocalDate, field: string): MemberRecord {
  if (member.documentNumber === undefined) return member;
  try {
    const { number, idNumber } = readDocumentNumber(member.documentNumber, on);
    return { ...member, documentNumber: idNumber, ...(number === idNumber ? {} : { attributes: { ...member.attributes, 残疾证号码: number } }) };
  } catch (error) {
    throw error instanceof DomainError ? new DomainError(error.code, error.details, field) : error;
  }
}

const recordOf = ({ name, documentNumber, phone, attributes }: MemberRecord): PersonRecord => ({
  name,
  ...(documentNumber === undefined ? {} : { documentNumber }),
  ...(phone === undefined ? {} : { phone }),
  ...(attributes === undefined ? {} : { attributes }),
});
