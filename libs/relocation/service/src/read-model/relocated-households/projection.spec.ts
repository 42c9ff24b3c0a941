import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { relocatedHouseholdsProjection } from './projection.js';

const { given, happened } = readModelSpecOf(relocatedHouseholdsProjection);
const VILLAGE = '511504101201';
const H1 = 'household-h1';
const evidenceHash = 'a'.repeat(64);
const relocated = (labourIds: string[] = ['p1', 'p2']) =>
  happened(H1, '2020-03-01', 'relocation.HouseholdRelocated.v1', { siteId: 's1', siteArea: '511504001000', fromVillage: VILLAGE, movedOn: '2020-02-20', labourIds });
const employed = (employmentId: string, personId = 'p1') => happened(H1, '2020-05-01', 'relocation.EmploymentRecorded.v1', { personId, employmentId, channel: 'COUNTY', startedOn: '2020-04-01' });
const lost = (employmentId: string, personId = 'p1', lastJob = false) => happened(H1, '2021-05-01', 'relocation.EmploymentLost.v1', { personId, employmentId, lostOn: '2021-04-30', lastJob });
const added = (personId: string, labour: 'ORDINARY' | 'WEAK' | 'NONE') => happened(H1, '2021-06-01', 'identification.MemberAdded.v1', { personId, relation: '03', labour, reason: 'MOVE_IN' });
const changed = (personId: string, labour: 'ORDINARY' | 'LOST') => happened(H1, '2021-06-01', 'identification.MemberChanged.v1', { personId, relation: '03', labour });
const left = (personId: string) => happened(H1, '2021-05-15', 'identification.MemberRemoved.v1', { personId, reason: 'MOVE_OUT' });
const titled = happened(H1, '2021-03-01', 'relocation.TitleRegistered.v1', { siteId: 's1', registeredOn: '2021-02-20', evidenceHash });

const household = {
  village: VILLAGE, siteId: 's1', siteArea: '511504001000', movedOn: '2020-02-20', certificate: 'NONE', labourIds: ['p1', 'p2'], labour: 2, jobs: [], jobsOfLeavers: [], employed: 0,
  zeroEmployment: true,
} as const;
const job = (employmentId: string, personId = 'p1') => ({ employmentId, personId, channel: 'COUNTY' }) as const;

describe('relocation.relocated-households', () => {
  it('lists a household from its move on, in the village it came from, with those able to work on that day', () => given(relocated()).then({ h1: household }));

  it('has no zero-employment case where nobody can work', () => given(relocated([])).then({ h1: { ...household, labourIds: [], labour: 0, zeroEmployment: false } }));

  it('knows nothing of a household that did not move', () => given(added('p1', 'ORDINARY')).then({}));

  it('follows the household to another village', () =>
    given(relocated(), happened(H1, '2022-01-01', 'identification.HouseholdChanged.v1', { registerNumber: null, village: '511504102203', kind: 'GENERAL' })).then({ h1: { ...household, village: '511504102203' } }));

  it('follows the certificate', () => {
    given(relocated(), titled).then({ h1: { ...household, certificate: 'REGISTERED' } });
    given(relocated(), titled, happened(H1, '2021-06-01', 'relocation.CertificateIssued.v1', { siteId: 's1', issuedOn: '2021-05-20', evidenceHash })).then({ h1: { ...household, certificate: 'CERTIFIED' } });
  });

  it('counts members with work, not jobs', () =>
    given(relocated(), employed('j1'), employed('j2'), employed('j3', 'p2')).then({ h1: { ...household, jobs: [job('j1'), job('j2'), job('j3', 'p2')], employed: 2, zeroEmployment: false } }));

  it('is a zero-employment case again when the last job is lost, not before', () => {
    given(relocated(), employed('j1'), employed('j2', 'p2'), lost('j1')).then({ h1: { ...household, jobs: [job('j2', 'p2')], employed: 1, zeroEmployment: false } });
    given(relocated(), employed('j1'), lost('j1', 'p1', true)).then({ h1: household });
  });

  it('follows who can work', () => {
    given(relocated(), added('p3', 'WEAK')).then({ h1: { ...household, labourIds: ['p1', 'p2', 'p3'], labour: 3 } });
    given(relocated(), added('p3', 'NONE')).then({ h1: household });
    given(relocated(), changed('p1', 'LOST')).then({ h1: { ...household, labourIds: ['p2'], labour: 1 } });
    given(relocated(['p1']), changed('p1', 'LOST')).then({ h1: { ...household, labourIds: [], labour: 0, zeroEmployment: false } });
    given(relocated(['p1']), changed('p2', 'ORDINARY')).then({ h1: household });
  });

  it('counts neither labour nor work of who left, and both again when they come back', () => {
    given(relocated(), employed('j1'), left('p1')).then({ h1: { ...household, labourIds: ['p2'], labour: 1, jobsOfLeavers: [job('j1')] } });
    given(relocated(), employed('j1'), left('p1'), added('p1', 'ORDINARY')).then({ h1: { ...household, labourIds: ['p2', 'p1'], jobs: [job('j1')], employed: 1, zeroEmployment: false } });
    given(relocated(), employed('j1'), left('p1'), lost('j1'), added('p1', 'ORDINARY')).then({ h1: { ...household, labourIds: ['p2', 'p1'] } });
  });
});
