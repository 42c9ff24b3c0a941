// `npm run test:real`: the specs that need real servers, which tools/test/run.mjs finds or starts before. By hand: set HUMAI_TEST_MONGO_URL and the like.
import base, { REAL } from './jest.config.mjs';

export default { ...base, testMatch: ['**/src/**/*.real.spec.ts'], testPathIgnorePatterns: base.testPathIgnorePatterns.filter((p) => p !== REAL), testTimeout: 120_000 };
