import { describe, expect, it } from '@jest/globals';
import { findReal } from './real.js';

describe('a real server', () => {
  it('is where the environment says, and what it says it is', () => {
    expect(findReal('kafka', { HUMAI_TEST_KAFKA_URL: 'kafka://h:1', HUMAI_TEST_KAFKA_IS: 'Kafka 4.1' })).toStrictEqual({ url: 'kafka://h:1', is: 'Kafka 4.1' });
    expect(findReal('mongo', { HUMAI_TEST_MONGO_URL: 'mongodb://h:1' })).toStrictEqual({ url: 'mongodb://h:1', is: 'HUMAI_TEST_MONGO_URL' });
  });

  it('is missing with the reason of whoever looked for it', () => {
    expect(findReal('esdb', { HUMAI_TEST_ESDB_MISSING: 'no engine', HUMAI_TEST_KAFKA_URL: 'kafka://h:1' })).toStrictEqual({ missing: 'no engine' });
    expect(findReal('esdb', {})).toStrictEqual({ missing: 'nobody looked for one: use npm run test:real, or set HUMAI_TEST_ESDB_URL' });
  });
});
