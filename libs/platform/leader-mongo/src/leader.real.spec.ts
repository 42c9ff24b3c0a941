import { randomUUID } from 'node:crypto';
import { describeReal, leaderElectionSuite } from '@humai/testing';
import { type MongoLeaderElection, openMongoLeaderElection } from './index.js';

describeReal('the lease in MongoDB', ['mongo'], ({ mongo }) => leaderElectionSuite('MongoDB', () => {
  const url = `${mongo}/suite-${randomUUID().slice(0, 8)}`;
  const open = new Set<MongoLeaderElection>();
  return {
    contender: async () => {
      const one = await openMongoLeaderElection({ url, leaseMs: 800 });
      open.add(one);
      return one;
    },
    cutOff: async (one) => (one as MongoLeaderElection).close(),
    dispose: async () => {
      for (const one of open) await one.close();
    },
  };
}));
