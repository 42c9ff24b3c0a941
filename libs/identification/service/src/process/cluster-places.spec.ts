import { describe, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { clusterPlacesProjection } from './cluster-places.js';

const { given, happened } = readModelSpecOf(clusterPlacesProjection);
const [VILLAGE, OTHER] = ['511504101201', '511504102203'];
const H1 = 'household-h1';
const registered = happened(H1, '2024-01-10', 'identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'GENERAL' });
const moved = happened(H1, '2024-02-01', 'identification.HouseholdChanged.v1', { registerNumber: null, village: OTHER, kind: 'GENERAL' });
const merged = happened(H1, '2024-06-01', 'identification.HouseholdMergedInto.v1', { intoHouseholdId: 'h2', members: [], incomes: [], clues: [], enrolment: null, evidenceHash: 'a'.repeat(64) });
const undone = happened(H1, '2024-06-02', 'identification.HouseholdLinkUndone.v1', { eventId: 'x', otherHouseholdId: 'h2', why: 'HOUSEHOLD_GONE' });
const closed = happened(H1, '2024-06-01', 'identification.HouseholdClosed.v1', { reason: 'DEATH', enrolmentId: null });
const at = (village: string, counts = true) => ({ h1: { dueOn: '9999-12-31', area: village, village, registered: counts } });

describe('identification.cluster-places', () => {
  it('says where a household lives, also after it moved', () => {
    given(registered).then(at(VILLAGE));
    given(registered, moved).then(at(OTHER));
  });
  it('counts a household until it is gone, and again when that came to nothing', () => {
    given(registered, merged).then(at(VILLAGE, false));
    given(registered, closed).then(at(VILLAGE, false));
    given(registered, merged, undone).then(at(VILLAGE));
  });
  it('knows nothing of a household that was never registered', () => given(moved).then({}));
});
