export { connectMongo, type Database, type MongoConnection, type MongoOptions } from './connect.js';
