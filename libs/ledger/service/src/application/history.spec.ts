import { describe, expect, it } from '@jest/globals';
import { assistanceAggregate } from '@humai/assistance-service';
import { IdentificationEvents } from '@humai/contracts-identification';
import { type DomainEvent, EventCatalogue, type RecordedEvent } from '@humai/kernel';
import { householdAggregate, personAggregate } from '@humai/identification-service';
import { type AnyAggregate, defineAggregate } from '@humai/nest';
import { relocationAggregate, siteAggregate } from '@humai/relocation-service';
import { deepFreeze, syntheticId, syntheticMetadata } from '@humai/testing';
import { z } from 'zod';
import { NEW_VILLAGE, PAST, REGISTERED, stream, VILLAGE } from '../testing/household.js';
import { readAsOf } from '@humai/nest';
import { areaOfHousehold, historyOf } from './history.js';

const parts = { aggregates: [siteAggregate, householdAggregate, personAggregate, assistanceAggregate, relocationAggregate], catalogue: new EventCatalogue([IdentificationEvents]) };
const history = (asOf: Parameters<typeof readAsOf>[0] = {}) => historyOf('h1', deepFreeze(stream), parts, readAsOf(asOf));
const revisions = (asOf: Parameters<typeof readAsOf>[0]) => history(asOf).events.map((e) => e.revision);
const income = (asOf: Parameters<typeof readAsOf>[0]) => (history(asOf).state['identification'] as { incomes: Record<string, number> }).incomes;

describe('the history of a household', () => {
  it('holds every event with both of its dates, who, under which policy, and what', () => {
    const { household, events } = history();
    expect(household).toBe('h1');
    expect(events).toStrictEqual(PAST.map(({ recordedAt, effectiveOn, event }, i) => ({
      position: i + 1, revision: i, type: event.type, recordedAt, effectiveOn, actor: 'officer-1', policy: i === 0 ? null : 'identification/511504/2021-01', data: event.data,
    })));
  });

  it('holds the state that each context with a say in households folds from them, and no other', () => {
    const { state } = history();
    expect(Object.keys(state)).toEqual(['identification', 'assistance', 'relocation']);
    expect(state['identification']).toMatchObject({ registered: { ...REGISTERED, village: NEW_VILLAGE }, members: { p1: { relation: '01', labour: 'ORDINARY' } }, incomes: { 2025: 650_000 } });
    expect(state['assistance']).toMatchObject({ village: NEW_VILLAGE, plan: null });
    expect(state['relocation']).toMatchObject({ village: NEW_VILLAGE, members: { p1: true }, relocated: null });
  });

  it('as known at a time leaves out what was recorded later, a correction too', () => {
    expect(revisions({ knownAt: '2026-02-15' })).toEqual([0, 1, 2]);
    expect(income({ knownAt: '2026-02-15' })).toEqual({ 2025: 800_000 });
  });

  it('as true on a date holds a correction of that date, whenever it was recorded, and nothing of later dates', () => {
    expect(revisions({ trueOn: '2026-01-31' })).toEqual([0, 1, 3]);
    expect(income({ trueOn: '2026-01-31' })).toEqual({ 2025: 650_000 });
  });

  it('goes by both clocks at once', () => {
    expect(revisions({ trueOn: '2026-01-31', knownAt: '2026-02-15' })).toEqual([0, 1]);
    expect(income({ trueOn: '2026-01-31', knownAt: '2026-02-15' })).toEqual({});
    expect(revisions({ trueOn: '2026-02-01', knownAt: '2026-03-01T02:00:00Z' })).toEqual([0, 1, 2, 3]);
  });

  it('folds from exactly the events it lists, and before the first is empty', () => {
    const { state, events } = history({ knownAt: '2025-12-31' });
    expect(events).toEqual([]);
    expect(state).toStrictEqual(Object.fromEntries([householdAggregate, assistanceAggregate, relocationAggregate].map((a) => [a.context, a.decider.initialState])));
  });

  it.each([
    ['2026-03-05', 4], // that day in China ends at 16:00 UTC
    ['2026-03-06', 5],
    ['2026-03-05T16:00:30Z', 5],
    ['2026-03-05T16:00:29.999Z', 4],
    ['2026-03-06T00:00:30+08:00', 5],
    ['2026-03-06T00:00:29+08:00', 4],
  ])('takes %s for a time at which %i events were known', (knownAt, count) => expect(revisions({ knownAt })).toHaveLength(count));

  // However the two clocks cut a past, what is left can be folded: a decider never relies on a fact having been there.
  it('has an answer for every pair of dates', () => {
    const days = PAST.flatMap(({ recordedAt, effectiveOn }) => [recordedAt.slice(0, 10), effectiveOn]);
    for (const knownAt of days) for (const trueOn of days) expect(Object.keys(history({ knownAt, trueOn }).state)).toHaveLength(3);
  });
});

