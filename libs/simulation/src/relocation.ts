import { hasLabour } from '@humai/contracts-identification';
import { EMPLOYMENT_CHANNELS, type EmploymentChannel, SITE_TYPES, type SiteType } from '@humai/contracts-relocation';
import { type Area, countyOf, townshipOf } from '@humai/kernel';
import { relocationAggregate, siteAggregate } from '@humai/relocation-service';
import type { SimulatedHousehold } from './district.js';
import { triage } from './monitoring.js';
import type { World } from './world.js';

const CHANNEL_WEIGHTS: Readonly<Record<EmploymentChannel, number>> = { COUNTY: 0.3, PROVINCE: 0.2, ELSEWHERE: 0.22, WELFARE_POST: 0.08, WORKSHOP: 0.06, SELF: 0.04, FARMING: 0.04, FLEXIBLE: 0.06 };

export type Site = Readonly<{ siteId: string; area: string }>;

/** Opens the district's resettlement sites. */
export async function openSites(world: World, villages: readonly Area[]): Promise<Site[]> {
  const sites: Site[] = [];
  const types = Object.keys(SITE_TYPES) as SiteType[];
  for (let i = 0; i < world.rates.relocation.sites; i += 1) {
    const at = world.random.pick(villages);
    const siteId = world.id('site');
    const name = `${world.parts.areas.find(townshipOf(at.code))?.name ?? ''}第${i + 1}安置点`;
    const county = { ...world.officer('county', at.code), area: countyOf(at.code) };
    if (await world.give(siteAggregate, 'OpenSite', siteId, { name, area: at.code, type: types[i % types.length], openedOn: world.today }, county)) sites.push({ siteId, area: at.code });
  }
  return sites;
}

/** A household moves to a site, gets its title and certificate in time, and its people find work or lose it. */
export async function relocate(world: World, household: SimulatedHousehold, site: Site): Promise<void> {
  const { relocation } = world.rates;
  const county = world.officer('county', household.village);
  const give = (type: string, data: unknown) => world.give(relocationAggregate, type, household.id, data, county);
  if (!(await give('RelocateHousehold', { siteId: site.siteId, movedOn: world.today }))) return;
  if (world.random.happens(relocation.titleRegistered))
    world.later(world.random.int(30, 240), async () => {
      if (!(await give('RegisterTitle', { registeredOn: world.today, evidenceHash: world.evidence() }))) return;
      if (world.random.happens(relocation.certificateIssued))
        world.later(world.random.int(20, 180), async () => void (await give('IssueCertificate', { issuedOn: world.today, evidenceHash: world.evidence() })), { working: true });
    }, { working: true });
  for (const { personId, labour } of household.members) if (hasLabour(labour) && world.random.happens(relocation.employed)) await employ(world, household, personId);
}

async function employ(world: World, household: SimulatedHousehold, personId: string): Promise<void> {
  const { relocation } = world.rates;
  if (household.closed || !household.members.some((m) => m.personId === personId)) return;
  const employmentId = world.id('job');
  const village = world.officer('village', household.village);
  if (!(await world.give(relocationAggregate, 'RecordEmployment', household.id, { personId, employmentId, channel: world.random.weighted(CHANNEL_WEIGHTS), startedOn: world.today }, village))) return;
  // Time to the loss of a job, in days, exponential with the yearly rate.
  const days = Math.ceil((-Math.log(1 - world.random.unit()) / relocation.jobLossPerYear) * 365);
  world.later(days, async () => {
    if (!household.members.some((m) => m.personId === personId)) return;
    if (!(await world.give(relocationAggregate, 'LoseEmployment', household.id, { employmentId, lostOn: world.today }, village))) return;
    world.later(world.random.days(relocation.reemployedDays, 1, 5), () => employ(world, household, personId));
    // Was it the last job, identification has a clue by now; the township takes it up from there.
    world.later(1, () => takeUp(world, household));
  });
}

async function takeUp(world: World, household: SimulatedHousehold): Promise<void> {
  const open = new Set<string>();
  for (const { type, data } of await world.history(household.id)) {
    const clue = data as { clueId: string; source: string | null };
    if (type === 'identification.ClueReported.v1' && clue.source === 'relocation.EmploymentLost') open.add(clue.clueId);
    if (type === 'identification.ClueClosed.v1') open.delete(clue.clueId);
  }
  for (const clueId of open)
    if (!household.takenUp.has(clueId)) {
      household.takenUp.add(clueId);
      triage(world, household, clueId, '07');
    }
}
