import { parseKafkaUrl, setUpTopics, type TopicReport } from '@humai/event-feed-kafka';
import type { ContextDefinition } from '@humai/nest';
import { createLogger } from '@humai/telemetry';
import { readSetUpEnvironment } from './environment.js';
import { categoriesOf } from './platform.js';

export type FeedPlan = Readonly<{
  /** `kafka://…`. */
  url: string;
  house: readonly ContextDefinition[];
  /** Of each topic; for good. */
  partitions: number;
  replication: number;
  /** Days. */
  retention: number | 'forever';
}>;

/** Makes the topics that a system needs; harmless when they are there. */
export const setUpFeed = ({ url, house, ...plan }: FeedPlan): Promise<readonly TopicReport[]> => setUpTopics(parseKafkaUrl(url), { categories: categoriesOf(house), ...plan });

/** The step before the first start, and after an update that brings new categories of streams. */
export async function runSetUp(house: readonly ContextDefinition[]): Promise<void> {
  const logger = createLogger({ service: 'set-up' });
  try {
    for (const { topic, done, differs } of await setUpFeed({ ...readSetUpEnvironment(), house })) logger[differs.length > 0 ? 'warn' : 'info']({ topic, done, differs }, 'topic');
  } catch (error) {
    logger.fatal({ err: error }, 'topics could not be set up');
    process.exitCode = 1;
  }
}
