import type { RelocationCommands, SiteCommands } from '@humai/contracts-relocation';
import { type AreaDirectory, DomainError, type DomainEvent, type EventStore, fold, streamName } from '@humai/kernel';
import type { CommandExecutor, PrepareContext } from '@humai/nest';
import { siteDecider, type SiteEvent } from '@humai/relocation-domain';
import type { z } from 'zod';
import { relocationAggregate, siteAggregate } from './aggregates.js';

type OpenSite = z.infer<(typeof SiteCommands)['OpenSite']['body']>;
type RelocateHousehold = z.infer<(typeof RelocationCommands)['RelocateHousehold']['body']>;

/** Adds to commands what stands outside their own stream: that an area exists, and where a site lies. */
export function prepareSites(executor: CommandExecutor, store: Pick<EventStore, 'readStream'>, areas: Pick<AreaDirectory, 'find'>): void {
  executor.prepare(siteAggregate, 'OpenSite', async (body: OpenSite, { id, effectiveOn }: PrepareContext) => {
    if (!areas.find(body.area, effectiveOn)) throw new DomainError('AREA.UNKNOWN', { code: body.area }, 'area');
    return { siteId: id, ...body };
  });
  executor.prepare(relocationAggregate, 'RelocateHousehold', async (body: RelocateHousehold) => {
    // From the site's own stream: a read model may be behind.
    const events: readonly DomainEvent[] = await store.readStream(streamName('site', body.siteId));
    const site = fold(siteDecider, events as readonly SiteEvent[]);
    if (!site) throw new DomainError('RELOCATION.SITE_NOT_FOUND', { site: body.siteId }, 'siteId');
    return { ...body, siteArea: site.area };
  });
}
