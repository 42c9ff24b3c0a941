import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { sitesProjection } from './projection.js';

const { given, happened } = readModelSpecOf(sitesProjection);
const VILLAGE = '511504101201';
const evidenceHash = 'a'.repeat(64);
const opened = (siteId = 's1') =>
  happened(`site-${siteId}`, '2019-06-01', 'relocation.SiteOpened.v1', { siteId, name: '柏溪安置点', area: '511504001000', type: 'TOWN', openedOn: '2019-05-20' });
const relocated = (household: string, siteId = 's1') =>
  happened(`household-${household}`, '2020-03-01', 'relocation.HouseholdRelocated.v1', { siteId, siteArea: '511504001000', fromVillage: VILLAGE, movedOn: '2020-02-20', labourIds: ['p1'] });
const titled = (household: string) => happened(`household-${household}`, '2021-03-01', 'relocation.TitleRegistered.v1', { siteId: 's1', registeredOn: '2021-02-20', evidenceHash });
const certified = (household: string) => happened(`household-${household}`, '2021-06-01', 'relocation.CertificateIssued.v1', { siteId: 's1', issuedOn: '2021-05-20', evidenceHash });
const site = { name: '柏溪安置点', area: '511504001000', type: 'TOWN', openedOn: '2019-05-20', households: 0, titles: 0, certificates: 0 } as const;

describe('relocation.sites', () => {
  it('lists a site from its opening on', () => given(opened()).then({ s1: site }));

  it('follows a change of name and type', () =>
    given(opened(), happened('site-s1', '2022-01-01', 'relocation.SiteChanged.v1', { name: '柏溪社区', type: 'COUNTY_SEAT' })).then({ s1: { ...site, name: '柏溪社区', type: 'COUNTY_SEAT' } }));

  it('counts the households that moved there, and to no other', () =>
    given(opened(), opened('s2'), relocated('h1'), relocated('h2'), relocated('h3', 's2')).then({ s1: { ...site, households: 2 }, s2: { ...site, households: 1 } }));

  it('counts titles, certified ones included, and certificates', () =>
    given(opened(), relocated('h1'), relocated('h2'), titled('h1'), titled('h2'), certified('h2')).then({ s1: { ...site, households: 2, titles: 2, certificates: 1 } }));

  it('knows nothing of a site that was never opened', () => given(relocated('h1'), titled('h1')).then({}));
});
