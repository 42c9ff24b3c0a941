import type { RowFields } from '@humai/contracts-identification';
import { DomainError, type LocalDate } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { householdAggregate, identificationService } from '../application/household-aggregate.js';
import type { Links } from '../messaging/links.js';

export type RowToRaise = Readonly<{ batchId: string; rowId: string; sourceVersion: string; period: string; area: string; receivedOn: LocalDate; personId: string; householdId: string; fields: RowFields; commandId: string }>;
export type Raised = Readonly<{ raised: number; supported: number }>;

/** Outside the area of the batch, no household at all, or one that ended with its last member. */
const NONE: ReadonlySet<string> = new Set(['PERMISSION.AREA', 'SUBJECT.NOT_FOUND', 'HOUSEHOLD.CLOSED']);

export const countSignals = (events: readonly string[]): Raised => ({
  raised: events.filter((e) => e === 'identification.WarningRaised.v1').length, supported: events.filter((e) => e === 'identification.WarningSupported.v1').length,
});

/** What a household says when the person may have left it by a split that nobody has carried out yet. */
const LEFT: ReadonlySet<string> = new Set(['MEMBER.SPLIT_OFF', 'HOUSEHOLD.MERGED', 'HOUSEHOLD.CLOSED']);

/** Gives a row to its household, which decides what it means there. Null: the household lies outside the area of the batch, or is none. */
export async function raiseWarnings(executor: CommandExecutor, links: Pick<Links, 'splitOf' | 'split'>, { householdId, commandId, area, receivedOn, ...data }: RowToRaise): Promise<Raised | null> {
  const { sourceVersion, period, personId, fields, batchId, rowId } = data;
  const seen = new Set<string>();
  const give = async (id: string, movingIn: boolean): Promise<Raised | null> => {
    // With the reach of the batch, so that a department's file cannot speak of households elsewhere.
    const { events } = await executor.execute(householdAggregate, {
      type: 'RaiseWarnings', id, data: { batchId, rowId, sourceVersion, period, personId, fields, ...(movingIn ? { movingIn } : {}) }, actor: { ...identificationService, area }, commandId, effectiveOn: receivedOn,
      correlationId: batchId, causationId: batchId,
    });
    return countSignals(events);
  };
  for (let [id, movingIn] = [householdId, false]; ; )
    try {
      seen.add(id);
      return await give(id, movingIn);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      // Between the look at the person's place and now the person left in a split. It is carried out here, for there is nowhere yet to raise the warning; undone, the person is back.
      const split = LEFT.has(error.code) ? await links.splitOf(id, personId) : null;
      if (split && !(await links.split(split))) continue;
      if (!split && NONE.has(error.code)) return null;
      // Or the household went into another one, and the person goes with it.
      const into = split ? split.data.newHouseholdId : error.details['into'];
      if (!(split || error.code === 'HOUSEHOLD.MERGED') || typeof into !== 'string' || seen.has(into)) throw error;
      [id, movingIn] = [into, split === null];
    }
}
