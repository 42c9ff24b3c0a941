import { absurd, type Decider } from '@humai/kernel';
import type { AssistanceEvent } from '@humai/contracts-assistance';
import type { HouseholdCommand } from './context.js';
import { deliverMeasure, endMeasure, grantHelp, moveMeasures, planMeasure } from './measures.js';
import { recordDevelopmentOverdue, recordGreenChannelOverdue, recordMeasureOverdue, recordPlanOverdue } from './overdue.js';
import { makePlan, replaceHelper } from './plans.js';
import { evolveHousehold, initialHousehold, type Household, type HouseholdEvent } from './state.js';

/** The index of all decisions of assistance on one household. */
function decide(command: HouseholdCommand, state: Household): readonly AssistanceEvent[] {
  switch (command.type) {
    case 'MakePlan': return makePlan(state, command);
    case 'ReplaceHelper': return replaceHelper(state, command);
    case 'PlanMeasure': return planMeasure(state, command);
    case 'DeliverMeasure': return deliverMeasure(state, command);
    case 'EndMeasure': return endMeasure(state, command);
    case 'GrantHelp': return grantHelp(state, command);
    case 'MoveMeasures': return moveMeasures(state);
    case 'RecordPlanOverdue': return recordPlanOverdue(state, command);
    case 'RecordMeasureOverdue': return recordMeasureOverdue(state, command);
    case 'RecordDevelopmentOverdue': return recordDevelopmentOverdue(state, command);
    case 'RecordGreenChannelOverdue': return recordGreenChannelOverdue(state, command);
    default: return absurd(command);
  }
}

export const householdDecider: Decider<Household, HouseholdCommand, HouseholdEvent> = { decide, evolve: evolveHousehold, initialState: initialHousehold };
