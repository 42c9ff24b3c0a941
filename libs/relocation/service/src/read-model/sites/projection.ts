import type { RelocationEvent, SiteType } from '@humai/contracts-relocation';
import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

export type SiteDocument = ReadDocument & Readonly<{
  name: string;
  area: string;
  type: SiteType;
  openedOn: string;
  households: number;
  /** Households whose title is registered, certified ones included. */
  titles: number;
  certificates: number;
}>;

type Event = RecordedEvent<RelocationEvent>;

/** Which sites are there, how many households moved to each, and how many hold their certificate? */
export const sitesProjection: Projection<SiteDocument, Event> = {
  name: 'relocation.sites',
  version: 1,
  indexes: [['area'], ['type', 'area'], ['households'], ['openedOn']],
  handles: ['relocation.SiteOpened.v1', 'relocation.SiteChanged.v1', 'relocation.HouseholdRelocated.v1', 'relocation.TitleRegistered.v1', 'relocation.CertificateIssued.v1'],
  documentId: ({ type, data, stream }) => (type === 'relocation.SiteChanged.v1' ? subjectOf(stream) : 'siteId' in data ? data.siteId : null),
  evolve(doc, { type, data }) {
    if (type === 'relocation.SiteOpened.v1') {
      const { siteId: _, ...site } = data;
      return { ...site, households: 0, titles: 0, certificates: 0 };
    }
    if (!doc) return null;
    switch (type) {
      case 'relocation.SiteChanged.v1': return { ...doc, ...data };
      case 'relocation.HouseholdRelocated.v1': return { ...doc, households: doc.households + 1 };
      case 'relocation.TitleRegistered.v1': return { ...doc, titles: doc.titles + 1 };
      case 'relocation.CertificateIssued.v1': return { ...doc, certificates: doc.certificates + 1 };
      default: return doc;
    }
  },
};
