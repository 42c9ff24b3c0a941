import { z } from 'zod';
import { Id, On } from '../stored.js';
import { ClusterLevel } from './codes.js';

const count = z.number().int();
const cause = z.string().describe('first two digits of the risk type');
const counted = {
  from: On.describe('first day of the window'), to: On.describe('its last day'), count: count.describe('households with a new risk of the cause'), households: count.describe('registered households of the area'),
  householdIds: z.array(Id),
};

// STORAGE FORMAT, as in ../events.ts. All on the stream of the area, area-<code>.
export const ClusterEvents = {
  'AreaClusterFound.v1': z.object({
    clusterId: Id, area: z.string(), level: ClusterLevel, cause, ...counted, minCount: count.nullable(), minRatePerMille: count.nullable(), windowDays: count, policyVersion: z.string(),
  }),
  // More than twice as many households as were told of last.
  'AreaClusterGrown.v1': z.object({ clusterId: Id, area: z.string(), cause, ...counted, previousCount: count }),
  'AreaClusterEnded.v1': z.object({ clusterId: Id, area: z.string(), cause, endedOn: On }),
} as const;
