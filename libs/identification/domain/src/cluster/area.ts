import { type ClusterLevel, type IdentificationEvent, IdentificationPolicy } from '@humai/contracts-identification';
import type { CommandMeta, Decider, LocalDate } from '@humai/kernel';
import { entry } from '../household/entry.js';

export type AreaEvent = Extract<IdentificationEvent, { type: 'identification.AreaClusterFound.v1' | 'identification.AreaClusterGrown.v1' | 'identification.AreaClusterEnded.v1' }>;
type Found = Extract<AreaEvent, { type: 'identification.AreaClusterFound.v1' }>['data'];

/** The clusters of an area: by cause the one that goes on, with the number that was told last. */
export type AreaClusters = Readonly<{ found: number; open: Readonly<Record<string, Readonly<{ clusterId: string; level: ClusterLevel; count: number }>>> }>;

export type AreaCommand =
  | Readonly<{ type: 'FindCluster'; data: Omit<Found, 'clusterId' | 'policyVersion'>; meta: CommandMeta }>
  | Readonly<{ type: 'EndCluster'; data: Readonly<{ area: string; cause: string; endedOn: LocalDate }>; meta: CommandMeta }>;

const without = (open: AreaClusters['open'], cause: string): AreaClusters['open'] => Object.fromEntries(Object.entries(open).filter(([c]) => c !== cause));

function evolve(state: AreaClusters, { type, data }: AreaEvent): AreaClusters {
  switch (type) {
    case 'identification.AreaClusterFound.v1':
      return { found: state.found + 1, open: { ...state.open, [data.cause]: { clusterId: data.clusterId, level: data.level, count: data.count } } };
    case 'identification.AreaClusterGrown.v1': {
      const known = entry(state.open, data.cause);
      return known ? { ...state, open: { ...state.open, [data.cause]: { ...known, count: data.count } } } : state;
    }
    case 'identification.AreaClusterEnded.v1': return { ...state, open: without(state.open, data.cause) };
    default: return state;
  }
}

/** One event for one cluster, however often it is looked at; another when it is more than twice what was told. */
function decide(command: AreaCommand, state: AreaClusters): readonly AreaEvent[] {
  const known = entry(state.open, command.data.cause);
  if (command.type === 'EndCluster')
    return known ? [{ type: 'identification.AreaClusterEnded.v1', data: { clusterId: known.clusterId, ...command.data } }] : [];
  const { data, meta } = command;
  const { version: policyVersion } = meta.policies.inForce(IdentificationPolicy, data.area, meta.effectiveOn);
  if (!known) return [{ type: 'identification.AreaClusterFound.v1', data: { clusterId: `${data.area}-${data.cause}-${state.found + 1}`, ...data, policyVersion } }];
  if (data.count <= 2 * known.count) return [];
  const { area, cause, from, to, count, households, householdIds } = data;
  return [{ type: 'identification.AreaClusterGrown.v1', data: { clusterId: known.clusterId, area, cause, from, to, count, households, householdIds, previousCount: known.count } }];
}

export const areaDecider: Decider<AreaClusters, AreaCommand, AreaEvent> = { decide, evolve, initialState: { found: 0, open: {} } };
