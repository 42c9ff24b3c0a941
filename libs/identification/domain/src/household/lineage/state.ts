import type { CarriedClue, CarriedEnrolment, CarriedWarning, IdentificationEvent } from '@humai/contracts-identification';

/** Where a household comes from and what it went into; `ended` closes it for good. */
export type Lineage = Readonly<{
  origin: Readonly<{ householdId: string; splitEventId: string }> | null;
  /** Households that split off. */
  parts: readonly string[];
  /** Person → the household that split off with them, of those who have not come back. */
  splitOff: Readonly<Record<string, string>>;
  mergedFrom: readonly Readonly<{ householdId: string; mergeEventId: string }>[];
  ended: Readonly<{ how: 'CLOSED' }> | Readonly<{ how: 'MERGED'; into: string }> | null;
  /** Events of splits and merges that came to nothing on the other side. */
  undone: readonly string[];
}>;
export const initialLineage: Lineage = { origin: null, parts: [], splitOff: {}, mergedFrom: [], ended: null, undone: [] };

export function evolveLineage(lineage: Lineage, { type, data }: IdentificationEvent): Lineage {
  switch (type) {
    case 'identification.HouseholdSplit.v1':
      return { ...lineage, parts: [...lineage.parts, data.newHouseholdId], splitOff: { ...lineage.splitOff, ...Object.fromEntries(data.members.map(({ personId }) => [personId, data.newHouseholdId])) } };
    case 'identification.MemberAdded.v1': return Object.hasOwn(lineage.splitOff, data.personId) ? { ...lineage, splitOff: without(lineage.splitOff, [data.personId]) } : lineage;
    case 'identification.HouseholdFormedBySplit.v1': return { ...lineage, origin: { householdId: data.originHouseholdId, splitEventId: data.splitEventId } };
    case 'identification.HouseholdMergedInto.v1': return { ...lineage, ended: { how: 'MERGED', into: data.intoHouseholdId } };
    case 'identification.HouseholdMergedFrom.v1': return { ...lineage, mergedFrom: [...lineage.mergedFrom, { householdId: data.fromHouseholdId, mergeEventId: data.mergeEventId }] };
    case 'identification.HouseholdClosed.v1': return { ...lineage, ended: { how: 'CLOSED' } };
    case 'identification.HouseholdLinkUndone.v1': {
      const isMerge = lineage.ended?.how === 'MERGED' && lineage.ended.into === data.otherHouseholdId;
      const parts = isMerge ? lineage.parts : lineage.parts.filter((id) => id !== data.otherHouseholdId);
      return { ...lineage, parts, ended: isMerge ? null : lineage.ended, undone: [...lineage.undone, data.eventId] };
    }
    default: return lineage;
  }
}

/** What would go with the household, or with a part of it, and nothing else here keeps: its open clues as reported, its open warnings as raised, and when it was cleared. */
export type Carried = Readonly<{ clues: Readonly<Record<string, CarriedClue>>; warnings: Readonly<Record<string, CarriedWarning>>; cleared: CarriedEnrolment['cleared'] }>;
export const initialCarried: Carried = { clues: {}, warnings: {}, cleared: null };

const without = <V>(record: Readonly<Record<string, V>>, keys: readonly string[]): Readonly<Record<string, V>> => Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));

export function evolveCarried(carried: Carried, { type, data }: IdentificationEvent): Carried {
  switch (type) {
    case 'identification.ClueReported.v1': {
      const { village: _, ...clue } = data;
      return { ...carried, clues: { ...carried.clues, [clue.clueId]: clue } };
    }
    case 'identification.ClueClosed.v1':
      return Object.hasOwn(carried.clues, data.clueId) ? { ...carried, clues: Object.fromEntries(Object.entries(carried.clues).filter(([id]) => id !== data.clueId)) } : carried;
    case 'identification.EntryCorrected.v1': {
      const { content } = data;
      const clue = content.entry === 'CLUE' && Object.hasOwn(carried.clues, content.clueId) ? carried.clues[content.clueId] : undefined;
      return content.entry === 'CLUE' && clue ? { ...carried, clues: { ...carried.clues, [content.clueId]: { ...clue, riskTypes: content.riskTypes, occurredOn: content.occurredOn } } } : carried;
    }
    case 'identification.WarningRaised.v1': {
      const { village: _, carriedFrom: __, ...warning } = data;
      return { ...carried, warnings: { ...carried.warnings, [warning.warningId]: warning } };
    }
    case 'identification.WarningSupported.v1': {
      const warning = Object.hasOwn(carried.warnings, data.warningId) ? carried.warnings[data.warningId] : undefined;
      return warning && data.expiresOn > warning.expiresOn ? { ...carried, warnings: { ...carried.warnings, [data.warningId]: { ...warning, expiresOn: data.expiresOn } } } : carried;
    }
    case 'identification.WarningClosed.v1': return { ...carried, warnings: without(carried.warnings, [data.warningId]) };
    case 'identification.HouseholdSplit.v1':
    case 'identification.HouseholdMergedInto.v1':
      return data.warnings === undefined ? carried : { ...carried, warnings: without(carried.warnings, data.warnings.map((w) => w.warningId)) };
    case 'identification.HouseholdCleared.v1': return { ...carried, cleared: { month: `${data.clearedOn.slice(0, 4)}${data.clearedOn.slice(5, 7)}`, mode: data.mode } };
    case 'identification.MonitoringCarriedOver.v1': return { ...carried, cleared: data.cleared };
    case 'identification.HouseholdEnrolled.v1':
    case 'identification.ClearingRolledBack.v1': return { ...carried, cleared: null };
    default: return carried;
  }
}
