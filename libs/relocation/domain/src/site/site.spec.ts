import { describe, it } from '@jest/globals';
import type { Calendar, CommandMeta, PolicySource } from '@humai/kernel';
import { specOf } from '@humai/testing';
import { siteDecider, type SiteCommand, type SiteEvent } from './site.js';

const { given } = specOf(siteDecider);
const meta: CommandMeta = {
  now: '2024-06-03T02:00:00.000Z', today: '2024-06-03', effectiveOn: '2024-06-03', actor: { id: 'county-1', role: 'county', area: '511504' }, commandId: 'command-1',
  policies: {} as PolicySource, calendar: {} as Calendar,
};
const site = { siteId: 's1', name: '柏溪安置点', area: '511504102001', type: 'TOWN' as const, openedOn: '2024-06-01' };
const open = (over: Partial<typeof site> = {}): SiteCommand => ({ type: 'OpenSite', data: { ...site, ...over }, meta });
const change = (name: string): SiteCommand => ({ type: 'ChangeSite', data: { name, type: 'TOWN' }, meta });
const opened: SiteEvent = { type: 'relocation.SiteOpened.v1', data: site };
const renamed: SiteEvent = { type: 'relocation.SiteChanged.v1', data: { name: '柏溪新居', type: 'TOWN' } };

describe('a resettlement site', () => {
  it('is opened', () => given().when(open()).then(opened));
  it('repeated is nothing', () => given(opened).when(open()).thenNothing());
  it('keeps its content under its id', () => given(opened).when(open({ area: '511504103001' })).thenRejects('SITE.EXISTS'));
  it('does not open tomorrow', () => given().when(open({ openedOn: '2024-06-04' })).thenRejects('SITE.FUTURE'));
  it('can change its name and type', () => given(opened).when(change('柏溪新居')).then(renamed));
  it('changed to what it is, is nothing', () => given(opened, renamed).when(change('柏溪新居')).thenNothing());
  it('must be there to change', () => given().when(change('柏溪新居')).thenRejects('RELOCATION.SITE_NOT_FOUND'));
});
