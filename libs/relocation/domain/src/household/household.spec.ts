import { describe, it } from '@jest/globals';
import type { IdentificationEvent, Labour } from '@humai/contracts-identification';
import type { RelocationEvent } from '@humai/contracts-relocation';
import type { Calendar, CommandMeta, DomainEvent, PolicySource } from '@humai/kernel';
import { specOf } from '@humai/testing';
import { householdDecider, type HouseholdCommand } from './household.js';
import type { HouseholdEvent } from './state.js';

const { given } = specOf(householdDecider);
const hash = 'a'.repeat(64);
const VILLAGE = '511504101201';
const SITE_AREA = '511504102001';

const on = (date: string): CommandMeta => ({
  now: `${date}T02:00:00.000Z`, today: date, effectiveOn: date, actor: { id: 'township-1', role: 'township', area: '511504101000' }, commandId: 'command-1',
  policies: {} as PolicySource, calendar: {} as Calendar,
});
const command = <T extends HouseholdCommand['type']>(type: T, data: Extract<HouseholdCommand, { type: T }>['data'], date = '2024-06-03'): HouseholdCommand =>
  ({ type, data, meta: on(date) }) as DomainEvent as HouseholdCommand;
type DataOf<E extends DomainEvent, T extends E['type']> = Extract<E, { type: T }>['data'];
const known = <N extends string>(name: N, data: DataOf<IdentificationEvent, Extract<IdentificationEvent['type'], `identification.${N}`>>) =>
  ({ type: `identification.${name}`, data }) as DomainEvent as HouseholdEvent;
const fact = <N extends string>(name: N, data: DataOf<RelocationEvent, Extract<RelocationEvent['type'], `relocation.${N}`>>) =>
  ({ type: `relocation.${name}`, data }) as DomainEvent as HouseholdEvent;

const registered = known('HouseholdRegistered.v1', { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'OUT_OF_POVERTY' });
const member = (personId: string, labour: Labour = 'ORDINARY') => known('MemberAdded.v1', { personId, relation: '01', labour, reason: 'REGISTER' });
const left = (personId: string) => known('MemberRemoved.v1', { personId, reason: 'DEATH' });
const family = [registered, member('p1'), member('p2', 'WEAK'), member('p3', 'NONE')];
const moved = fact('HouseholdRelocated.v1', { siteId: 's1', siteArea: SITE_AREA, fromVillage: VILLAGE, movedOn: '2024-06-01', labourIds: ['p1', 'p2'] });
const relocated = [...family, moved];
const titled = fact('TitleRegistered.v1', { siteId: 's1', registeredOn: '2024-06-02', evidenceHash: hash });
const certified = fact('CertificateIssued.v1', { siteId: 's1', issuedOn: '2024-06-03', evidenceHash: hash });
const job = (employmentId = 'j1', personId = 'p1') => fact('EmploymentRecorded.v1', { personId, employmentId, channel: 'COUNTY', startedOn: '2024-06-02' });
const lost = (lastJob: boolean, employmentId = 'j1', personId = 'p1') => fact('EmploymentLost.v1', { personId, employmentId, lostOn: '2024-06-03', lastJob });

describe('a relocation', () => {
  const relocate = (siteId = 's1', date?: string) => command('RelocateHousehold', { siteId, siteArea: SITE_AREA, movedOn: '2024-06-01' }, date);

  it('says from where to where, and who could work', () => given(...family).when(relocate()).then(moved));
  it('names the village of the day', () =>
    given(...family, known('HouseholdChanged.v1', { registerNumber: null, village: '511504101202', kind: 'OUT_OF_POVERTY' })).when(relocate())
      .then(fact('HouseholdRelocated.v1', { siteId: 's1', siteArea: SITE_AREA, fromVillage: '511504101202', movedOn: '2024-06-01', labourIds: ['p1', 'p2'] })));
  it('repeated is nothing', () => given(...relocated).when(relocate()).thenNothing());
  it('is to one site', () => given(...relocated).when(relocate('s2')).thenRejects('RELOCATION.ELSEWHERE'));
  it('is not of tomorrow', () => given(...family).when(relocate('s1', '2024-05-31')).thenRejects('RELOCATION.FUTURE'));
  it('of nobody is refused', () => given().when(relocate()).thenRejects('RELOCATION.HOUSEHOLD_NOT_FOUND'));
});

