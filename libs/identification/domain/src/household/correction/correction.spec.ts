import { describe, expect, it } from '@jest/globals';
import type { CorrectedContent, Correction } from '@humai/contracts-identification';
import { fold } from '@humai/kernel';
import { specOf } from '@humai/testing';
import { after, CLUE, command, ENROLLED, hash, on, OPENED, REGISTERED, SOLVED, township, verify, visit, village } from '../../testing/household-past.js';
import { householdDecider } from '../household.js';
import type { HouseholdEvent } from '../state.js';
import type { WrongEntry } from './correct.js';

const { given } = specOf(householdDecider);
const stateOf = (events: readonly HouseholdEvent[]) => fold(householdDecider, events);
const INCOME = command('RecordIncome', { year: 2023, incomePerHeadFen: 900_000 }, on('2024-02-01', village));

/** The last event of a type, as the log would show it. */
const entryOf = (past: readonly HouseholdEvent[], name: string, change: Partial<WrongEntry> = {}): WrongEntry => {
  const position = past.findLastIndex((e) => e.type === `identification.${name}.v1`) + 1;
  const { type, data } = past[position - 1]!;
  return { type, data, position, effectiveOn: '2024-02-01', supersededBy: null, ...change };
};
const correct = (entry: WrongEntry, data: Correction, date = '2024-04-01') => command('CorrectEntry', { eventId: 'wrong', data, reason: '录入有误', entry }, on(date, township));
const corrected = (entry: WrongEntry, content: CorrectedContent) => ({ type: 'identification.EntryCorrected.v1', data: { eventId: 'wrong', position: entry.position, reason: '录入有误', content } }) as HouseholdEvent;

describe('a correction', () => {
  it('names the wrong entry, and carries the whole content as it should have been', () => {
    const past = after([...REGISTERED, INCOME]);
    const entry = entryOf(past, 'IncomeRecorded');
    given(...past).when(correct(entry, { incomePerHeadFen: 90_000 })).then(corrected(entry, { entry: 'INCOME', year: 2023, incomePerHeadFen: 90_000 }));
    expect(stateOf([...past, corrected(entry, { entry: 'INCOME', year: 2023, incomePerHeadFen: 90_000 })]).incomes).toStrictEqual({ 2023: 90_000 });
  });

  it('that says what is known already is none', () => {
    const past = after([...REGISTERED, INCOME]);
    const entry = entryOf(past, 'IncomeRecorded');
    given(...past).when(correct(entry, { incomePerHeadFen: 900_000 })).thenNothing();
    given(...past, corrected(entry, { entry: 'INCOME', year: 2023, incomePerHeadFen: 90_000 })).when(correct(entry, { incomePerHeadFen: 90_000 })).thenNothing();
  });

  it('of a clue changes what it was about and when it happened, while it is open', () => {
    const past = after(CLUE);
    const entry = entryOf(past, 'ClueReported');
    const content = { entry: 'CLUE', clueId: 'clue-1', riskTypes: ['01'], occurredOn: '2024-02-10' } as const satisfies CorrectedContent;
    given(...past).when(correct(entry, { occurredOn: '2024-02-10' })).then(corrected(entry, content as never));
    given(...past, corrected(entry, content as never)).when(correct(entry, { riskTypes: ['03'] })).then(corrected(entry, { ...content, riskTypes: ['03'] }));
    expect(stateOf([...past, corrected(entry, { ...content, riskTypes: ['03'] })]).clues['clue-1']).toMatchObject({ riskTypes: ['03'], open: true });
    given(...past).when(correct(entry, { occurredOn: '2024-03-05' })).thenRejects('CLUE.OCCURRED_AFTER_FOUND');
  });

  it('of a verification holds for the steps after it, while its case is open', () => {
    const past = after([...OPENED, verify()]);
    const entry = entryOf(past, 'HouseholdVerified');
    const content = { entry: 'VERIFICATION', caseId: 'case-1', visitedOn: visit.visitedOn, incomePerHeadFen: 560_000, rigidSpendingPerHeadFen: 0, safeguards: { ...SOLVED, water: false }, riskTypes: ['01'], evidenceHashes: [hash] } as const;
    given(...past).when(correct(entry, { incomePerHeadFen: 560_000, safeguards: { ...SOLVED, water: false } })).then(corrected(entry, content as never));
    const state = stateOf([...past, corrected(entry, content as never)]);
    expect(state.case?.verification).toMatchObject({ incomePerHeadFen: 560_000, safeguards: { water: false }, verifierIds: visit.verifierIds });
    expect(state.case?.done.verification).toMatchObject({ incomePerHeadFen: 560_000, verifierIds: visit.verifierIds });
    given(...past).when(correct(entry, { visitedOn: '2024-04-02' })).thenRejects('VERIFICATION.FUTURE');
  });

  it('of the kind of household is one only while no category stands on it (invariant 2)', () => {
    const past = after(REGISTERED);
    given(...past).when(correct(entryOf(past, 'HouseholdRegistered'), { kind: 'OUT_OF_POVERTY' })).then(corrected(entryOf(past, 'HouseholdRegistered'), { entry: 'KIND', kind: 'OUT_OF_POVERTY' }));
    expect(stateOf([...past, corrected(entryOf(past, 'HouseholdRegistered'), { entry: 'KIND', kind: 'OUT_OF_POVERTY' })]).registered?.kind).toBe('OUT_OF_POVERTY');
    const enrolled = after(ENROLLED);
    given(...enrolled).when(correct(entryOf(enrolled, 'HouseholdRegistered'), { kind: 'OUT_OF_POVERTY' })).thenRejects('CORRECTION.DECIDED');
  });

  it('of what has been decided upon is refused: that takes another decision', () => {
    const past = after(ENROLLED);
    given(...past).when(correct(entryOf(past, 'HouseholdVerified'), { incomePerHeadFen: 1 })).thenRejects('CORRECTION.DECIDED');
    given(...past).when(correct(entryOf(past, 'ClueReported'), { riskTypes: ['03'] })).thenRejects('CORRECTION.DECIDED');
  });

  it('is of the entry that holds, of a kind that can be corrected, in fields it has, and not before it', () => {
    const past = after([...REGISTERED, INCOME]);
    const entry = entryOf(past, 'IncomeRecorded');
    given(...past).when(correct({ ...entry, supersededBy: 9 }, { incomePerHeadFen: 1 })).thenRejects('CORRECTION.SUPERSEDED');
    given(...past).when(correct(entryOf(past, 'MemberAdded'), { incomePerHeadFen: 1 })).thenRejects('CORRECTION.NOT_CORRECTABLE');
    given(...past).when(correct(entry, { incomePerHeadFen: 1, kind: 'GENERAL' })).thenRejects('CORRECTION.FIELDS');
    given(...past).when(correct(entry, { incomePerHeadFen: 1 }, '2024-01-31')).thenRejects('CORRECTION.BEFORE_ENTRY');
  });
});

