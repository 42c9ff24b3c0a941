export { type KafkaConnection, parseKafkaUrl, type SaslMechanism } from './connection.js';
export { type FeedObserver, type FeedTiming, KafkaEventFeed, type KafkaFeedOptions } from './feed.js';
export { RELAY, Relay, type RelayInstrument, type RelayObserver, type RelayOptions, relayPosition, type RelayStatus } from './relay.js';
export { DEAD_LETTERS, pingKafka, setUpTopics, topicOf, topicOfCategory, type TopicPlan, type TopicReport } from './topics.js';
