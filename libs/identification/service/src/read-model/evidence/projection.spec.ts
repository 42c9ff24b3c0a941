import { describe, expect, it } from '@jest/globals';
import { readModelSpecOf } from '@humai/testing';
import { evidenceProjection, hashesIn } from './projection.js';

const { given, happened } = readModelSpecOf(evidenceProjection);
const hash = (c: string) => c.repeat(64);
const [A, B, C] = [hash('a'), hash('b'), hash('c')];
const handles: readonly string[] = [
  'identification.ClueReported.v1', 'identification.HouseholdVerified.v1', 'identification.AuthorisationGranted.v1', 'identification.ComparisonReturned.v1', 'identification.AssetCheckReturned.v1',
  'identification.ReviewHeld.v1', 'identification.PublicityOpened.v1', 'identification.ObjectionSettled.v1', 'identification.TownshipOpinionGiven.v1', 'identification.CountyDecisionMade.v1',
  'identification.DecisionAnnounced.v1', 'identification.RiskEliminated.v1', 'identification.HouseholdTracked.v1', 'identification.HouseholdSplit.v1', 'identification.HouseholdMergedInto.v1',
  'identification.EntryCorrected.v1', 'identification.VisitRecorded.v1', 'identification.CheckRecorded.v1',
];

describe('identification.evidence', () => {
  it('finds the hashes of an event wherever they stand, each once', () =>
    expect(hashesIn({ evidenceHash: A, evidenceHashes: [A, B], documents: [{ kind: 'PHOTO', hash: C }], id: 'a'.repeat(63), n: 1, none: null })).toStrictEqual([A, B, C]));

  it.each(handles)('knows of which household a document of %s is evidence', (type) =>
    given(happened('household-h1', '2024-03-10', type as never, { evidenceHashes: [A, B] } as never)).then({ [A]: { householdIds: ['h1'] }, [B]: { householdIds: ['h1'] } }));

  it('reads every event of a household in which a document can stand', () => expect([...evidenceProjection.handles].sort()).toStrictEqual([...handles].sort()));

  it('names every household of a document that several have, each once', () =>
    given(...['h1', 'h2', 'h1'].map((h) => happened(`household-${h}`, '2024-03-10', 'identification.DecisionAnnounced.v1', { caseId: 'c', announcedOn: '2024-03-10', evidenceHash: A }))).then({ [A]: { householdIds: ['h1', 'h2'] } }));
});
