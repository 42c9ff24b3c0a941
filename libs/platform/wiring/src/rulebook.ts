import { loadAreas } from '@humai/areas';
import { type AreaDirectory, type Calendar, type ErrorCatalogue, EventCatalogue, PlatformErrors, type PolicySource } from '@humai/kernel';
import type { ContextDefinition } from '@humai/nest';
import { chineseCalendar, loadPolicies } from '@humai/policy';

/** What stands in files of the house and never changes while it runs. */
export type Rulebook = Readonly<{ catalogue: EventCatalogue; errors: ErrorCatalogue; policies: PolicySource; calendar: Calendar; areas: AreaDirectory }>;

/** Throws `POLICY.INVALID` or `AREA.INVALID`. */
export function loadRulebook(contexts: readonly ContextDefinition[], policies: string): Rulebook {
  return {
    catalogue: new EventCatalogue(contexts.map((c) => c.events), contexts.flatMap((c) => c.upcasters ?? [])),
    errors: Object.assign({}, PlatformErrors, ...contexts.map((c) => c.errors)) as ErrorCatalogue,
    policies: loadPolicies({ directory: policies, kinds: contexts.flatMap((c) => c.policies) }),
    calendar: chineseCalendar(),
    areas: loadAreas(),
  };
}
