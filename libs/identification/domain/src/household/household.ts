import type { Decider } from '@humai/kernel';
import { clearingDecisions } from './clearing.js';
import { checkDecisions } from './checks/index.js';
import { clueDecisions } from './clues.js';
import { correctionDecisions } from './correction/index.js';
import type { Decisions, HouseholdCommand } from './context.js';
import { dataDecisions } from './data/index.js';
import { enrolmentDecisions } from './enrolment.js';
import { lineageDecisions, requireAccepted } from './lineage/index.js';
import { memberDecisions } from './members.js';
import { procedureDecisions } from './procedure.js';
import { regradeDecisions } from './regrade.js';
import { evolveHousehold, initialHousehold, type Household, type HouseholdEvent } from './state.js';
import { watchDecisions } from './watch/index.js';

/** The index of all decisions of identification on one household. */
const decisions: Decisions = { ...memberDecisions, ...clueDecisions, ...procedureDecisions, ...enrolmentDecisions, ...clearingDecisions, ...regradeDecisions, ...dataDecisions, ...watchDecisions, ...checkDecisions, ...lineageDecisions, ...correctionDecisions };

export const householdDecider: Decider<Household, HouseholdCommand, HouseholdEvent> = {
  decide: (command, state) => {
    requireAccepted(state, command);
    return decisions[command.type](state, command as never);
  },
  evolve: evolveHousehold,
  initialState: initialHousehold,
};
