import { beforeAll, describe, expect, it } from '@jest/globals';
import { IdentificationErrors, REGISTER_FIELDS } from '@humai/contracts-identification';
import { PlatformErrors, sentenceOf, type Actor, type DomainError } from '@humai/kernel';
import { chineseCalendar } from '@humai/policy';
import { after, cleared, DECIDED, delivered, ENROLLED, county, policies, propose, REGISTERED, township, village } from '../testing/household-past.js';
import { Invariants } from '../testing/invariants.js';
import { Chance, RandomLives } from '../testing/random-lives.js';
import type { HouseholdEvent } from './state.js';

const WORLDS = 60;
const HOUSEHOLDS = 40;
const STEPS = 2_500;
const CHINESE = /\p{Script=Han}/u;
const catalogue = { ...PlatformErrors, ...IdentificationErrors };

/** Everything that came out of all worlds, and what of it broke an invariant. */
function live() {
  const events = new Map<string, number>();
  const refusals = new Map<string, DomainError>();
  const sum = { conflicts: 0, repeats: 0, repeated: 0 };
  const broken: string[] = [];
  for (let world = 1; world <= WORLDS; world += 1) {
    const invariants = new Invariants(policies, chineseCalendar());
    const lives = new RandomLives(new Chance(world * 7_919), invariants, HOUSEHOLDS);
    for (let step = 0; step < STEPS; step += 1) lives.step();
    broken.push(...invariants.broken.map((b) => `world ${world}, ${b}`));
    for (const [type, n] of lives.tally.events) events.set(type, (events.get(type) ?? 0) + n);
    for (const [code, error] of lives.tally.refusals) refusals.set(code, error);
    for (const key of ['conflicts', 'repeats', 'repeated'] as const) sum[key] += lives.tally[key];
  }
  return { events, refusals, broken, ...sum };
}

describe('whatever is done, in whatever order, by whomever, twice or at once', () => {
  let all: ReturnType<typeof live>;
  beforeAll(() => { all = live(); }, 120_000);
  const times = (name: string) => all.events.get(`identification.${name}.v1`) ?? 0;

  it('no invariant breaks', () => expect(all.broken).toStrictEqual([]));
  it('a repeat leads to nothing', () => expect({ repeated: all.repeated, enough: all.repeats > 10_000 }).toStrictEqual({ repeated: 0, enough: true }));
  it('two officers at once meet each other, and the lives go all the way', () => {
    expect(all.conflicts).toBeGreaterThan(1_000);
    for (const [name, least] of [['HouseholdEnrolled', 1_000], ['HouseholdCleared', 300], ['CategoryChanged', 100], ['AssetCheckReturned', 300], ['ClearingRolledBack', 5], ['HouseholdTracked', 20], ['ObjectionSettled', 300]] as const)
      expect([name, times(name) >= least]).toStrictEqual([name, true]);
    expect(all.refusals.size).toBeGreaterThan(45);
  });
  it('a refusal in English holds no Chinese, and one in Chinese no word of a code list in English', () => {
    for (const error of all.refusals.values()) {
      expect([error.code, CHINESE.test(sentenceOf(catalogue, error, 'en'))]).toStrictEqual([error.code, false]);
      expect([error.code, sentenceOf(catalogue, error, 'zh').match(/[a-z]{4,}[ ,][a-z]+/g)]).toStrictEqual([error.code, null]);
    }
  });
});

// A register's columns and cells go by the names that stand in the file.
const IN_A_REGISTER = new RegExp([...Object.values(REGISTER_FIELDS).map((f) => f.zh), '是', '否'].join('|'), 'gu');
it('no sentence of the catalogue mixes its languages', () => {
  for (const [code, { zh, en }] of Object.entries(IdentificationErrors))
    expect([code, CHINESE.test(code.startsWith('REGISTER.') ? en.replaceAll(IN_A_REGISTER, '') : en.replaceAll(/\(.\)/gu, '')), CHINESE.test(zh)]).toStrictEqual([code, false, true]);
});

