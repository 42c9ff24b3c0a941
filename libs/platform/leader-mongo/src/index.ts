export { type MongoLeaderElection, type MongoLeaderOptions, openMongoLeaderElection } from './leader.js';
