import { CATEGORIES, RISK_TYPES, STEP_OF, type Step } from '@humai/contracts-identification';
import { addDays, DomainError, fold } from '@humai/kernel';
import type { HouseholdCommand } from '../household/context.js';
import { householdDecider } from '../household/household.js';
import type { Household, HouseholdEvent } from '../household/state.js';
import { personDecider, type Person } from '../person/person.js';
import { command, delivered, hash, on, SOLVED } from './household-past.js';
import type { Happened, Invariants } from './invariants.js';
import { officer, procedureIn, stepCommands, VARIANTS } from './variants.js';

/** Numbers that look random and come again from the same seed. */
export class Chance {
  constructor(private seed: number) {}
  next(): number {
    this.seed = (this.seed * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return this.seed / 4_294_967_296;
  }
  int(from: number, to: number): number { return from + Math.floor(this.next() * (to - from + 1)); }
  happens(share: number): boolean { return this.next() < share; }
  pick<T>(items: readonly T[]): T { return items[this.int(0, items.length - 1)]!; }
}

type Kept = { village: string; events: HouseholdEvent[]; state: Household; revision: number; today: string; last: HouseholdCommand | null };
const TIERS = ['village', 'township', 'county'] as const;
const VILLAGES = Object.values(VARIANTS);
const RISKS = Object.keys(RISK_TYPES) as (keyof typeof RISK_TYPES)[];
type Given = HouseholdCommand;

/** What came out: so that a test can tell that the lives were lives. */
export type Tally = { decisions: number; refusals: Map<string, DomainError>; events: Map<string, number>; conflicts: number; repeats: number; repeated: number };

/** Many households at once, in which officers do what they should, what they should not, twice, too early and at the same time. */
export class RandomLives {
  readonly tally: Tally = { decisions: 0, refusals: new Map(), events: new Map(), conflicts: 0, repeats: 0, repeated: 0 };
  readonly #households = new Map<string, Kept>();
  readonly #people = new Map<string, Person>();
  #n = 0;

  constructor(private readonly chance: Chance, private readonly invariants: Invariants, private readonly households: number) {
    for (let i = 0; i < households; i += 1) this.#register(`h${i}`);
  }

  /** One thing happens in one household. */
  step(): void {
    const id = `h${this.chance.int(0, this.households - 1)}`;
    const h = this.#households.get(id)!;
    h.today = addDays(h.today, this.chance.happens(0.08) ? this.chance.int(30, 200) : this.chance.int(0, 3));
    if (h.state.enrolment?.status === 'OPEN' && this.chance.happens(0.15)) return this.#record(id, h, [{ ...delivered(this.chance.happens(0.8) ? 'm1' : null) }], on(h.today, officer(h.village, 'township')).actor);
    if (h.last && this.chance.happens(0.1)) return this.#repeat(id, h, h.last);
    const given = this.#think(h);
    // Two officers decide on what they both saw; the second to write meets a revision that has moved on, and decides anew.
    if (this.chance.happens(0.1)) return this.#race(id, h, given, this.#think(h));
    this.#give(id, h, given, h.state, h.revision);
  }

  #race(id: string, h: Kept, first: Given, second: Given): void {
    const seen = { state: h.state, revision: h.revision };
    this.#give(id, h, first, seen.state, seen.revision);
    if (this.#give(id, h, second, seen.state, seen.revision) === 'CONFLICT') {
      this.tally.conflicts += 1;
      this.#give(id, h, second, h.state, h.revision);
    }
  }

