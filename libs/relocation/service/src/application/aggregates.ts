import { RelocationCommands, SiteCommands } from '@humai/contracts-relocation';
import { householdDecider, siteDecider, type Household, type HouseholdEvent, type Site, type SiteEvent } from '@humai/relocation-domain';
import { defineAggregate } from '@humai/nest';

/** A household as relocation decides on it. */
export const relocationAggregate = defineAggregate<Household, HouseholdEvent>({
  context: 'relocation',
  category: 'household',
  decider: householdDecider,
  commands: RelocationCommands,
  creates: [],
  exists: (state) => state.village !== null,
  areaOf: (state) => state.village ?? undefined,
});

/** A resettlement site; opening one is judged by the area it asks for, everything else by the area on record. */
export const siteAggregate = defineAggregate<Site | null, SiteEvent>({
  context: 'relocation',
  category: 'site',
  decider: siteDecider,
  commands: SiteCommands,
  creates: ['OpenSite'],
  exists: (state) => state !== null,
  areaOf: (state, _command, data) => state?.area ?? (data as { area?: string }).area,
});
