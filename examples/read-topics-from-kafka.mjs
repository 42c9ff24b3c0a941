// Reads Humai's events from Kafka with kafkajs and nothing of Humai's: in order per household, each once, also after a crash or a rebalance.
// Needs Node 20 or later and kafkajs 2.2.4.
//
//   HUMAI_KAFKA=127.0.0.1:7392 HUMAI_TOPICS=humai.household.v1 node read-topics-from-kafka.mjs handled.ndjson [--from <position>]
//
// --from: a system that has read the log over HTTP up to a position begins after it, and skips what it knows.
import { appendFileSync, existsSync, readFileSync, truncateSync } from 'node:fs';
import kafkajs from 'kafkajs';

const { HUMAI_KAFKA: brokers = '127.0.0.1:7392', HUMAI_TOPICS: topics = 'humai.household.v1', HUMAI_GROUP: groupId = 'example.reader' } = process.env;
const [file, ...options] = process.argv.slice(2);
if (!file) {
  console.error('usage: node read-topics-from-kafka.mjs <file> [--from <position>]');
  process.exit(2);
}
const from = options[0] === '--from' ? Number(options[1]) : 0;

/** Ids of the events that were handled. A line that a crash cut short was not. In a database: a table with a unique id. */
const handled = new Set();
if (existsSync(file)) {
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  truncateSync(file, whole.reduce((bytes, line) => bytes + Buffer.byteLength(line) + 1, 0));
  for (const line of whole) handled.add(JSON.parse(line).id);
}

/** What this system does with the types it cares about; all others pass by. */
const HANDLERS = {
  'identification.HouseholdRegistered.v1': (data) => ({ village: data.village }),
  'identification.HouseholdEnrolled.v1': (data) => ({ category: data.category }),
  'identification.HouseholdCleared.v1': (data) => ({ mode: data.mode }),
};

const text = (headers, name) => headers?.[name]?.toString();

function take({ value, headers }) {
  // CloudEvents 1.0 in binary mode: what the event is stands in the headers, its data is the value.
  const [id, type, stream] = ['ce_id', 'ce_type', 'ce_subject'].map((name) => text(headers, name));
  const position = Number(text(headers, 'humai_position'));
  const handle = HANDLERS[type];
  if (!handle || position <= from || handled.has(id)) return;
  // What is done, and that it is done: one write, so that no crash can come between them. In a database both stand in one transaction.
  appendFileSync(file, `${JSON.stringify({ id, position, stream, type, ...handle(JSON.parse(value.toString())) })}\n`);
  handled.add(id);
}

const { Kafka, logLevel } = kafkajs;
const consumer = new Kafka({ clientId: 'humai-example', brokers: brokers.split(','), logLevel: logLevel.ERROR }).consumer({
  groupId,
  sessionTimeout: 10_000, // After a crash another instance takes over within this time.
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void consumer.disconnect().then(() => process.exit(0)));
await consumer.connect();
await consumer.subscribe({ topics: topics.split(','), fromBeginning: true });
// A message is done when this resolves, and comes again when it throws. All of one household are in one partition, where they come one after the other.
await consumer.run({ eachMessage: async ({ message }) => take(message) });
console.log('reading');
