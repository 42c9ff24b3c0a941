import { absurd, DomainError, type CommandMeta, type CommandsOf, type Decider } from '@humai/kernel';
import type { RelocationEvent, SiteCommands, SiteType } from '@humai/contracts-relocation';

export type SiteEvent = Extract<RelocationEvent, { type: `relocation.Site${string}` }>;

/** A resettlement site (安置点). */
export type Site = Readonly<{ siteId: string; name: string; area: string; type: SiteType; openedOn: string }>;

/** What the decider gets in place of a body: the site's id stands in the URL. */
type Replaced = { OpenSite: Site };
export type SiteCommand = CommandsOf<typeof SiteCommands, CommandMeta, Replaced>;

const evolve = (state: Site | null, { type, data }: SiteEvent): Site | null => {
  switch (type) {
    case 'relocation.SiteOpened.v1': return data;
    case 'relocation.SiteChanged.v1': return state && { ...state, ...data };
    default: return state;
  }
};

function decide(command: SiteCommand, state: Site | null): readonly SiteEvent[] {
  switch (command.type) {
    case 'OpenSite': {
      const { data, meta } = command;
      if (state) {
        if (state.name === data.name && state.area === data.area && state.type === data.type && state.openedOn === data.openedOn) return [];
        throw new DomainError('SITE.EXISTS', { site: data.siteId });
      }
      if (data.openedOn > meta.effectiveOn) throw new DomainError('SITE.FUTURE', { date: data.openedOn, effectiveOn: meta.effectiveOn }, 'openedOn');
      return [{ type: 'relocation.SiteOpened.v1', data }];
    }
    case 'ChangeSite': {
      if (!state) throw new DomainError('RELOCATION.SITE_NOT_FOUND', { site: '' });
      return state.name === command.data.name && state.type === command.data.type ? [] : [{ type: 'relocation.SiteChanged.v1', data: command.data }];
    }
    default: return absurd(command);
  }
}

export const siteDecider: Decider<Site | null, SiteCommand, SiteEvent> = { decide, evolve, initialState: null };
