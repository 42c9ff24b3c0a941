import { describe, expect, it } from '@jest/globals';
import { IdentificationEvents } from '@humai/contracts-identification';
import { householdsProjection } from '@humai/identification-service';
import { EventCatalogue, EventMetadata, foldReadModel } from '@humai/kernel';
import { HouseholdLog, LIFE } from './household-life.js';

const log = new HouseholdLog(4_000);
const events = Array.from({ length: 4_400 }, (_, n) => ({ position: n + 1, ...log.at(n) }));

describe('the log that is measured', () => {
  it('holds events as identification writes them', () => {
    const catalogue = new EventCatalogue([IdentificationEvents]);
    expect(events.filter(({ event }) => !catalogue.knows(event.type) || catalogue.problemOf(event) !== null)).toStrictEqual([]);
    expect(events.filter(({ event }) => !EventMetadata.safeParse(event.metadata).success)).toStrictEqual([]);
  });

  it('gives every household its events in order, each id once, and never two in a row to the same one', () => {
    const next = new Map<string, number>();
    for (const [i, { stream, revision }] of events.entries()) {
      expect([revision, stream === events[i - 1]?.stream]).toStrictEqual([next.get(stream) ?? 0, false]);
      next.set(stream, revision + 1);
    }
    expect([...next.values()]).toStrictEqual(Array.from({ length: 200 }, () => 22));
    expect(new Set(events.map(({ event }) => event.id)).size).toBe(events.length);
  });

  it('leads every household to its enrolment, with one of two risks gone', () => {
    const life = events.slice(0, log.households * LIFE).map(({ event, ...place }) => ({ ...event, ...place, recordedAt: '', hash: '' }));
    const households = [...foldReadModel(householdsProjection, life as never).values()];
    expect(households).toHaveLength(200);
    for (const household of households) expect(household).toMatchObject({ status: 'ENROLLED', openRisks: 1, enrolments: 1, caseId: null, incomeYear: 2025, members: { length: 4 } });
  });
});
