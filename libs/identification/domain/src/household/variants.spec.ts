import { describe, expect, it } from '@jest/globals';
import { STEP_OF, type Purpose, type Step } from '@humai/contracts-identification';
import { command, delivered, hash, on } from '../testing/household-past.js';
import { Life, officer, procedureIn, rulesOf, stepCommands, VARIANTS, type Variant } from '../testing/variants.js';

const refused = (code: string) => expect.objectContaining({ name: 'DomainError', code });
const everyVariant = Object.entries(VARIANTS) as [Variant, string][];

describe.each(everyVariant)('%s', (_, village) => {
  const enrolled = () => {
    const life = new Life(village);
    return { life, day: life.enrol('2024-03-04') };
  };
  const cleared = () => {
    const { life } = enrolled();
    life.events.push(delivered());
    return { life, day: life.clear('2024-10-15') };
  };

  it('goes from the clue to enrolment, clearing and relapse by its own steps', () => {
    const { life, day } = cleared();
    expect(life.state.enrolment).toMatchObject({ enrolmentId: 'e1', status: 'CLEARED' });
    life.enrol('2025-02-10', 2);
    expect(life.state.enrolment).toMatchObject({ enrolmentId: 'e2', status: 'OPEN' });
    const labels = life.events.filter((e) => /HouseholdEnrolled|HouseholdCleared/.test(e.type)).map((e) => e.data as { policyVersion: string });
    expect(new Set(labels.map((l) => l.policyVersion.split('/')[1]))).toStrictEqual(new Set([labels[0]!.policyVersion.split('/')[1]]));
    expect(day > '2024-10-15').toBe(true);
  });

  const steps = (purpose: Purpose): Step[] => procedureIn(village, purpose, '2024-03-04').steps.map((s) => s.step);
  const walkTo = (life: Life, purpose: Purpose, step: Step, date: string): string => {
    let day = date;
    for (const s of steps(purpose).slice(0, steps(purpose).indexOf(step))) {
      life.give(...stepCommands(village, purpose, s, day, ['p1', 'p2'], purpose === 'CLEARING' ? { incomePerHeadFen: 1_200_000 } : {}));
      if (s === 'publicity') day = `${day.slice(0, 8)}${String(Number(day.slice(8)) + 14).padStart(2, '0')}`;
    }
    return day;
  };
  const opened = () => {
    const life = new Life(village);
    life.give(
      command('ReportClue', { clueId: 'clue-1', channel: 'CADRE_VISIT', riskTypes: ['01'], source: null }, on('2024-03-04', officer(village, 'village'))),
      command('OpenCase', { caseId: 'case-1' }, on('2024-03-04', officer(village, 'village'))),
    );
    return life;
  };
  const proposed = () => {
    const { life } = enrolled();
    life.events.push(delivered());
    life.give(
      command('EliminateRisk', { riskId: 'e1.1', mode: 'HELP', evidenceHash: hash }, on('2024-10-08', officer(village, 'township'))),
      command('ProposeClearing', { caseId: 'clearing-1', mode: 'HELP' }, on('2024-10-08', officer(village, 'village'))),
    );
    return life;
  };

  it.each(steps('ENROLMENT'))('invariant 3: %s is missed when it is missing', (step) => {
    const life = opened();
    const day = walkTo(life, 'ENROLMENT', step, '2024-03-05');
    expect(() => life.give(command('EnrolHousehold', { enrolmentId: 'e1', category: 'C2' }, on(day, officer(village, 'county'))))).toThrow(refused('CASE.STEPS_MISSING'));
  });
  it.each(steps('CLEARING'))('invariant 16: no clearing without %s', (step) => {
    const life = proposed();
    const day = walkTo(life, 'CLEARING', step, '2024-10-09');
    expect(() => life.give(command('ClearHousehold', {}, on(day, officer(village, 'county'))))).toThrow(refused('CASE.STEPS_MISSING'));
  });

  it.each(procedureIn(village, 'ENROLMENT', '2024-03-04').steps.filter((s) => s.after.length > 0).map((s) => s.step))('%s waits for what comes before it', (step) => {
    expect(() => opened().give(stepCommands(village, 'ENROLMENT', step, '2024-03-05', ['p1', 'p2'])[0]!)).toThrow(expect.objectContaining({ code: expect.stringMatching(/CASE.STEP_NOT_DUE|AUTHORISATION.MISSING/) }));
  });

  it.each(procedureIn(village, 'ENROLMENT', '2024-03-04').steps.filter((s) => (s.evidence ?? []).length > 0).map((s) => [s.step, s.evidence!] as const))('%s is refused without its documents, and says which', (step, evidence) => {
    const life = opened();
    const day = walkTo(life, 'ENROLMENT', step, '2024-03-05');
    const [given] = stepCommands(village, 'ENROLMENT', step, day, ['p1', 'p2']);
    // Every document of a kind that only the list can carry is left out.
    const bare = { ...given!, data: { ...given!.data, documents: [] } } as typeof given & object;
    const ownOf: Partial<Record<Step, readonly [string, number]>> = {
      assetCheck: ['COMPARISON', 1], verification: ['PHOTO', 1], authorisation: ['APPLICATION', 1], comparison: ['COMPARISON', 1], review: ['MINUTES', 1], publicity: ['NOTICE', 1], announcement: ['ANNOUNCEMENT', 1],
    };
    const [kind, own] = ownOf[step] ?? ['', 0];
    if (evidence.every((e) => e.kind === kind && e.min <= own)) expect(life.give(bare)).toHaveLength(1);
    else expect(() => life.give(bare)).toThrow(refused('STEP.EVIDENCE_MISSING'));
    expect(() => new Life(village).give(bare)).toThrow(refused('CASE.NOT_OPEN'));
  });

  const tiers = ['village', 'township', 'county'] as const;
  it.each(procedureIn(village, 'ENROLMENT', '2024-03-04').steps.map((s) => [s.step, s.roles] as const))('invariant 5: %s is done by its tiers only, and only where they are in charge', (step, roles) => {
    const life = opened();
    const day = walkTo(life, 'ENROLMENT', step, '2024-03-05');
    const [given] = stepCommands(village, 'ENROLMENT', step, day, ['p1', 'p2']);
    const by = (actor: object) => ({ ...given!, meta: { ...given!.meta, actor } }) as typeof given & object;
    for (const tier of tiers.filter((t) => !roles.includes(t))) expect(() => life.give(by({ ...officer(village, tier), id: 'another' }))).toThrow(refused('CASE.WRONG_TIER'));
    expect(() => life.give(by({ ...officer('110101001001', roles[0]!), id: 'another' }))).toThrow(refused('CASE.WRONG_AREA'));
  });

  it('has a quorum where its policy says so', () => {
    const life = opened();
    const day = walkTo(life, 'ENROLMENT', 'review', '2024-03-05');
    const [given] = stepCommands(village, 'ENROLMENT', 'review', day, ['p1', 'p2']);
    const held = (change: object) => {
      const { invited: _, ...rest } = { ...given!.data, ...change } as { invited?: number };
      return { ...given!, data: 'invited' in change && change.invited === undefined ? rest : { ...given!.data, ...change } } as typeof given & object;
    };
    expect(() => life.give(held({ invited: 19 }))).toThrow(refused('REVIEW.ATTENDANCE_EXCEEDS_INVITED'));
    expect(() => life.give(held({ votesFor: 18, votesAgainst: 1, abstentions: 2 }))).toThrow(refused('REVIEW.VOTES_EXCEED_ATTENDANCE'));
    if (rulesOf(village, day).review.quorum) {
      expect(() => life.give(held({ invited: undefined }))).toThrow(refused('REVIEW.INVITED_MISSING'));
      expect(() => life.give(held({ invited: 31 }))).toThrow(refused('REVIEW.NO_QUORUM'));
    }
    expect(life.give(held({ votesFor: 11, votesAgainst: 1, abstentions: 8 }))).toHaveLength(1);
  });
  it('a review carries by the majority of those attending, not of those voting', () => {
    const life = opened();
    const day = walkTo(life, 'ENROLMENT', 'review', '2024-03-05');
    const [given] = stepCommands(village, 'ENROLMENT', 'review', day, ['p1', 'p2']);
    expect(life.give({ ...given!, data: { ...given!.data, votesFor: 10, votesAgainst: 1, abstentions: 9 } } as typeof given & object).map((e) => e.type)).toContain('identification.CaseEnded.v1');
  });
});

it('every step of every variant has a command', () => {
  for (const village of Object.values(VARIANTS))
    for (const purpose of ['ENROLMENT', 'CLEARING', 'REGRADE'] as const)
      for (const { step } of procedureIn(village, purpose, '2024-03-04').steps) expect(Object.values(STEP_OF)).toContain(step);
});
