// The rules of the house. Boundaries are Nx tags; what tags cannot see (node built-ins, globals, imports inside one project) stands in the blocks below them.
// Run it through Nx (`npm run lint`): without the project graph the boundary rule is skipped, and tools/checks/bin/lint-project.mjs fails on that.
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

const contexts = ['identification', 'assistance', 'relocation', 'projects', 'assessment', 'ledger'];
const only = (sourceTag, ...onlyDependOnLibsWithTags) => ({ sourceTag, onlyDependOnLibsWithTags });

const boundaries = {
  allow: [String.raw`^(\.\./){3}tools/build/[\w-]+\.mjs$`], // The entry of an app finds the right Node and the build before anything is built.
  banTransitiveDependencies: true,
  checkDynamicDependenciesExceptions: ['.*'], // Lazy imports here save start-up time; they do not split bundles.
  // Specs of every library use it, and it imports some of them.
  ignoredCircularDependencies: ['kernel', 'nest', 'adapter'].map((type) => ['@humai/testing', `tag:type:${type}`]),
  depConstraints: [
    only('type:app', 'type:wiring', 'type:contexts', 'type:service', 'type:simulation', 'type:contract', 'type:kernel', 'type:nest'),
    only('type:contexts', 'type:service', 'type:nest'),
    only('type:wiring', 'type:wiring', 'type:adapter', 'type:nest', 'type:kernel'),
    only('type:service', 'type:domain', 'type:contract', 'type:kernel', 'type:nest'),
    only('type:simulation', 'type:service', 'type:domain', 'type:contract', 'type:kernel', 'type:nest'),
    { ...only('type:domain', 'type:contract', 'type:kernel'), allowedExternalImports: ['zod'] },
    { ...only('type:contract', 'type:contract', 'type:kernel'), allowedExternalImports: ['zod'] },
    { ...only('type:kernel', 'type:kernel'), allowedExternalImports: ['zod', 'uuid'] },
    only('type:nest', 'type:kernel'),
    only('type:adapter', 'type:kernel', 'type:driver'),
    only('type:driver', 'type:kernel'), // What several adapters of one server share: the connection and its faults.
    only('type:testing', 'type:kernel', 'type:adapter'),
    // Others take these out of the house: nothing of the house may come along.
    { ...only('type:client', 'type:client'), allowedExternalImports: ['openapi-fetch'] },
    { ...only('type:example', 'type:example'), allowedExternalImports: ['kafkajs'] },
    only('type:e2e', 'type:contract', 'type:kernel', 'type:testing'),
    only('type:tool', '*'),
    only('scope:platform', 'scope:platform'),
    ...contexts.map((c) => only(`scope:${c}`, `scope:${c}`, 'scope:platform', 'type:contract')),
  ],
};

