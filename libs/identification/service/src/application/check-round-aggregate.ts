import { CheckRoundCommands } from '@humai/contracts-identification';
import { checkRoundDecider, villageOf, type CheckRound, type CheckRoundEvent } from '@humai/identification-domain';
import { defineAggregate } from '@humai/nest';

type Asked = Readonly<{ area?: string; village?: string; householdId?: string; questionnaireVersion?: string }>;

/** Opening a round is judged by the area it asks for, work in a village by that village, everything else by the area on record. */
function areaOf(state: CheckRound | null, command: string, data: unknown): string | undefined {
  const { area, village, householdId } = data as Asked;
  if (!state) return area;
  const place = command === 'AssignCheck' ? village : command === 'JudgeSample' && householdId !== undefined ? villageOf(state, householdId) : undefined;
  return place ?? state.opened.area;
}

export const checkRoundAggregate = defineAggregate<CheckRound | null, CheckRoundEvent>({
  context: 'identification',
  category: 'checkRound',
  decider: checkRoundDecider,
  commands: CheckRoundCommands,
  creates: ['OpenCheckRound'],
  exists: (state) => state !== null,
  areaOf,
  policyOf: (state, { data }) => state?.opened.questionnaireVersion ?? (data as Asked).questionnaireVersion ?? null,
});
