import { fileURLToPath } from 'node:url';
import { AssistancePolicy } from '@humai/contracts-assistance';
import { DataSourcePolicy, IdentificationPolicy, IncomeLinePolicy, TransitionPolicy } from '@humai/contracts-identification';
import type { PolicyParts } from '@humai/nest';
import { chineseCalendar, loadPolicies } from '@humai/policy';

/** The rulebook as shipped, that of assistance among it. */
export const policyParts: PolicyParts = {
  policies: loadPolicies({
    directory: fileURLToPath(new URL('../../../../../policies', import.meta.url)), kinds: [IdentificationPolicy, IncomeLinePolicy, TransitionPolicy, DataSourcePolicy, AssistancePolicy], otherKinds: 'ignore',
  }),
  calendar: chineseCalendar(),
};