  #repeat(id: string, h: Kept, given: Given): void {
    this.tally.repeats += 1;
    const before = h.revision;
    this.#give(id, h, given, h.state, h.revision);
    if (h.revision !== before) this.tally.repeated += 1;
  }

  /** As a store does it: appended only at the revision on which it was decided. */
  #give(id: string, h: Kept, given: Given, state: Household, revision: number): 'DONE' | 'CONFLICT' {
    this.tally.decisions += 1;
    try {
      if (given.type === 'AddMember' && !this.#reserve(given.data.member.personId, id, h.village)) return 'DONE';
      const events = householdDecider.decide(given, state) as readonly HouseholdEvent[];
      if (events.length === 0) return 'DONE';
      if (revision !== h.revision) return 'CONFLICT';
      this.#record(id, h, events, given.meta.actor);
      h.last = given;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      this.tally.refusals.set(error.code, error);
    } finally {
      this.#release();
    }
    return 'DONE';
  }

  #record(id: string, h: Kept, events: readonly HouseholdEvent[], actor: Happened['actor']): void {
    for (const event of events) {
      h.events.push(event);
      h.revision += 1;
      h.state = householdDecider.evolve(h.state, event);
      this.tally.events.set(event.type, (this.tally.events.get(event.type) ?? 0) + 1);
    }
    this.invariants.told(events.map((event) => ({ household: id, event, on: h.today, actor })));
  }

  /** A person's one place (invariant 21), as the service takes it before a member is added. */
  #reserve(personId: string, householdId: string, village: string): boolean {
    const person = this.#people.get(personId) ?? personDecider.initialState;
    try {
      const taken = personDecider.decide({ type: 'JoinHousehold', data: { personId, householdId, village }, meta: on('2024-01-10', officer(village, 'township')) }, person);
      this.#people.set(personId, fold(personDecider, taken, person));
      return true;
    } catch (error) {
      if (error instanceof DomainError) this.tally.refusals.set(error.code, error);
      return false;
    }
  }

  /** Places of people who are in no household are free again. */
  #release(): void {
    for (const [personId, person] of this.#people)
      if (person.householdId !== null && !(personId in this.#households.get(person.householdId)!.state.members)) this.#people.set(personId, { ...person, householdId: null });
  }

  #register(id: string): void {
    const { chance } = this;
    const village = chance.pick(VILLAGES);
    const h: Kept = { village, events: [], state: householdDecider.initialState, revision: -1, today: addDays('2024-01-10', chance.int(0, 300)), last: null };
    this.#households.set(id, h);
    const labour = () => (chance.happens(0.15) ? 'NONE' as const : 'ORDINARY' as const);
    const members = [{ personId: `${id}-1`, relation: '01' as const, labour: labour() }, ...(chance.happens(0.8) ? [{ personId: `${id}-2`, relation: '02' as const, labour: labour() }] : [])];
    this.#give(id, h, command('RegisterHousehold', { householdId: id, registerNumber: null, village, kind: chance.pick(['GENERAL', 'OUT_OF_POVERTY']), members }, on(h.today, officer(village, 'township'))), h.state, -1);
  }

  /** What somebody does next: mostly what the work asks for, sometimes a slip of it, sometimes anything. */
  #think(h: Kept): Given {
    const given = this.chance.happens(0.8) ? this.#next(h) : this.#anything(h);
    return this.chance.happens(0.2) ? this.#slip(h, given) : given;
  }

  #as(h: Kept, tier: (typeof TIERS)[number], n = 1) {
    return on(h.today, officer(h.village, tier, n));
  }

  #id(kind: string): string {
    return `${kind}-${(this.#n += 1)}`;
  }

  #next(h: Kept): Given {
    const { chance } = this;
    const { state: { case: c, enrolment: e, clues } } = h;
    if (c) return this.#nextOf(h, c);
    if (e?.status === 'OPEN') {
      const open = e.risks.filter((r) => r.open);
      if (chance.happens(0.1)) return command('ProposeRegrade', { caseId: this.#id('regrade'), category: chance.pick(Object.keys(CATEGORIES) as 'C1'[]), reason: '变化' }, this.#as(h, 'village'));
      if (open.length > 0 && chance.happens(0.7)) return command('EliminateRisk', { riskId: chance.pick(open).riskId, mode: 'HELP', evidenceHash: hash }, this.#as(h, 'township'));
      return command('ProposeClearing', { caseId: this.#id('clearing'), mode: chance.happens(0.3) ? 'NATURAL' : 'HELP' }, this.#as(h, 'village'));
    }
    if (Object.values(clues).some((clue) => clue.open)) return command('OpenCase', { caseId: this.#id('case') }, this.#as(h, 'village'));
    return this.#clue(h);
  }

  #nextOf(h: Kept, c: NonNullable<Household['case']>): Given {
    const { chance } = this;
    const rules = procedureIn(h.village, c.purpose, h.today).steps;
    const ready = rules.filter((r) => !(r.step in c.done) && r.after.every((s) => s in c.done));
    if (ready.length === 0) {
      if (c.purpose === 'CLEARING') return command('ClearHousehold', {}, this.#as(h, 'county'));
      if (c.purpose === 'REGRADE') return command('ChangeCategory', {}, this.#as(h, 'county'));
      return command('EnrolHousehold', { enrolmentId: this.#id('e'), category: chance.happens(0.15) ? 'C3' : h.state.registered!.kind === 'GENERAL' ? 'C2' : 'C1' }, this.#as(h, 'county'));
    }
    const { step } = chance.pick(ready);
    const better = c.purpose === 'CLEARING';
    const facts = chance.happens(0.8) ? { incomePerHeadFen: better ? 1_200_000 : 600_000 } : { incomePerHeadFen: chance.pick([600_000, 879_999, 880_000, 880_001, 1_500_000]), rigidSpendingPerHeadFen: chance.pick([0, 700_000]), safeguards: { ...SOLVED, water: chance.happens(0.5) } };
    const does = stepCommands(h.village, c.purpose, step, h.today, Object.keys(h.state.members), facts);
    if (step !== 'publicity') return does[0]!;
    if (!c.publicity) return does[0]!;
    if (c.publicity.openObjectionIds.length > 0) return command('SettleObjection', { objectionId: c.publicity.openObjectionIds[0]!, upheld: chance.happens(0.3), evidenceHash: hash }, this.#as(h, 'township'));
    if (h.today < c.publicity.mayCloseOn && chance.happens(0.8)) h.today = c.publicity.mayCloseOn;
    return chance.happens(0.1) ? command('RaiseObjection', { objectionId: this.#id('objection') }, this.#as(h, 'village')) : command('ClosePublicity', {}, this.#as(h, 'village'));
  }

  #clue(h: Kept): Given {
    const { chance } = this;
    return command('ReportClue', { clueId: this.#id('clue'), channel: chance.pick(['SELF_REPORT', 'CADRE_VISIT', 'DEPARTMENT_DATA', 'OTHER']), riskTypes: [chance.pick(RISKS)], source: null }, this.#as(h, 'village'));
  }

  #anything(h: Kept): Given {
    const { chance, } = this;
    const { state } = h;
    const tier = () => this.#as(h, chance.pick(TIERS), chance.int(1, 2));
    const clueId = chance.pick([...Object.keys(state.clues), 'none']);
    const personId = `person-${chance.int(1, this.households)}`;
    const person = chance.pick([...Object.keys(state.members), personId]);
    const riskId = chance.pick([...(state.enrolment?.risks.map((r) => r.riskId) ?? []), 'none']);
    const anyStep = chance.pick(Object.values(STEP_OF) as Step[]);
    const purpose = state.case?.purpose ?? 'ENROLMENT';
    const stepOf = () => {
      const inProcedure = procedureIn(h.village, purpose, h.today).steps.some((s) => s.step === anyStep);
      return inProcedure ? chance.pick(stepCommands(h.village, purpose, anyStep, h.today, Object.keys(state.members))) : this.#clue(h);
    };
    const choices: readonly (() => Given)[] = [
      stepOf, stepOf, stepOf, () => this.#clue(h), () => this.#clue(h),
      () => command('AcceptClue', { clueId }, tier()),
      () => command('CloseClue', {
        clueId, verdict: chance.pick(['ENROLLED', 'NOT_ELIGIBLE', 'DUPLICATE', 'ALREADY_ENROLLED']), reason: chance.happens(0.5) ? '理由' : null, ...(chance.happens(0.5) ? { toldOn: h.today } : {}),
        ...(chance.happens(0.5) ? { duplicateOf: chance.pick([...Object.keys(state.clues), 'none']) } : {}),
      }, tier()),
      () => command('TellReason', { clueId, toldOn: h.today }, tier()),
      () => command('OpenCase', { caseId: this.#id('case') }, tier()),
      () => command('EndCase', { outcome: chance.pick(['REFUSED', 'WITHDRAWN']), reason: '撤回' }, tier()),
      () => command('WithdrawAuthorisation', { personIds: [person] }, tier()),
      () => command('EnrolHousehold', { enrolmentId: this.#id('e'), category: chance.pick(['C1', 'C2', 'C3']) }, tier()),
      () => command('AddRisk', { riskId: this.#id('r'), riskType: chance.pick(RISKS) }, tier()),
      () => command('EliminateRisk', { riskId, mode: 'NATURAL', evidenceHash: hash }, tier()),
      () => command('ProposeClearing', { caseId: this.#id('clearing'), mode: chance.pick(['HELP', 'NATURAL']) }, tier()),
      () => command('ProposeRegrade', { caseId: this.#id('regrade'), category: chance.pick(['C1', 'C2', 'C3']), reason: '变化' }, tier()),
      () => command('ClearHousehold', {}, tier()),
      () => command('ChangeCategory', {}, tier()),
      () => command('RollBackClearing', { reason: '不稳', approverId: `county-${chance.int(1, 2)}` }, tier()),
      () => command('TrackHousehold', { trackingId: this.#id('t'), visitedOn: h.today, visitorIds: ['v'], finding: 'STABLE', evidenceHashes: [hash] }, tier()),
      () => command('CarryOverMonitoring', { enrolmentId: this.#id('old'), category: chance.pick(['C1', 'C2', 'C3']), riskTypes: ['01'], enrolledMonth: '202301', cleared: null, bottomLine: false }, tier()),
      () => command('RaiseObjection', { objectionId: this.#id('objection') }, tier()),
      () => command('ChangeHousehold', { registerNumber: null, village: h.village, kind: chance.pick(['GENERAL', 'OUT_OF_POVERTY']) }, tier()),
      () => command('AddMember', { member: { personId, relation: chance.pick(['01', '02', '03', '28']), labour: chance.pick(['ORDINARY', 'NONE']) }, reason: 'MARRIAGE_IN' }, tier()),
      () => command('ChangeMember', { personId: person, relation: chance.pick(['01', '02', '28']), labour: chance.pick(['ORDINARY', 'LOST']), ...(chance.happens(0.5) ? { successorId: chance.pick(Object.keys(state.members)) } : {}) }, tier()),
      () => command('RemoveMember', { personId: person, reason: 'MOVE_OUT', ...(chance.happens(0.5) ? { successorId: chance.pick(Object.keys(state.members)) } : {}) }, tier()),
    ];
    return chance.pick(choices)();
  }

  /** The same thing done wrong: by another tier, elsewhere, on another day, without its papers, by who verified. */
  #slip(h: Kept, given: Given): Given {
    const { chance } = this;
    const { meta } = given;
    const by = (actor: object) => ({ ...given, meta: { ...meta, actor: { ...meta.actor, ...actor } } }) as Given;
    const withData = (change: object) => ({ ...given, data: { ...given.data, ...change } }) as Given;
    const slips: readonly (() => Given)[] = [
      () => by(officer(h.village, chance.pick(TIERS))), () => by(officer('110101001001', 'county')), () => by({ id: 'visitor-1' }), () => by({ id: 'township-1' }),
      () => ('documents' in given.data ? withData({ documents: [] }) : given),
      () => (given.type === 'RecordVerification' ? withData({ verifierIds: chance.pick([['visitor-1'], ['county-1', 'village-1'], ['township-1', 'village-1']]) }) : given),
      () => (given.type === 'RecordReview' ? withData(chance.pick([{ votesFor: 9, votesAgainst: 8 }, { votesFor: 19, votesAgainst: 2 }, { invited: 31 }, { attendance: 31 }])) : given),
      () => (given.type === 'GrantAuthorisation' ? withData(chance.pick([{ personIds: given.data.personIds.slice(1) }, { from: addDays(h.today, 5) }, { to: addDays(h.today, 2) }])) : given),
      () => (given.type === 'RecordComparison' || given.type === 'RecordAssetCheck' ? withData({ result: 'DISQUALIFIED' }) : given),
      () => (given.type === 'GiveTownshipOpinion' ? withData({ agrees: false, reason: chance.happens(0.5) ? '不属实' : null }) : given.type === 'DecideCase' ? withData({ approved: false, reason: '不符合' }) : given),
    ];
    return chance.pick(slips)();
  }
}
