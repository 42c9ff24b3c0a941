import { DomainError, type CommandMeta, type LocalDate } from '@humai/kernel';
import { CORRECTABLE, type Correctable, type CorrectedContent, type Correction, type IdentificationEvent } from '@humai/contracts-identification';
import { fact, isSame, namedAll, notAfter, policyOf, registered, type CommandOf, type Decisions, type Registered } from '../context.js';
import { entry } from '../entry.js';
import type { Household } from '../state.js';

/** The entry as it stands in the log, and the later event that took its place, if there is one. */
export type WrongEntry = Readonly<{ type: string; data: unknown; position: number; effectiveOn: LocalDate; supersededBy: number | null }>;
type DataOf<N extends string> = Extract<IdentificationEvent, { type: `identification.${N}` }>['data'];

const KINDS: Readonly<Record<string, Readonly<{ kind: Correctable; fields: readonly (keyof Correction)[] }>>> = {
  'identification.IncomeRecorded.v1': { kind: 'INCOME', fields: ['incomePerHeadFen'] },
  'identification.ClueReported.v1': { kind: 'CLUE', fields: ['riskTypes', 'occurredOn'] },
  'identification.HouseholdVerified.v1': { kind: 'VERIFICATION', fields: ['visitedOn', 'incomePerHeadFen', 'rigidSpendingPerHeadFen', 'safeguards', 'riskTypes', 'evidenceHashes'] },
  'identification.HouseholdRegistered.v1': { kind: 'KIND', fields: ['kind'] },
};

/** A wrong entry stays in the log; what it should have said comes after it and names it. */
function correctEntry(state: Household, { data: { eventId, data: said, reason, entry: wrong }, meta }: CommandOf<'CorrectEntry'>): readonly IdentificationEvent[] {
  const household = registered(state);
  const found = entry(KINDS, wrong.type);
  if (!found) throw new DomainError('CORRECTION.NOT_CORRECTABLE', { type: wrong.type, ...namedAll('kinds', Object.values(CORRECTABLE)) }, 'eventId');
  const strange = Object.keys(said).filter((field) => !found.fields.includes(field as keyof Correction));
  if (strange.length > 0) throw new DomainError('CORRECTION.FIELDS', { fields: strange }, `data.${strange[0]}`);
  if (meta.effectiveOn < wrong.effectiveOn) throw new DomainError('CORRECTION.BEFORE_ENTRY', { effectiveOn: meta.effectiveOn, entryOn: wrong.effectiveOn }, 'effectiveOn');
  if (wrong.supersededBy !== null) throw new DomainError('CORRECTION.SUPERSEDED', { position: wrong.supersededBy }, 'eventId');
  const before = contents[found.kind](household, wrong);
  const content = { ...before, ...said } as CorrectedContent;
  if (isSame(before, content)) return [];
  checks[found.kind](household, content as never, meta);
  return [fact('EntryCorrected.v1', { eventId, position: wrong.position, reason, content })];
}

// What has been decided upon is undone by another decision, never by a correction.
const decided = () => new DomainError('CORRECTION.DECIDED', {}, 'eventId');

/** What the entry says by now, after earlier corrections. */
const contents: Readonly<Record<Correctable, (state: Registered, wrong: WrongEntry) => CorrectedContent>> = {
  INCOME: (state, { data }) => {
    const { year, incomePerHeadFen } = data as DataOf<'IncomeRecorded.v1'>;
    return { entry: 'INCOME', year, incomePerHeadFen: state.incomes[year] ?? incomePerHeadFen };
  },
  CLUE: (state, { data }) => {
    const clue = entry(state.carried.clues, (data as DataOf<'ClueReported.v1'>).clueId);
    if (!clue) throw decided();
    return { entry: 'CLUE', clueId: clue.clueId, riskTypes: clue.riskTypes, occurredOn: clue.occurredOn };
  },
  VERIFICATION: (state, { data }) => {
    const { caseId } = data as DataOf<'HouseholdVerified.v1'>;
    const done = state.case?.caseId === caseId ? (state.case.done.verification as DataOf<'HouseholdVerified.v1'> | undefined) : undefined;
    if (!done) throw decided();
    const { visitedOn, incomePerHeadFen, rigidSpendingPerHeadFen, safeguards, riskTypes, evidenceHashes } = done;
    return { entry: 'VERIFICATION', caseId, visitedOn, incomePerHeadFen, rigidSpendingPerHeadFen, safeguards, riskTypes, evidenceHashes };
  },
  KIND: (state) => ({ entry: 'KIND', kind: state.registered.kind }),
};

const checks: Readonly<Record<Correctable, (state: Registered, content: never, meta: CommandMeta) => void>> = {
  INCOME: () => undefined,
  CLUE: (state, { clueId, occurredOn }: Extract<CorrectedContent, { entry: 'CLUE' }>) => {
    const { foundOn } = state.carried.clues[clueId]!;
    if (occurredOn > foundOn) throw new DomainError('CLUE.OCCURRED_AFTER_FOUND', { occurredOn, foundOn }, 'data.occurredOn');
  },
  VERIFICATION: (_, { visitedOn }: Extract<CorrectedContent, { entry: 'VERIFICATION' }>, meta) => notAfter(visitedOn, meta, 'data.visitedOn'),
  // Invariant 2: the category that stands was given for the kind that stands.
  KIND: (state, { kind }: Extract<CorrectedContent, { entry: 'KIND' }>, meta) => {
    if (state.enrolment && !policyOf(state, meta).content.categories[state.enrolment.category].kinds.includes(kind)) throw decided();
  },
};

export const correctionDecisions = { CorrectEntry: correctEntry } satisfies Partial<Decisions>;
