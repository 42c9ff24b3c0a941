import type { Decisions } from '../context.js';
import { closeHousehold } from './ended.js';
import { mergeHousehold, takeInHousehold, undoLink } from './merge.js';
import { formBySplit, splitHousehold } from './split.js';

export { requireAccepted } from './ended.js';
export const lineageDecisions = {
  SplitHousehold: splitHousehold,
  FormBySplit: formBySplit,
  MergeHousehold: mergeHousehold,
  TakeInHousehold: takeInHousehold,
  UndoLink: undoLink,
  CloseHousehold: closeHousehold,
} satisfies Partial<Decisions>;