// A model that never objects proves nothing: here is one impossible event for each invariant.
describe('the model notices', () => {
  const told = (events: readonly HouseholdEvent[], last: HouseholdEvent, date: string, actor: Actor = county) => {
    const invariants = new Invariants(policies, chineseCalendar());
    const at = (event: HouseholdEvent) => ({ household: 'h1', event, on: '2024-03-14', actor: actorOf(event) });
    for (const event of events) invariants.told([at(event)]);
    const before = invariants.broken.length;
    invariants.told([{ household: 'h1', event: last, on: date, actor }]);
    return invariants.broken.slice(before).map((b) => Number(/invariant (\d+)/.exec(b)![1]));
  };
  const actorOf = ({ type }: HouseholdEvent): Actor =>
    (/TownshipOpinion|DecisionAnnounced/.test(type) ? township : /CountyDecision|Comparison/.test(type) ? county : village);
  const decided = after(DECIDED);
  const enrolled = after(ENROLLED);
  const label = enrolled.at(-2)!;
  const clearing = after([propose()], [...enrolled, delivered()]);
  const clear = cleared().at(-1)!;
  const changed = (event: HouseholdEvent, change: object) => ({ ...event, data: { ...event.data, ...change } }) as HouseholdEvent;
  const upTo = (name: string) => decided.slice(0, decided.findIndex((e) => e.type === `identification.${name}.v1`));
  const event = (name: string) => decided.find((e) => e.type === `identification.${name}.v1`)!;

  it.each<[number, readonly HouseholdEvent[], HouseholdEvent, string, Actor?]>([
    [1, enrolled, changed(label, { enrolmentId: 'e2', previousEnrolmentId: 'e1' }), '2024-03-18'],
    [2, decided, changed(label, { category: 'C1' }), '2024-03-18'],
    [3, upTo('DecisionAnnounced'), label, '2024-03-18'],
    [4, upTo('PublicityClosed'), changed(event('PublicityClosed'), { closedOn: '2024-03-13' }), '2024-03-13', village],
    [5, upTo('TownshipOpinionGiven'), event('TownshipOpinionGiven'), '2024-03-14', { ...township, id: 'village-1' }],
    [5, upTo('CountyDecisionMade'), event('CountyDecisionMade'), '2024-03-15', { ...county, area: '511505000000' }],
    [6, upTo('AuthorisationGranted'), event('ComparisonReturned'), '2024-03-07'],
    [12, [...enrolled, delivered()], clearing.at(-1)!, '2024-09-13'],
    [13, enrolled, clearing.at(-1)!, '2024-09-18'],
    [14, cleared().slice(0, -1).filter((e) => e.type !== 'identification.RiskEliminated.v1'), clear, '2024-10-10'],
    [15, cleared().slice(0, -1).map((e) => (e.type === 'identification.HouseholdVerified.v1' ? changed(e, { incomePerHeadFen: 880_000 }) : e)), clear, '2024-10-10'],
    [16, cleared().slice(0, -1).filter((e) => e.type !== 'identification.DecisionAnnounced.v1'), clear, '2024-10-10'],
    [17, cleared().slice(0, -1).map((e) => (e.type === 'identification.MemberAdded.v1' ? changed(e, { labour: 'NONE' }) : e)), clear, '2024-10-10'],
    [18, cleared(), { type: 'identification.RiskAdded.v1', data: { enrolmentId: 'e1', riskId: 'r2', type: '05' } }, '2024-11-04'],
    [19, cleared(), { type: 'identification.ClearingRolledBack.v1', data: { enrolmentId: 'e1', reason: '不稳', reopenedRiskIds: [], approverId: 'county-1', byId: 'county-1' } }, '2024-11-04'],
    [20, decided, changed(label, { lineFen: 750_000 }), '2024-03-18'],
    [21, after(REGISTERED), { type: 'identification.MemberAdded.v1', data: { personId: 'p3', relation: '02', labour: 'NONE', reason: 'MARRIAGE_IN' } }, '2024-01-11'],
    [23, enrolled, enrolled.at(-1)!, '2024-03-18'],
  ])('invariant %i', (number, past, last, date, actor = county) => expect(told(past, last, date, actor)).toContain(number));
});
