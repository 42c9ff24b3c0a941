import { absurd, type Decider } from '@humai/kernel';
import type { IdentificationEvent } from '@humai/contracts-identification';
import { closeClue, recordOverdue, reportClue } from './clues.js';
import type { HouseholdCommand } from './context.js';
import { addRisk, carryOverMonitoring, clearHousehold, eliminateRisk, enrolHousehold, proposeClearing, rollBackClearing } from './enrolment.js';
import { addMember, changeHousehold, changeMember, recordIncome, registerHousehold, removeMember } from './members.js';
import {
  announceDecision, closePublicity, decideCase, endOpenCase, giveTownshipOpinion, grantAuthorisation, openEnrolmentCase, openPublicity, raiseObjection, recordComparison,
  recordReview, recordVerification, settleObjection, withdrawAuthorisation,
} from './procedure.js';
import { evolveHousehold, initialHousehold, type Household, type HouseholdEvent } from './state.js';

/** The index of all decisions of identification on one household. */
function decide(command: HouseholdCommand, state: Household): readonly IdentificationEvent[] {
  switch (command.type) {
    case 'RegisterHousehold': return registerHousehold(state, command);
    case 'ChangeHousehold': return changeHousehold(state, command);
    case 'AddMember': return addMember(state, command);
    case 'ChangeMember': return changeMember(state, command);
    case 'RemoveMember': return removeMember(state, command);
    case 'RecordIncome': return recordIncome(state, command);
    case 'CarryOverMonitoring': return carryOverMonitoring(state, command);
    case 'ReportClue': return reportClue(state, command);
    case 'CloseClue': return closeClue(state, command);
    case 'OpenCase': return openEnrolmentCase(state, command);
    case 'ProposeClearing': return proposeClearing(state, command);
    case 'RecordVerification': return recordVerification(state, command);
    case 'GrantAuthorisation': return grantAuthorisation(state, command);
    case 'WithdrawAuthorisation': return withdrawAuthorisation(state, command);
    case 'RecordComparison': return recordComparison(state, command);
    case 'RecordReview': return recordReview(state, command);
    case 'OpenPublicity': return openPublicity(state, command);
    case 'RaiseObjection': return raiseObjection(state, command);
    case 'SettleObjection': return settleObjection(state, command);
    case 'ClosePublicity': return closePublicity(state, command);
    case 'GiveTownshipOpinion': return giveTownshipOpinion(state, command);
    case 'DecideCase': return decideCase(state, command);
    case 'AnnounceDecision': return announceDecision(state, command);
    case 'EndCase': return endOpenCase(state, command);
    case 'EnrolHousehold': return enrolHousehold(state, command);
    case 'AddRisk': return addRisk(state, command);
    case 'EliminateRisk': return eliminateRisk(state, command);
    case 'ClearHousehold': return clearHousehold(state, command);
    case 'RollBackClearing': return rollBackClearing(state, command);
    case 'RecordOverdue': return recordOverdue(state, command);
    default: return absurd(command);
  }
}

export const householdDecider: Decider<Household, HouseholdCommand, HouseholdEvent> = { decide, evolve: evolveHousehold, initialState: initialHousehold };
