import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor, DomainEvent } from '@humai/kernel';
import { elsewhere, permissionsOf } from '@humai/testing';
import { fact, member, registered, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';
import { relocationAggregate, siteAggregate } from './aggregates.js';

// Sites are the county's; certificates come from the county and its departments; everybody who follows up records work: domain §1 rows 25-38, §4.
const MATRIX = {
  //                 village township county department assessor auditor ops service
  OpenSite:          '- - + - - - - -',
  ChangeSite:        '- - + - - - - -',
  RelocateHousehold: '- + + - - - - +',
  RegisterTitle:     '- + + + - - - +',
  IssueCertificate:  '- - + + - - - +',
  RecordEmployment:  '+ + + + - - - +',
  LoseEmployment:    '+ + + + - - - +',
} as const;
type Name = keyof typeof MATRIX;

const HERE = { village: VILLAGE, township: '511504101', county: '511504', service: '' };
const ELSEWHERE = { village: '511504101202', township: '511504001', county: '511503', service: '511503' };
const evidenceHash = 'a'.repeat(64);
const site = { name: '柏溪安置点', area: '511504001000', type: 'TOWN', openedOn: '2019-05-20' } as const;
const relocated = fact('relocation.HouseholdRelocated.v1', { siteId: 's0', siteArea: site.area, fromVillage: VILLAGE, movedOn: '2020-02-20', labourIds: ['p1'] });
const titled = fact('relocation.TitleRegistered.v1', { siteId: 's0', registeredOn: '2021-02-20', evidenceHash });
const employed = fact('relocation.EmploymentRecorded.v1', { personId: 'p1', employmentId: 'j1', channel: 'COUNTY', startedOn: '2020-04-01' });

const COMMANDS: Readonly<Record<Name, Readonly<{ past: readonly DomainEvent[]; data: object }>>> = {
  OpenSite: { past: [], data: site },
  ChangeSite: { past: [fact('relocation.SiteOpened.v1', { siteId: 's', ...site })], data: { name: '柏溪社区', type: 'COUNTY_SEAT' } },
  RelocateHousehold: { past: [registered, member], data: { siteId: 's0', movedOn: '2020-02-20' } },
  RegisterTitle: { past: [registered, member, relocated], data: { registeredOn: '2021-02-20', evidenceHash } },
  IssueCertificate: { past: [registered, member, relocated, titled], data: { issuedOn: '2021-05-20', evidenceHash } },
  RecordEmployment: { past: [registered, member, relocated], data: { personId: 'p1', employmentId: 'j1', channel: 'COUNTY', startedOn: '2020-04-01' } },
  LoseEmployment: { past: [registered, member, relocated, employed], data: { employmentId: 'j1', lostOn: '2021-04-30' } },
};

let service: RunningService;
let n = 0;
beforeAll(async () => {
  service = await runningService();
  await service.give('OpenSite', 's0', site);
});
afterAll(() => service.close());

/** The command on a household or site of its own: whoever gives it meets the same past. */
const attempt = (name: Name) => async (actor: Actor) => {
  const id = `x${(n += 1)}`;
  if (COMMANDS[name].past.length > 0) await service.given(`${name.endsWith('Site') ? 'site' : 'household'}-${id}`, ...COMMANDS[name].past);
  expect((await service.give(name, id, COMMANDS[name].data, { actor })).events.length).toBeGreaterThan(0);
};

describe('who may do what in relocation', () => {
  it('is said for every command there is', () =>
    expect(Object.keys(MATRIX).sort()).toStrictEqual([...Object.keys(siteAggregate.commands), ...Object.keys(relocationAggregate.commands)].sort()));

  it.each(Object.entries(MATRIX) as [Name, string][])('%s', async (name, row) => {
    expect(await permissionsOf(attempt(name), HERE)).toBe(row);
    expect(await permissionsOf(attempt(name), ELSEWHERE)).toBe(elsewhere(row));
  });
});
