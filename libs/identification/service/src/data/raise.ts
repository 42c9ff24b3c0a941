import type { RowFields } from '@humai/contracts-identification';
import { DomainError, type LocalDate } from '@humai/kernel';
import type { CommandExecutor } from '@humai/nest';
import { householdAggregate, identificationService } from '../application/household-aggregate.js';

export type RowToRaise = Readonly<{ batchId: string; rowId: string; sourceVersion: string; period: string; area: string; receivedOn: LocalDate; personId: string; householdId: string; fields: RowFields; commandId: string }>;
export type Raised = Readonly<{ raised: number; supported: number }>;

export const countSignals = (events: readonly string[]): Raised => ({
  raised: events.filter((e) => e === 'identification.WarningRaised.v1').length, supported: events.filter((e) => e === 'identification.WarningSupported.v1').length,
});

/** Gives a row to its household, which decides what it means there. Null: the household lies outside the area of the batch, or is none. */
export async function raiseWarnings(executor: CommandExecutor, { householdId, commandId, area, receivedOn, ...data }: RowToRaise): Promise<Raised | null> {
  const { sourceVersion, period, personId, fields, batchId, rowId } = data;
  try {
    // With the reach of the batch, so that a department's file cannot speak of households elsewhere.
    const { events } = await executor.execute(householdAggregate, {
      type: 'RaiseWarnings', id: householdId, data: { batchId, rowId, sourceVersion, period, personId, fields }, actor: { ...identificationService, area }, commandId, effectiveOn: receivedOn,
      correlationId: batchId, causationId: batchId,
    });
    return countSignals(events);
  } catch (error) {
    if (error instanceof DomainError && (error.code === 'PERMISSION.AREA' || error.code === 'SUBJECT.NOT_FOUND')) return null;
    throw error;
  }
}