// Later blocks replace a rule of earlier ones rather than add to it, so what they share has a name.
const syntax = {
  noEnum: { selector: 'TSEnumDeclaration', message: 'No enums: use a const object or a union.' },
  telemetrySdk: { selector: 'ImportExpression[source.value=/^@opentelemetry.(?!api$)/]', message: 'Only telemetry and the tracing of the wiring know the OpenTelemetry SDK: use @opentelemetry/api.' },
  clock: [
    { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'No clock here: take the time from meta.now.' },
    { selector: "CallExpression[callee.name='Date']", message: 'No clock here: take the time from meta.now.' },
    { selector: 'ImportExpression', message: 'Nothing is loaded while deciding: import at the top.' },
  ],
};
const properties = {
  env: ['process', 'globalThis'].map((object) => ({
    object,
    property: object === 'process' ? 'env' : 'process',
    message: 'The environment is read by the wiring and by the entry of an app only: pass the setting in.',
  })),
  clock: [
    { object: 'Date', property: 'now', message: 'No clock here: take the time from meta.now.' },
    { object: 'Math', property: 'random', message: 'No chance here: what is random comes with the command.' },
  ],
};
const envImport = { name: 'node:process', message: 'The environment is read by the wiring and by the entry of an app only.' };
const driverImports = {
  group: ['kafkajs', 'mongodb', 'mongoose', '@eventstore/*', '@kurrent/*', 'node:sqlite', 'better-sqlite3', '@event-driven-io/*'],
  message: 'Drivers belong in adapters: speak to a port of the kernel.',
};
const sources = (...folders) => folders.flatMap((f) => [`${f}/**/*.ts`, `${f}/**/*.mjs`]);
// Specs and what only they import.
const specs = ['**/*.spec.ts', '**/src/testing/**'];
const noTestCode = { group: ['**/testing/**'], message: 'Only specs import test code.' };
const telemetrySdk = { regex: '^@opentelemetry/(?!api$)', message: syntax.telemetrySdk.message };
/** The value of no-restricted-imports: what no source may import, and more. */
const imports = (...patterns) => ['error', { paths: [envImport], patterns: [noTestCode, telemetrySdk, ...patterns] }];

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', '.cache/', '.nx/', 'reports/', 'coverage/', '.humai*/', '**/generated/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [tseslint.configs.recommended],
    // Both options keep consistent-type-imports away from classes that Nest injects: an `import type` of those fails at boot.
    languageOptions: { parserOptions: { experimentalDecorators: true, emitDecoratorMetadata: true } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': ['error', boundaries],
      '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports', fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-non-null-assertion': 'off', // Indexed access is checked (noUncheckedIndexedAccess): `!` says that the place is known to hold something.
      eqeqeq: 'error',
      'no-constant-binary-expression': 'error',
      'no-self-compare': 'error',
      'no-template-curly-in-string': 'error',
      'no-control-regex': 'error',
      'no-restricted-syntax': ['error', syntax.noEnum],
    },
  },
  {
    name: 'the SDK of OpenTelemetry is set up in one place',
    files: sources('libs', 'apps'),
    ignores: [...specs, 'libs/platform/telemetry/**', 'libs/platform/wiring/src/tracing.ts', 'libs/platform/testing/**', 'apps/system-e2e/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [telemetrySdk] }], 'no-restricted-syntax': ['error', syntax.noEnum, syntax.telemetrySdk] },
  },
  {
    name: 'the environment is read in one place',
    files: sources('libs', 'apps'),
    ignores: [...specs, 'libs/platform/wiring*/**', 'libs/platform/testing/**', 'apps/*/bin/**', 'apps/*/src/main.ts', 'apps/system-e2e/**'],
    rules: { 'no-restricted-properties': ['error', ...properties.env], 'no-restricted-imports': imports() },
  },
  {
    name: 'drivers belong in adapters',
    files: sources('libs/*/service', 'libs/simulation', 'apps', 'libs/platform/{nest,messaging,projections,telemetry,auth,integrity}'),
    ignores: [...specs, 'apps/*/bin/**', 'apps/*/src/main.ts', 'apps/system-e2e/**'],
    rules: { 'no-restricted-imports': imports(driverImports) },
  },
  {
    name: 'telemetry has the SDK of OpenTelemetry',
    files: sources('libs/platform/telemetry'),
    ignores: specs,
    rules: { 'no-restricted-imports': ['error', { paths: [envImport], patterns: [noTestCode, driverImports] }] },
  },
  {
    name: 'the application layer knows no transport and no screen',
    files: sources('libs/*/service/src/application'),
    ignores: specs,
    rules: {
      'no-restricted-imports': imports(driverImports, { group: ['**/http/**', '**/messaging/**', '**/read-model/**'], message: 'application/ is below http/, messaging/ and read-model/: they call it.' }),
    },
  },
  {
    name: 'what decides is pure',
    files: sources('libs/*/domain', 'libs/contracts', 'libs/platform/kernel'),
    ignores: specs,
    rules: {
      'no-restricted-imports': ['error', {
        paths: [{ name: '@humai/kernel', importNames: ['createIdSource'], message: 'Ids come with the command.' }],
        patterns: [noTestCode, { group: ['node:*'], message: 'No platform here: only zod, the kernel and contracts.' }],
      }],
      'no-restricted-globals': ['error', ...['process', 'fetch', 'crypto', 'console', 'performance', 'globalThis', 'global', 'Buffer', 'require',
        'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'].map((name) => ({ name, message: 'What decides is pure: no platform, clock or I/O.' }))],
      'no-restricted-properties': ['error', ...properties.env, ...properties.clock],
      'no-restricted-syntax': ['error', syntax.noEnum, ...syntax.clock],
    },
  },
  {
    name: 'a client runs in a browser, too',
    files: sources('libs/client'),
    ignores: specs,
    rules: { 'no-restricted-imports': imports({ group: ['node:*'], message: 'The client runs wherever there is a fetch.' }) },
  },
  {
    name: 'specs are free to use anything',
    files: specs,
    rules: {
      '@nx/enforce-module-boundaries': 'off',
    },
  },
);
