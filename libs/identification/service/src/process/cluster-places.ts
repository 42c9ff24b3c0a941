import type { IdentificationEvent } from '@humai/contracts-identification';
import { type Projection, type ReadDocument, type RecordedEvent, subjectOf } from '@humai/kernel';
import type { ContextProcess } from '@humai/nest';

/** `dueOn` never comes: nothing is to be done about where a household lives. */
export type ClusterPlaceDocument = ReadDocument & Readonly<{ dueOn: string; area: string; village: string; registered: boolean }>;

const NEVER = '9999-12-31';

/** Where does each household live, and does it still count? What clusters are counted among. */
export const clusterPlacesProjection: Projection<ClusterPlaceDocument, RecordedEvent<IdentificationEvent>> = {
  name: 'identification.cluster-places',
  version: 1,
  indexes: [['dueOn'], ['registered', 'village']],
  handles: [
    'identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1', 'identification.HouseholdMergedInto.v1', 'identification.HouseholdLinkUndone.v1', 'identification.HouseholdClosed.v1',
  ],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data }) {
    if (type === 'identification.HouseholdRegistered.v1') return { dueOn: NEVER, area: data.village, village: data.village, registered: true };
    if (!doc) return null;
    switch (type) {
      case 'identification.HouseholdChanged.v1': return { ...doc, area: data.village, village: data.village };
      case 'identification.HouseholdMergedInto.v1':
      case 'identification.HouseholdClosed.v1': return { ...doc, registered: false };
      // Of a split that came to nothing, too: that household has been there all the time.
      case 'identification.HouseholdLinkUndone.v1': return { ...doc, registered: true };
      default: return doc;
    }
  },
};

/**
 * Keeps those places as due dates are kept: in a simulation, and in a process that serves no queries, nobody else does.
 * Runs before the watch of clusters, at the same tick.
 */
export const clusterPlaces = (): ContextProcess => ({
  name: 'identification.cluster-places',
  dueDates: clusterPlacesProjection,
  act: async () => {},
});
