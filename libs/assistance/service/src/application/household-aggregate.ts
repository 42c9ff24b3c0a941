import { AssistanceCommands, AssistancePolicy } from '@humai/contracts-assistance';
import { householdDecider, type Household, type HouseholdEvent } from '@humai/assistance-domain';
import { defineAggregate } from '@humai/nest';

/** A household as assistance decides on it. */
export const assistanceAggregate = defineAggregate<Household, HouseholdEvent>({
  context: 'assistance',
  category: 'household',
  decider: householdDecider,
  commands: AssistanceCommands,
  creates: [],
  exists: (state) => state.village !== null,
  areaOf: (state) => state.village ?? undefined,
  policyOf: (state, { meta }) => (state.village === null ? null : meta.policies.inForce(AssistancePolicy, state.village, meta.effectiveOn).version),
});

/** The service acting on its own account, everywhere. */
export const assistanceService = { id: 'assistance', role: 'service', area: '' } as const;
