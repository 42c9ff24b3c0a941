import { hasLabour } from '@humai/contracts-identification';
import { type EmploymentChannel, SITE_TYPES, type SiteType } from '@humai/contracts-relocation';
import { addDays, addMonths, countyOf, type LocalDate, townshipOf } from '@humai/kernel';
import { relocationAggregate, siteAggregate } from '@humai/relocation-service';
import type { SimulatedHousehold } from './household.js';
import { triage } from './monitoring.js';
import type { World } from './world.js';

const CHANNEL_WEIGHTS: Readonly<Record<EmploymentChannel, number>> = {
  COUNTY: 0.3, PROVINCE: 0.2, ELSEWHERE: 0.22, WELFARE_POST: 0.08, WORKSHOP: 0.06, SELF: 0.04, FARMING: 0.04, FLEXIBLE: 0.06,
};
const TYPES = Object.keys(SITE_TYPES) as SiteType[];

export type Site = Readonly<{ siteId: string }>;

/** The resettlement sites of the district, which were there before Humai; one of them gets its proper name a year later. */
export async function openSites(world: World, villages: readonly string[]): Promise<Site[]> {
  const sites: Site[] = [];
  const { sites: count, movedMonthsAgo: [, longestAgo] } = world.rates.relocation;
  for (let i = 0; i < count; i += 1) {
    const area = world.random.pick(villages);
    const siteId = world.id('site');
    const township = world.parts.areas.find(townshipOf(area), world.today)?.name ?? '';
    const type = TYPES[i % TYPES.length]!;
    const county = { ...world.officer('county', area), area: countyOf(area) };
    const openedOn = addMonths(world.today, -longestAgo - world.random.int(1, 8));
    if (!(await world.give(siteAggregate, 'OpenSite', siteId, { name: `${township}第${i + 1}安置点`, area, type, openedOn }, county))) continue;
    sites.push({ siteId });
    if (i === 0) world.later(365, async () => void (await world.give(siteAggregate, 'ChangeSite', siteId, { name: `${township}幸福家园`, type }, county)), { working: true });
  }
  return sites;
}

/** A household that moved to a site before Humai: most have their papers, the others get them in time; people find work or lose it. */
export async function relocate(world: World, household: SimulatedHousehold, site: Site): Promise<void> {
  const { relocation } = world.rates;
  const give = (type: string, data: unknown) => world.give(relocationAggregate, type, household.id, data, world.officer('county', household.village));
  const movedOn = addDays(addMonths(world.today, -world.random.int(...relocation.movedMonthsAgo)), -world.random.int(0, 27));
  if (!(await give('RelocateHousehold', { siteId: site.siteId, movedOn }))) return;
  household.relocated = true;
  const certify = async (issuedOn: LocalDate) => void (await give('IssueCertificate', { issuedOn, evidenceHash: world.evidence() }));
  const register = async (registeredOn: LocalDate) => {
    if (!(await give('RegisterTitle', { registeredOn, evidenceHash: world.evidence() })) || !world.random.happens(relocation.certificateIssued)) return;
    const issuedOn = addDays(registeredOn, world.random.int(20, 180));
    if (issuedOn <= world.today) await certify(issuedOn);
    else world.later(world.random.int(20, 180), () => certify(world.today), { working: true });
  };
  if (world.random.happens(relocation.titleRegistered)) {
    const registeredOn = addDays(movedOn, world.random.int(30, 200));
    if (registeredOn <= world.today && world.random.happens(relocation.settledBefore)) await register(registeredOn);
    else world.later(world.random.int(20, 400), () => register(world.today), { working: true });
  }
  const { identified: { members } } = await world.look(household);
  for (const [personId, { labour }] of Object.entries(members))
    if (hasLabour(labour) && world.random.happens(relocation.employed)) await employ(world, household, personId, addDays(world.today, -world.random.int(1, 200)));
}

async function employ(world: World, household: SimulatedHousehold, personId: string, startedOn: LocalDate): Promise<void> {
  const { relocation } = world.rates;
  const isMember = async () => personId in (await world.look(household)).identified.members;
  const give = (type: string, data: unknown) => world.give(relocationAggregate, type, household.id, data, world.officer('village', household.village));
  if (!(await isMember())) return;
  const employmentId = world.id('job');
  if (!(await give('RecordEmployment', { personId, employmentId, channel: world.random.weighted(CHANNEL_WEIGHTS), startedOn }))) return;
  // Time to the loss of a job, in days, exponential with the yearly rate.
  const days = Math.ceil((-Math.log(1 - world.random.unit()) / relocation.jobLossPerYear) * 365);
  world.later(days, async () => {
    if (!(await isMember()) || !(await give('LoseEmployment', { employmentId, lostOn: world.today }))) return;
    world.later(world.random.days(relocation.reemployedDays, 1, 5), () => employ(world, household, personId, world.today));
    // Was it the last job, identification has a clue by now; the township takes it up from there.
    world.later(1, () => takeUp(world, household));
  });
}

async function takeUp(world: World, household: SimulatedHousehold): Promise<void> {
  const { identified: { clues } } = await world.look(household);
  for (const [clueId, { open }] of Object.entries(clues)) if (open && !household.seen.has(clueId)) triage(world, household, clueId, '07');
}

