import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { member, registered, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';

let service: RunningService;
beforeEach(async () => { service = await runningService(); });
afterEach(() => service.close());

const site = { name: '柏溪安置点', area: '511504001000', type: 'TOWN', openedOn: '2019-05-20' };
const eventsOf = async (stream: string) => (await service.store.readStream(stream)).map(({ type, data }) => ({ type, data }));

describe('a resettlement site', () => {
  it('is opened under the id of the URL, once', async () => {
    await service.give('OpenSite', 's1', site);
    expect((await service.give('OpenSite', 's1', site)).events).toStrictEqual([]);
    expect(await eventsOf('site-s1')).toStrictEqual([{ type: 'relocation.SiteOpened.v1', data: { siteId: 's1', ...site } }]);
  });

  it('lies in an area that there is', async () => {
    await expect(service.give('OpenSite', 's1', { ...site, area: '511504999000' })).rejects.toMatchObject({ code: 'AREA.UNKNOWN', field: 'area' });
    expect(await eventsOf('site-s1')).toStrictEqual([]);
  });
});

describe('a household that moves', () => {
  beforeEach(() => service.given('household-h1', registered, member));

  it('takes the area of the site along, and who can work', async () => {
    await service.give('OpenSite', 's1', site);
    await service.give('RelocateHousehold', 'h1', { siteId: 's1', movedOn: '2020-02-20' });
    expect((await eventsOf('household-h1')).at(-1)).toStrictEqual({
      type: 'relocation.HouseholdRelocated.v1', data: { siteId: 's1', siteArea: '511504001000', fromVillage: VILLAGE, movedOn: '2020-02-20', labourIds: ['p1'] },
    });
  });

  it('moves to a site that there is', async () => {
    await expect(service.give('RelocateHousehold', 'h1', { siteId: 's9', movedOn: '2020-02-20' })).rejects.toMatchObject({ code: 'RELOCATION.SITE_NOT_FOUND', field: 'siteId' });
    expect(await eventsOf('household-h1')).toHaveLength(2);
  });
});
