export { type MongoReadStore, openMongoReadStore } from './store.js';
