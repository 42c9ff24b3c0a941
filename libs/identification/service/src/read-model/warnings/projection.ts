import type { Category, IdentificationEvent, MonitoringStatus, RiskType, WarningVerdict } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';

export type WarningDocument = ReadDocument & Readonly<{
  householdId: string;
  village: string;
  personId: string;
  riskType: RiskType;
  status: 'OPEN' | WarningVerdict;
  /** Every source that told of the fact, in the order in which they did. */
  sources: readonly string[];
  period: string;
  rule: string;
  ruleVersion: string;
  numbers: Readonly<Record<string, number>>;
  statement: Readonly<{ zh: string; en: string }>;
  /** How often the fact was told after the first time. */
  supports: number;
  trust: number;
  householdStatus: MonitoringStatus;
  category: Category | null;
  watchList: string | null;
  occurredOn: string;
  raisedOn: string;
  dueOn: string;
  overdue: boolean;
  expiresOn: string;
  closedOn: string | null;
  reason: string | null;
  clueId: string | null;
}>;

/** Which warnings came from departments, by when must each be handled, and how did it end? */
export const warningsProjection: Projection<WarningDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.warnings',
  version: 2,
  indexes: [['village'], ['dueOn'], ['status', 'dueOn'], ['status', 'village'], ['riskType', 'village'], ['sources', 'village'], ['overdue', 'village'], ['householdId'], ['householdStatus', 'village'], ['raisedOn'], ['trust']],
  handles: ['identification.WarningRaised.v1', 'identification.WarningSupported.v1', 'identification.WarningOverdue.v1', 'identification.WarningClosed.v1', 'identification.HouseholdChanged.v1'],
  documentId: ({ type, data }) => {
    if (type === 'identification.HouseholdChanged.v1') return data.openWarningIds ?? null;
    return 'warningId' in data && typeof data.warningId === 'string' ? data.warningId : null;
  },
  evolve(doc, { type, data, stream, metadata }) {
    if (type === 'identification.WarningRaised.v1' && doc && data.carriedFrom !== undefined) return { ...doc, householdId: subjectOf(stream), village: data.village };
    if (type === 'identification.WarningRaised.v1') {
      const { village, personId, riskType, source, period, rule, ruleVersion, numbers, statement, trust, householdStatus, category, watchList, occurredOn, raisedOn, dueOn, expiresOn } = data;
      return {
        householdId: subjectOf(stream), village, personId, riskType, status: 'OPEN', sources: [source], period, rule, ruleVersion, numbers, statement, supports: 0, trust, householdStatus, category, watchList,
        occurredOn, raisedOn, dueOn, overdue: false, expiresOn, closedOn: null, reason: null, clueId: null,
      };
    }
    if (!doc) return null;
    switch (type) {
      case 'identification.WarningSupported.v1':
        return { ...doc, sources: [...new Set([...doc.sources, data.source])], supports: doc.supports + 1, expiresOn: data.expiresOn > doc.expiresOn ? data.expiresOn : doc.expiresOn };
      case 'identification.WarningOverdue.v1': return { ...doc, overdue: true };
      case 'identification.WarningClosed.v1': return { ...doc, status: data.verdict, reason: data.reason, clueId: data.clueId, closedOn: metadata.effectiveOn };
      case 'identification.HouseholdChanged.v1': return { ...doc, village: data.village };
      default: return doc;
    }
  },
};
