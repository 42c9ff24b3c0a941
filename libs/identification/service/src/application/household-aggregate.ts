import { IdentificationPolicy, HouseholdCommands, PersonCommands } from '@humai/contracts-identification';
import { householdDecider, personDecider, type Household, type HouseholdEvent, type Person } from '@humai/identification-domain';
import { defineCommand, type CommandDefinition } from '@humai/kernel';
import { defineAggregate } from '@humai/nest';
import { z } from 'zod';

/** A household as identification decides on it. */
export const householdAggregate = defineAggregate<Household, HouseholdEvent>({
  context: 'identification',
  category: 'household',
  decider: householdDecider,
  commands: HouseholdCommands,
  creates: ['RegisterHousehold'],
  exists: (state) => state.registered !== null,
  // A registration is judged by the village it asks for, everything else by the village on record.
  areaOf: (state, command, data) => state.registered?.village ?? (command === 'RegisterHousehold' ? (data as { village: string }).village : undefined),
  policyOf: (state, { data, meta }) => {
    const village = state.registered?.village ?? (data as { village?: string }).village;
    return village === undefined ? null : meta.policies.inForce(IdentificationPolicy, village, meta.effectiveOn).version;
  },
});

const place = { creates: ['JoinHousehold'], exists: (state: Person) => state.known, areaOf: (state: Person) => state.village ?? undefined };

/** What outsiders may do with a person. */
export const personAggregate = defineAggregate({ context: 'identification', category: 'person', decider: personDecider, commands: PersonCommands, ...place });

const internal = <const N extends string>(name: N, zh: string, en: string) =>
  defineCommand({ name, subject: 'persons', category: 'person', roles: ['service'], summary: { zh, en }, body: z.record(z.string(), z.unknown()), refusals: ['PERSON.IN_OTHER_HOUSEHOLD'] });

/** The reservation of a person's one place; no route leads here, only the service itself. */
export const personPlace = defineAggregate({
  context: 'identification',
  category: 'person',
  decider: personDecider,
  commands: {
    JoinHousehold: internal('JoinHousehold', '占用成员位置', 'take a place in a household'),
    LeaveHousehold: internal('LeaveHousehold', '释放成员位置', 'give the place up'),
    MoveHousehold: internal('MoveHousehold', '随分户或并户转移成员位置', 'take the place along in a split or merge'),
  } satisfies Record<string, CommandDefinition>,
  ...place,
});

/** The service acting on its own account, everywhere. */
export const identificationService = { id: 'identification', role: 'service', area: '' } as const;
