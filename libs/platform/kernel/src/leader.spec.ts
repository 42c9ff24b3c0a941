import { leaderElectionSuite } from '@humai/testing';
import { LocalLeaderElection } from './leader.js';

leaderElectionSuite('one process', () => {
  const election = new LocalLeaderElection();
  return { contender: async () => election, dispose: async () => {} };
});
