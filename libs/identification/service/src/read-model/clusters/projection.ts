import type { ClusterLevel, IdentificationEvent } from '@humai/contracts-identification';
import type { LocalDate, Projection, ReadDocument, RecordedEvent } from '@humai/kernel';

export type ClusterDocument = ReadDocument & Readonly<{
  area: string;
  level: ClusterLevel;
  cause: string;
  open: boolean;
  foundOn: LocalDate;
  grownOn: LocalDate | null;
  endedOn: LocalDate | null;
  from: LocalDate;
  to: LocalDate;
  windowDays: number;
  firstCount: number;
  /** Households with a new risk of the cause in the window, as told last. */
  count: number;
  households: number;
  householdIds: readonly string[];
  minCount: number | null;
  minRatePerMille: number | null;
  policyVersion: string;
}>;

/** Where do new risks of one cause gather, since when, and how many households are in it? */
export const clustersProjection: Projection<ClusterDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.clusters',
  version: 1,
  indexes: [['area'], ['foundOn'], ['open', 'foundOn'], ['level', 'area'], ['cause', 'area'], ['count']],
  handles: ['identification.AreaClusterFound.v1', 'identification.AreaClusterGrown.v1', 'identification.AreaClusterEnded.v1'],
  documentId: ({ data }) => ('clusterId' in data ? data.clusterId : null),
  evolve(doc, { type, data }) {
    if (type === 'identification.AreaClusterFound.v1') {
      const { area, level, cause, from, to, windowDays, count, households, householdIds, minCount, minRatePerMille, policyVersion } = data;
      return { area, level, cause, open: true, foundOn: to, grownOn: null, endedOn: null, from, to, windowDays, firstCount: count, count, households, householdIds, minCount, minRatePerMille, policyVersion };
    }
    if (!doc) return null;
    switch (type) {
      case 'identification.AreaClusterGrown.v1': {
        const { from, to, count, households, householdIds } = data;
        return { ...doc, grownOn: to, from, to, count, households, householdIds };
      }
      case 'identification.AreaClusterEnded.v1': return { ...doc, open: false, endedOn: data.endedOn };
      default: return doc;
    }
  },
};
