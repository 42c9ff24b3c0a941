import type { RiskType, WarningVerdict } from '@humai/contracts-identification';
import { entry } from '../entry.js';
import type { HouseholdEvent } from '../state.js';

/** One thing a source said; the same once more is no news. */
export type Told = Readonly<{ source: string; period: string; rule: string; occurredOn: string; numbers: Readonly<Record<string, number>> }>;
export type Warning = Readonly<{
  riskType: RiskType; personId: string; source: string; raisedOn: string; occurredOn: string; expiresOn: string;
  verdict: WarningVerdict | null; reason: string | null; overdue: boolean; told: readonly Told[];
}>;
export type Authorisation = Readonly<{ caseId: string; personIds: readonly string[]; scope: readonly string[]; from: string; to: string; withdrawn: boolean }>;
export type Query = Readonly<{ caseId: string; source: string; personIds: readonly string[]; scope: readonly string[]; purpose: string }>;

/** What departments said of a household, and what may be asked of them. */
export type HouseholdData = Readonly<{ warnings: Readonly<Record<string, Warning>>; authorisation: Authorisation | null; queries: Readonly<Record<string, Query>> }>;
export const initialData: HouseholdData = { warnings: {}, authorisation: null, queries: {} };

export const openWarningIds = ({ warnings }: HouseholdData): string[] => Object.entries(warnings).filter(([, w]) => w.verdict === null).map(([id]) => id);

const told = ({ source, period, rule, occurredOn, numbers }: Told): Told => ({ source, period, rule, occurredOn, numbers });
const withWarning = (state: HouseholdData, id: string, change: (w: Warning) => Warning): HouseholdData => {
  const warning = entry(state.warnings, id);
  return warning ? { ...state, warnings: { ...state.warnings, [id]: change(warning) } } : state;
};

export function evolveData(state: HouseholdData, { type, data }: HouseholdEvent): HouseholdData {
  switch (type) {
    case 'identification.WarningRaised.v1': {
      const { riskType, personId, source, raisedOn, occurredOn, expiresOn } = data;
      return { ...state, warnings: { ...state.warnings, [data.warningId]: { riskType, personId, source, raisedOn, occurredOn, expiresOn, verdict: null, reason: null, overdue: false, told: [told(data)] } } };
    }
    case 'identification.HouseholdSplit.v1':
    case 'identification.HouseholdMergedInto.v1': {
      const gone = (data.warnings ?? []).map((w) => w.warningId);
      return gone.length === 0 ? state : { ...state, warnings: Object.fromEntries(Object.entries(state.warnings).filter(([id]) => !gone.includes(id))) };
    }
    case 'identification.WarningSupported.v1':
      return withWarning(state, data.warningId, (w) => ({ ...w, told: [...w.told, told(data)], expiresOn: data.expiresOn > w.expiresOn ? data.expiresOn : w.expiresOn }));
    case 'identification.WarningClosed.v1':
      return withWarning(state, data.warningId, (w) => ({ ...w, verdict: data.verdict, reason: data.reason }));
    case 'identification.WarningOverdue.v1':
      return withWarning(state, data.warningId, (w) => ({ ...w, overdue: true }));
    case 'identification.AuthorisationGranted.v1': {
      const { caseId, personIds, scope, from, to } = data;
      return { ...state, authorisation: { caseId, personIds, scope, from, to, withdrawn: false } };
    }
    case 'identification.AuthorisationWithdrawn.v1':
      return state.authorisation?.caseId === data.caseId ? { ...state, authorisation: { ...state.authorisation, withdrawn: true } } : state;
    case 'identification.ComparisonQueried.v1': {
      const { caseId, source, personIds, scope, purpose } = data;
      return { ...state, queries: { ...state.queries, [data.queryId]: { caseId, source, personIds, scope, purpose } } };
    }
    default: return state;
  }
}
