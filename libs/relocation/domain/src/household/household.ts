import { absurd, DomainError, type CommandMeta, type CommandsOf, type Decider, type DomainEvent } from '@humai/kernel';
import type { RelocationCommands, RelocationEvent } from '@humai/contracts-relocation';
import { entry, evolveHousehold, initialHousehold, labourIdsOf, type Household, type HouseholdEvent } from './state.js';

/** What the decider gets in place of a body: the service has looked the site up before. */
type Replaced = { RelocateHousehold: Readonly<{ siteId: string; siteArea: string; movedOn: string }> };
export type HouseholdCommand = CommandsOf<typeof RelocationCommands, CommandMeta, Replaced>;
type CommandOf<T extends HouseholdCommand['type']> = Extract<HouseholdCommand, { type: T }>;

type FactName<T extends string> = T extends `relocation.${infer N}` ? N : never;
type Fact = FactName<RelocationEvent['type']>;
type DataOf<N extends Fact> = Extract<RelocationEvent, { type: `relocation.${N}` }>['data'];
const fact = <N extends Fact>(name: N, data: DataOf<N>): RelocationEvent => ({ type: `relocation.${name}`, data }) as DomainEvent as RelocationEvent;

function relocateHousehold(state: Household, { data, meta }: CommandOf<'RelocateHousehold'>): readonly RelocationEvent[] {
  if (state.village === null) throw new DomainError('RELOCATION.HOUSEHOLD_NOT_FOUND');
  if (state.relocated?.siteId === data.siteId) return [];
  if (state.relocated) throw new DomainError('RELOCATION.ELSEWHERE', { site: state.relocated.siteId }, 'siteId');
  notAfter(data.movedOn, meta, 'movedOn');
  return [fact('HouseholdRelocated.v1', { ...data, fromVillage: state.village, labourIds: [...labourIdsOf(state)] })];
}

function registerTitle(state: Household, { data, meta }: CommandOf<'RegisterTitle'>): readonly RelocationEvent[] {
  const { siteId } = relocated(state);
  const { registeredOn } = state.certificate;
  if (registeredOn === data.registeredOn) return [];
  if (registeredOn !== null) throw new DomainError('TITLE.REGISTERED', { registeredOn }, 'registeredOn');
  notAfter(data.registeredOn, meta, 'registeredOn');
  return [fact('TitleRegistered.v1', { siteId, ...data })];
}

/** NONE → REGISTERED → CERTIFIED, in this order. (domain §4) */
function issueCertificate(state: Household, { data, meta }: CommandOf<'IssueCertificate'>): readonly RelocationEvent[] {
  const { siteId } = relocated(state);
  const { registeredOn, issuedOn } = state.certificate;
  if (issuedOn === data.issuedOn) return [];
  if (issuedOn !== null) throw new DomainError('CERTIFICATE.ISSUED', { issuedOn }, 'issuedOn');
  if (registeredOn === null) throw new DomainError('CERTIFICATE.NO_TITLE');
  if (data.issuedOn < registeredOn) throw new DomainError('CERTIFICATE.BEFORE_TITLE', { issuedOn: data.issuedOn, registeredOn }, 'issuedOn');
  notAfter(data.issuedOn, meta, 'issuedOn');
  return [fact('CertificateIssued.v1', { siteId, ...data })];
}

function recordEmployment(state: Household, { data, meta }: CommandOf<'RecordEmployment'>): readonly RelocationEvent[] {
  relocated(state);
  const known = entry(state.employments, data.employmentId);
  if (known) {
    if (known.personId === data.personId && known.channel === data.channel && known.startedOn === data.startedOn) return [];
    throw new DomainError('EMPLOYMENT.EXISTS', { employment: data.employmentId }, 'employmentId');
  }
  if (entry(state.members, data.personId) === undefined) throw new DomainError('EMPLOYMENT.NOT_MEMBER', {}, 'personId');
  notAfter(data.startedOn, meta, 'startedOn');
  return [fact('EmploymentRecorded.v1', data)];
}

function loseEmployment(state: Household, { data, meta }: CommandOf<'LoseEmployment'>): readonly RelocationEvent[] {
  relocated(state);
  const employment = entry(state.employments, data.employmentId);
  if (!employment) throw new DomainError('EMPLOYMENT.NOT_FOUND', { employment: data.employmentId }, 'employmentId');
  if (employment.lost) return [];
  if (data.lostOn < employment.startedOn) throw new DomainError('EMPLOYMENT.LOST_BEFORE_START', { lostOn: data.lostOn, startedOn: employment.startedOn }, 'lostOn');
  notAfter(data.lostOn, meta, 'lostOn');
  return [fact('EmploymentLost.v1', { personId: employment.personId, ...data, lastJob: isLastJob(state, data.employmentId) })];
}

/** Nobody who is still a member has other work, and somebody could work: the household's zero-employment case. (domain §4) */
function isLastJob(state: Household, employmentId: string): boolean {
  const working = Object.entries(state.employments).some(([id, e]) => id !== employmentId && !e.lost && entry(state.members, e.personId) !== undefined);
  return !working && labourIdsOf(state).length > 0;
}

function relocated(state: Household): NonNullable<Household['relocated']> {
  if (state.village === null) throw new DomainError('RELOCATION.HOUSEHOLD_NOT_FOUND');
  if (!state.relocated) throw new DomainError('RELOCATION.NONE');
  return state.relocated;
}

function notAfter(date: string, { effectiveOn }: CommandMeta, field: string): void {
  if (date > effectiveOn) throw new DomainError('RELOCATION.FUTURE', { date, effectiveOn }, field);
}

function decide(command: HouseholdCommand, state: Household): readonly RelocationEvent[] {
  switch (command.type) {
    case 'RelocateHousehold': return relocateHousehold(state, command);
    case 'RegisterTitle': return registerTitle(state, command);
    case 'IssueCertificate': return issueCertificate(state, command);
    case 'RecordEmployment': return recordEmployment(state, command);
    case 'LoseEmployment': return loseEmployment(state, command);
    default: return absurd(command);
  }
}

export const householdDecider: Decider<Household, HouseholdCommand, HouseholdEvent> = { decide, evolve: evolveHousehold, initialState: initialHousehold };
