import type { Check } from '../repository/repository.js';
import { composeFitsSpecification, composeKeepsHouseRules } from './compose.js';
import { kustomizationsNameTheirFiles, manifestsFitSchema } from './kubernetes.js';
import { alertsHaveRunbooks, dashboardsHold, expressionsNameWhatIsMeasured, seriesOfServices } from './observability.js';
import { podsKeepHouseRules } from './pods.js';
import { variablesAreKnownAndSet } from './variables.js';

/** What can be known of `infra/` without a Docker engine, a cluster or a Prometheus. */
export const infraChecks = (root: string): readonly Check[] => [
  composeFitsSpecification, composeKeepsHouseRules, kustomizationsNameTheirFiles, manifestsFitSchema(root), podsKeepHouseRules,
  variablesAreKnownAndSet, expressionsNameWhatIsMeasured(seriesOfServices), alertsHaveRunbooks, dashboardsHold,
];