describe('certificates go from none to registered to issued', () => {
  const register = (registeredOn = '2024-06-02') => command('RegisterTitle', { registeredOn, evidenceHash: hash });
  const issue = (issuedOn = '2024-06-03') => command('IssueCertificate', { issuedOn, evidenceHash: hash });

  it('registers the title of a relocated household', () => given(...relocated).when(register()).then(titled));
  it('registers it once', () => given(...relocated, titled).when(register()).thenNothing());
  it('does not move the date of a registration', () => given(...relocated, titled).when(register('2024-06-03')).thenRejects('TITLE.REGISTERED'));
  it('registers nothing of tomorrow', () => given(...relocated).when(register('2024-06-04')).thenRejects('RELOCATION.FUTURE'));
  it('registers nothing for a household that did not move', () => given(...family).when(register()).thenRejects('RELOCATION.NONE'));
  it('issues the certificate of a registered title', () => given(...relocated, titled).when(issue()).then(certified));
  it('issues none before the title is registered', () => given(...relocated).when(issue()).thenRejects('CERTIFICATE.NO_TITLE'));
  it('issues none dated before the registration', () => given(...relocated, titled).when(issue('2024-06-01')).thenRejects('CERTIFICATE.BEFORE_TITLE'));
  it('issues it once', () => given(...relocated, titled, certified).when(issue()).thenNothing());
  it('does not move the date of a certificate', () => given(...relocated, titled, certified).when(issue('2024-06-02')).thenRejects('CERTIFICATE.ISSUED'));
  it('issues nothing of tomorrow', () => given(...relocated, titled).when(issue('2024-06-04')).thenRejects('RELOCATION.FUTURE'));
});

describe('employment', () => {
  const find = (over: Partial<{ employmentId: string; personId: string; channel: 'COUNTY' | 'SELF'; startedOn: string }> = {}) =>
    command('RecordEmployment', { employmentId: 'j1', personId: 'p1', channel: 'COUNTY', startedOn: '2024-06-02', ...over });
  const lose = (employmentId = 'j1', lostOn = '2024-06-03') => command('LoseEmployment', { employmentId, lostOn });

  it('is recorded for a member of a relocated household', () => given(...relocated).when(find()).then(job()));
  it('repeated is nothing', () => given(...relocated, job()).when(find()).thenNothing());
  it('keeps its content under its id', () => given(...relocated, job()).when(find({ channel: 'SELF' })).thenRejects('EMPLOYMENT.EXISTS'));
  it('is of a member', () => given(...relocated).when(find({ personId: 'p9' })).thenRejects('EMPLOYMENT.NOT_MEMBER'));
  it('is of nobody who has left', () => given(...relocated, left('p1')).when(find()).thenRejects('EMPLOYMENT.NOT_MEMBER'));
  it('does not begin tomorrow', () => given(...relocated).when(find({ startedOn: '2024-06-04' })).thenRejects('RELOCATION.FUTURE'));
  it('is followed up for relocated households only', () => given(...family).when(find()).thenRejects('RELOCATION.NONE'));

  it('lost is the last job when nobody else works', () => given(...relocated, job()).when(lose()).then(lost(true)));
  it('lost is not the last while another member works', () => given(...relocated, job(), job('j2', 'p2')).when(lose()).then(lost(false)));
  it('lost is not the last while the same person has other work', () => given(...relocated, job(), job('j2')).when(lose()).then(lost(false)));
  it('lost is the last when the other work is lost already', () => given(...relocated, job(), job('j2', 'p2'), lost(false, 'j2', 'p2')).when(lose()).then(lost(true)));
  it('lost is the last when the other worker has left the household', () => given(...relocated, job(), job('j2', 'p2'), left('p2')).when(lose()).then(lost(true)));
  it('lost is no last job in a household without labour', () =>
    given(registered, member('p1', 'NONE'), moved, job()).when(lose()).then(lost(false)));
  it('lost repeatedly is lost once', () => given(...relocated, job(), lost(true)).when(lose()).thenNothing());
  it('must be known to be lost', () => given(...relocated).when(lose()).thenRejects('EMPLOYMENT.NOT_FOUND'));
  it('is not lost before it began', () => given(...relocated, job()).when(lose('j1', '2024-06-01')).thenRejects('EMPLOYMENT.LOST_BEFORE_START'));
  it('is not lost tomorrow', () => given(...relocated, job()).when(lose('j1', '2024-06-04')).thenRejects('RELOCATION.FUTURE'));
});
