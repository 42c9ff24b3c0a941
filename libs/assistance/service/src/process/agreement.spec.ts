import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { householdDecider, type HouseholdEvent } from '@humai/assistance-domain';
import { addDays, fold, foldReadModel, type CommandMeta, type DomainEvent, type LocalDate, type RecordedEvent } from '@humai/kernel';
import { syntheticMetadata } from '@humai/testing';
import { calendar, enrolled, member, policies, registered, VILLAGE, type Fact } from '../testing/running-service.js';
import { deadlinesProjection } from './deadlines.js';

const projection = deadlinesProjection(policies, calendar);
const START: LocalDate = '2024-03-18';
type Step = Readonly<{ do: string; days: number; n: number }>;
const steps = fc.array(
  fc.record({
    do: fc.constantFrom(
      'plan', 'plan', 'measure', 'measure', 'measure', 'deliver', 'deliver', 'end', 'addRisk', 'eliminate', 'clear', 'rollBack', 'rollBack', 'relapse', 'leave', 'come', 'come', 'tick', 'tick', 'tick'),
    days: fc.integer({ min: 0, max: 40 }),
    n: fc.integer({ min: 1, max: 3 }),
  }),
  { minLength: 10, maxLength: 50, size: 'max' },
);

/** A household's life: what others write is written when it is possible, and assistance decides the rest. */
class Life {
  readonly events: Fact[] = [registered, member, enrolled()];
  today = START;
  #enrolments = 1;

  get state() { return fold(householdDecider, this.events as readonly HouseholdEvent[]); }
  get limits() {
    const log = this.events.map(({ on, type, data }, i) => ({ id: `e${i}`, type, data, stream: 'household-h1', revision: i, position: i + 1, recordedAt: `${on}T00:00:00.000Z`, hash: '', metadata: syntheticMetadata({ effectiveOn: on }) }));
    return foldReadModel(projection, log as readonly RecordedEvent[] as readonly RecordedEvent<HouseholdEvent>[]).get('h1')!.limits;
  }

  decide(type: string, data: object): readonly DomainEvent[] {
    const meta: CommandMeta = { now: `${this.today}T02:00:00.000Z`, today: this.today, effectiveOn: this.today, actor: { id: 'a', role: 'service', area: '' }, commandId: 'c', policies, calendar };
    const events = householdDecider.decide({ type, data, meta } as never, this.state);
    this.events.push(...events.map(({ type: name, data: of }) => ({ type: name, data: of, on: this.today }) as DomainEvent as Fact));
    return events;
  }

  step({ do: what, days, n }: Step): void {
    this.today = addDays(this.today, days);
    const { enrolment } = this.state;
    const e = enrolment?.enrolmentId ?? '';
    const open = enrolment?.status === 'OPEN';
    const riskId = enrolment?.risks[n % Math.max(1, enrolment.risks.length)]?.riskId ?? '';
    const write = (type: Fact['type'], data: object) => void this.events.push({ on: this.today, type, data } as DomainEvent as Fact);
    const attempt = (type: string, data: object) => { try { this.decide(type, data); } catch { /* a rule refused */ } };
    const label = { caseId: 'k', enrolmentId: e, mode: 'NATURAL', clearedOn: this.today, incomePerHeadFen: 1, lineFen: 1, lineVersion: 'l', policyVersion: 'p' };
    switch (what) {
      case 'plan': return attempt('MakePlan', { planId: `plan of ${e}`, helperId: 'helper' });
      case 'measure': return attempt('PlanMeasure', { measureId: `m${n}.${this.events.length}`, riskId, code: n === 3 ? 'M20' : 'M41', dueOn: addDays(this.today, days) });
      case 'deliver': case 'end': {
        const [measureId] = Object.keys(this.state.measures).slice(-n);
        if (measureId === undefined) return;
        return what === 'end' ? attempt('EndMeasure', { measureId, reason: 'x' })
          : attempt('DeliverMeasure', { measureId, deliveryId: `d${this.events.length}`, recipientId: 'p1', deliveredOn: this.today, amountFen: 1, quantity: null, unit: null, evidenceHash: 'h' });
      }
      case 'addRisk': return void (open && write('identification.RiskAdded.v1', { enrolmentId: e, riskId: `r${this.events.length}`, type: '09' }));
      case 'eliminate': return void (open && write('identification.RiskEliminated.v1', { enrolmentId: e, riskId, mode: 'HELP', evidenceHash: 'h' }));
      case 'clear':
        if (!open) return;
        for (const r of enrolment.risks.filter((x) => x.open)) write('identification.RiskEliminated.v1', { enrolmentId: e, riskId: r.riskId, mode: 'HELP', evidenceHash: 'h' });
        return write('identification.HouseholdCleared.v1', label);
      case 'rollBack': return void (!open && write('identification.ClearingRolledBack.v1', { enrolmentId: e, reason: 'x', reopenedRiskIds: enrolment?.risks.map((r) => r.riskId) ?? [] }));
      case 'relapse': return void (!open && this.events.push(enrolled(this.today, `e${(this.#enrolments += 1)}`)));
      case 'leave': return write('identification.MemberRemoved.v1', { personId: 'p1', reason: 'MOVE_OUT' });
      case 'come': return write('identification.MemberAdded.v1', { personId: 'p1', relation: '01', labour: 'ORDINARY', reason: 'MOVE_IN' });
      default: return this.tick();
    }
  }

  /** Whatever has passed must be recorded: what the rules would not record would be asked for ever, and what they would is not to be overlooked. */
  tick(): void {
    for (const { command, data } of this.limits.filter((l) => l.data.dueOn < this.today)) expect([command, this.decide(command, data).length]).toStrictEqual([command, 1]);
    expect(this.limits.filter((l) => l.data.dueOn < this.today)).toStrictEqual([]);
    const { enrolment } = this.state;
    const long = { enrolmentId: enrolment?.enrolmentId ?? '', dueOn: addDays(this.today, -1) };
    const unseen = [['RecordPlanOverdue', long] as const, ['RecordDevelopmentOverdue', long] as const, ...(enrolment?.risks ?? []).map(({ riskId }) => ['RecordMeasureOverdue', { ...long, riskId }] as const)]
      .filter(([type, data]) => !this.limits.some((l) => l.command === type && ('riskId' in l.data ? 'riskId' in data && l.data.riskId === data.riskId : true)))
      .filter(([type, data]) => new Life(this).decide(type, data).length > 0);
    expect(unseen).toStrictEqual([]);
  }

  constructor(from?: Life) {
    if (from) {
      this.events = [...from.events];
      this.today = from.today;
    }
  }
}

it('due dates and rules agree: whatever happens to a household, a limit that has passed is recorded once, and none runs unseen', () =>
  fc.assert(fc.property(steps, (list) => {
    const life = new Life();
    for (const step of list) life.step(step);
    life.today = addDays(life.today, 400);
    life.tick();
  }), { numRuns: 100 }));

it('and all three are recorded for a household that is left alone', () => {
  const life = new Life();
  life.today = addDays(START, 400);
  life.tick();
  expect(life.events.slice(3).map((e) => e.type)).toStrictEqual(['assistance.PlanOverdue.v1', 'assistance.MeasureOverdue.v1', 'assistance.DevelopmentOverdue.v1']);
  expect(life.events[0]).toMatchObject({ data: { village: VILLAGE } });
});
