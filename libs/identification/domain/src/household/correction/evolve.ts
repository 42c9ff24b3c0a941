import type { CorrectedContent } from '@humai/contracts-identification';
import { entry } from '../entry.js';
import type { Household } from '../state.js';

/** The household as if the entry had said this all along. */
export function evolveCorrected(state: Household, content: CorrectedContent): Household {
  switch (content.entry) {
    case 'INCOME': return { ...state, incomes: { ...state.incomes, [content.year]: content.incomePerHeadFen } };
    case 'KIND': return state.registered ? { ...state, registered: { ...state.registered, kind: content.kind } } : state;
    case 'CLUE': {
      const clue = entry(state.clues, content.clueId);
      return clue ? { ...state, clues: { ...state.clues, [content.clueId]: { ...clue, riskTypes: content.riskTypes } } } : state;
    }
    case 'VERIFICATION': {
      const { entry: _, ...facts } = content;
      const { case: c } = state;
      if (c?.caseId !== content.caseId || !c.verification) return state;
      const { incomePerHeadFen, rigidSpendingPerHeadFen, safeguards, riskTypes } = facts;
      return { ...state, case: {
        ...c, verification: { ...c.verification, incomePerHeadFen, rigidSpendingPerHeadFen, safeguards, riskTypes }, done: { ...c.done, verification: { ...(c.done.verification as object), ...facts } },
      } };
    }
  }
}
