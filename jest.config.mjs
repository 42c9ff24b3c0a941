// One configuration for every project: source by the custom condition, ESM, SWC with the decorator metadata Nest needs.
const swc = {
  jsc: {
    target: 'es2024',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
    keepClassNames: true,
  },
  module: { type: 'es6' },
  sourceMaps: 'inline',
};

/** Specs that need real servers run by `npm run test:real` alone. */
export const REAL = String.raw`\.real\.spec\.ts$`;

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/tools'],
  testMatch: ['**/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', REAL],
  modulePathIgnorePatterns: ['/dist/', '/.humai', '/.cache/', '/.nx/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['@swc/jest', swc] },
  testEnvironmentOptions: { customExportConditions: ['@humai/source', 'node', 'node-addons'] },
  testTimeout: 30_000,
  // Modules of a finished spec stay in its worker: without a fresh one now and then, the whole run does not fit in memory.
  workerIdleMemoryLimit: '1500MB',
};
