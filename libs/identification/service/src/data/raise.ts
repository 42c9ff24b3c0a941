import type { RowFields } from '@humai/contracts-identification';
import { DomainError, type LocalDate } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { householdAggregate, identificationService } from '../application/household-aggregate.js';

export type RowToRaise = Readonly<{ batchId: string; rowId: string; sourceVersion: string; period: string; area: string; receivedOn: LocalDate; personId: string; householdId: string; fields: RowFields; commandId: string }>;
export type Raised = Readonly<{ raised: number; supported: number }>;

/** Outside the area of the batch, no household at all, or one that ended with its last member. */
const NONE: ReadonlySet<string> = new Set(['PERMISSION.AREA', 'SUBJECT.NOT_FOUND', 'HOUSEHOLD.CLOSED']);

export const countSignals = (events: readonly string[]): Raised => ({
  raised: events.filter((e) => e === 'identification.WarningRaised.v1').length, supported: events.filter((e) => e === 'identification.WarningSupported.v1').length,
});

/** Gives a row to its household, which decides what it means there. Null: the household lies outside the area of the batch, or is none. */
export async function raiseWarnings(executor: CommandExecutor, { householdId, commandId, area, receivedOn, ...data }: RowToRaise): Promise<Raised | null> {
  const { sourceVersion, period, personId, fields, batchId, rowId } = data;
  const seen = new Set<string>();
  const give = async (id: string): Promise<Raised | null> => {
    seen.add(id);
    // With the reach of the batch, so that a department's file cannot speak of households elsewhere.
    const { events } = await executor.execute(householdAggregate, {
      type: 'RaiseWarnings', id, data: { batchId, rowId, sourceVersion, period, personId, fields, ...(id === householdId ? {} : { movingIn: true }) }, actor: { ...identificationService, area }, commandId, effectiveOn: receivedOn,
      correlationId: batchId, causationId: batchId,
    });
    return countSignals(events);
  };
  for (let id = householdId; ; )
    try {
      return await give(id);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      if (NONE.has(error.code)) return null;
      // Between the look at the person's place and now the household went into another one, and the person goes with it.
      const { into } = error.details;
      if (error.code !== 'HOUSEHOLD.MERGED' || typeof into !== 'string' || seen.has(into)) throw error;
      id = into;
    }
}
