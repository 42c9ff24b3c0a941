import { IdentificationPolicy } from '@humai/contracts-identification';
import { type AreaClusters, areaDecider, type AreaEvent } from '@humai/identification-domain';
import { defineCommand, type CommandDefinition } from '@humai/kernel';
import { defineAggregate } from '@humai/nest';
import { z } from 'zod';

const internal = <const N extends string>(name: N, zh: string, en: string) =>
  defineCommand({ name, subject: 'areas', category: 'area', roles: ['service'], summary: { zh, en }, body: z.record(z.string(), z.unknown()), refusals: [] });

/** The clusters of an area; no route leads here, only the process that looks for them. */
export const areaClusters = defineAggregate<AreaClusters, AreaEvent>({
  context: 'identification',
  category: 'area',
  decider: areaDecider,
  commands: {
    FindCluster: internal('FindCluster', '发现聚集性风险', 'find a cluster of new risks'),
    EndCluster: internal('EndCluster', '聚集性风险结束', 'end a cluster'),
  } satisfies Record<string, CommandDefinition>,
  creates: ['FindCluster'],
  exists: (state) => state.found > 0,
  areaOf: (_, __, data) => (data as { area?: string }).area,
  policyOf: (_, { data, meta }) => {
    const { area } = data as { area?: string };
    return area === undefined ? null : meta.policies.inForce(IdentificationPolicy, area, meta.effectiveOn).version;
  },
});
