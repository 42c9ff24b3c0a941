import { hasLabour, type IdentificationEvent } from '@humai/contracts-identification';
import type { CertificateState, EmploymentChannel, RelocationEvent } from '@humai/contracts-relocation';

/** What relocation folds from a household's stream: its village and members, and its own facts. */
export type HouseholdEvent = IdentificationEvent | RelocationEvent;

export type Employment = Readonly<{ personId: string; channel: EmploymentChannel; startedOn: string; lost: boolean }>;

/** Only what a decision needs, as plain data; screens use read models. */
export type Household = Readonly<{
  village: string | null;
  /** Person id → able to work. */
  members: Readonly<Record<string, boolean>>;
  relocated: Readonly<{ siteId: string; movedOn: string }> | null;
  certificate: Readonly<{ state: CertificateState; registeredOn: string | null; issuedOn: string | null }>;
  employments: Readonly<Record<string, Employment>>;
}>;

export const initialHousehold: Household = {
  village: null, members: {}, relocated: null, certificate: { state: 'NONE', registeredOn: null, issuedOn: null }, employments: {},
};

const without = <V>(record: Readonly<Record<string, V>>, key: string): Record<string, V> => Object.fromEntries(Object.entries(record).filter(([k]) => k !== key));

/** The household after one more fact. Facts of others that do not matter here leave it as it is. */
export function evolveHousehold(state: Household, { type, data }: HouseholdEvent): Household {
  switch (type) {
    case 'identification.HouseholdRegistered.v1':
    case 'identification.HouseholdChanged.v1':
      return { ...state, village: data.village };
    case 'identification.MemberAdded.v1':
    case 'identification.MemberChanged.v1':
      return { ...state, members: { ...state.members, [data.personId]: hasLabour(data.labour) } };
    case 'identification.MemberRemoved.v1':
      return { ...state, members: without(state.members, data.personId) };
    case 'relocation.HouseholdRelocated.v1':
      return { ...state, relocated: { siteId: data.siteId, movedOn: data.movedOn } };
    case 'relocation.TitleRegistered.v1':
      return { ...state, certificate: { ...state.certificate, state: 'REGISTERED', registeredOn: data.registeredOn } };
    case 'relocation.CertificateIssued.v1':
      return { ...state, certificate: { ...state.certificate, state: 'CERTIFIED', issuedOn: data.issuedOn } };
    case 'relocation.EmploymentRecorded.v1':
      return { ...state, employments: { ...state.employments, [data.employmentId]: { personId: data.personId, channel: data.channel, startedOn: data.startedOn, lost: false } } };
    case 'relocation.EmploymentLost.v1': {
      const employment = entry(state.employments, data.employmentId);
      return employment ? { ...state, employments: { ...state.employments, [data.employmentId]: { ...employment, lost: true } } } : state;
    }
    default:
      return state;
  }
}

/** An own entry: ids come from outside, and `constructor` is none. */
export const entry = <V>(record: Readonly<Record<string, V>>, key: string): V | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);

export const labourIdsOf = (state: Household): readonly string[] => Object.entries(state.members).filter(([, able]) => able).map(([id]) => id);