describe('which village decides who may see a household', () => {
  it('is the one it is in now', () => expect(areaOfHousehold(stream, parts)).toBe(NEW_VILLAGE));
  it('is the one on record as long as it has not moved', () => expect(areaOfHousehold(stream.slice(0, 4), parts)).toBe(VILLAGE));
  it('is none when no context knows it, which only a right to everything covers', () => {
    expect(areaOfHousehold([], parts)).toBe('');
    expect(areaOfHousehold(stream, { ...parts, aggregates: [siteAggregate] })).toBe('');
  });
});

describe('older shapes of events', () => {
  type Told = DomainEvent<'demo.Told.v2', { words: readonly string[] }>;
  const teller: AnyAggregate = defineAggregate<readonly string[], Told>({
    context: 'demo', category: 'household', commands: {}, creates: [], exists: () => true, areaOf: () => undefined,
    decider: { initialState: [], decide: () => [], evolve: (words, { type, data }) => (type === 'demo.Told.v2' ? [...words, ...data.words] : words) },
  });
  const catalogue = new EventCatalogue([{ 'demo.Told.v2': z.object({ words: z.array(z.string()) }) }], [{ from: 'demo.Told.v1', to: 'demo.Told.v2', upcast: ({ word }: { word: string }) => ({ words: [word] }) }]);
  const told = (revision: number, type: string, data: unknown): RecordedEvent =>
    ({ type, data, id: syntheticId(revision), stream: 'household-h2', revision, position: revision + 1, recordedAt: '2026-01-01T00:00:00.000Z', metadata: syntheticMetadata(), hash: '' });
  const events = [told(0, 'demo.Told.v1', { word: 'old' }), told(1, 'elsewhere.Unheard.v1', { odd: true }), told(2, 'demo.Told.v2', { words: ['new'] })];

  it('are folded in their newest shape and shown as they are stored', () => {
    const answer = historyOf('h2', events, { aggregates: [teller], catalogue });
    expect(answer.state).toEqual({ demo: ['old', 'new'] });
    expect(answer.events.map(({ type, data }) => [type, data])).toEqual([['demo.Told.v1', { word: 'old' }], ['elsewhere.Unheard.v1', { odd: true }], ['demo.Told.v2', { words: ['new'] }]]);
  });
});

describe('dates as people write them', () => {
  it.each([
    ['knownAt', '2026-02-30'], ['knownAt', '2026-02-30T00:00:00Z'], ['knownAt', '2026-03-01T10:00:00'], ['knownAt', '2026-03-01T10:00:00 08:00'], ['knownAt', 'yesterday'], ['knownAt', ''], ['knownAt', '1767225600'],
    ['trueOn', '2026-02-30'], ['trueOn', '2026-03-01T00:00:00Z'], ['trueOn', '20260301'], ['trueOn', ''],
  ])('refuses %s=%j', (field, value) => expect(() => readAsOf({ [field]: value })).toThrow(expect.objectContaining({ code: 'SHAPE.INVALID', field })));
  it('asks nothing when nothing is written', () => expect(readAsOf({})).toStrictEqual({}));
});
