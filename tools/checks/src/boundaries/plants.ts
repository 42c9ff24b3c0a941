/**
 * A file that breaks one rule, and how the linter must say so. `file` is relative to the repository;
 * `wave`: imports upwards make cycles, which would hide the others' messages, so they are planted in a run of their own.
 */
export type Plant = Readonly<{ kind: string; file: string; source: string; caughtBy: RegExp; wave: 'down' | 'up' }>;
/** A file that looks similar and must pass. */
export type Control = Readonly<{ kind: string; file: string; source: string }>;

export const PLANTED = 'planted-violation';

const tags = /^@nx\/enforce-module-boundaries: (A project tagged with|Circular dependency)/;
const banned = /^@nx\/enforce-module-boundaries: A project tagged with .* is not allowed to import/;
const undeclared = /^@nx\/enforce-module-boundaries: Only packages defined in the "package\.json"/;
const byPath = /^@nx\/enforce-module-boundaries: Projects cannot be imported by a relative/;
const importRule = /^(@typescript-eslint\/)?no-restricted-imports: /;
const globalRule = /^no-restricted-globals: /;
const propertyRule = /^no-restricted-properties: /;
const syntaxRule = /^no-restricted-syntax: /;

const uses = (...packages: string[]): string => packages.map((p, i) => `import * as used${i} from '${p}';\nexport const planted${i} = used${i};\n`).join('');
const returns = (expression: string): string => `export const planted = () => ${expression};\n`;

let count = 0;
const plant = (wave: Plant['wave']) => (kind: string, folder: string, source: string, caughtBy: RegExp): Plant =>
  ({ kind, file: `${folder}/${PLANTED}-${(count += 1)}.ts`, source, caughtBy, wave });
const down = plant('down');
const up = plant('up');

const domain = 'libs/relocation/domain/src';
const service = 'libs/relocation/service/src';
const application = 'libs/identification/service/src/application';
const contract = 'libs/contracts/ledger/src';
const kernel = 'libs/platform/kernel/src';
const nest = 'libs/platform/telemetry/src';
const adapter = 'libs/platform/areas/src';
const messaging = 'libs/platform/messaging/src';
const wiring = 'libs/platform/wiring-embedded/src';
const simulation = 'libs/simulation/src';
const app = 'apps/humai/src';
const client = 'libs/client/src';

export const plants: readonly Plant[] = [
  // The domain knows no framework, no adapter and nobody else's rules.
  down('domain imports Nest', domain, uses('@nestjs/common'), banned),
  down('domain imports a package other than zod', domain, uses('yaml'), banned),
  down('domain imports an adapter', domain, uses('@humai/event-store-sqlite'), tags),
  down('domain imports a Nest library', domain, uses('@humai/nest'), tags),
  down('domain imports test code', domain, uses('@humai/testing'), tags),
  down("domain reaches into another context's domain", domain, uses('@humai/assessment-domain'), tags),
  down("domain reaches into another context's service", domain, uses('@humai/assessment-service'), tags),
  down('domain reaches into another project by path', domain, uses('../../../assessment/domain/src/index.js'), byPath),
  // No clock, no chance, no I/O where decisions are made.
  down('clock in the domain: Date.now()', domain, returns('Date.now()'), propertyRule),
  down('clock in the domain: new Date()', domain, returns('new Date()'), syntaxRule),
  down('clock in the domain: Date()', domain, returns('Date()'), syntaxRule),
  down('clock in the domain: performance.now()', domain, returns('performance.now()'), globalRule),
  down('clock in the domain: setTimeout', domain, returns('setTimeout(() => undefined, 1)'), globalRule),
  down('chance in the domain: Math.random()', domain, returns('Math.random()'), propertyRule),
  down('chance in the domain: crypto.randomUUID()', domain, returns('crypto.randomUUID()'), globalRule),
  down('chance in the domain: node:crypto', domain, uses('node:crypto'), importRule),
  down('ids made in the domain', domain, "import { createIdSource } from '@humai/kernel';\nexport const planted = createIdSource;\n", importRule),
  down('files in the domain: node:fs', domain, uses('node:fs'), importRule),
  down('network in the domain: fetch', domain, returns("fetch('')"), globalRule),
  down('console in the domain', domain, returns("console.log('')"), globalRule),
  down('environment in the domain', domain, returns('process.env'), globalRule),
  down('a way round in the domain: globalThis', domain, returns('globalThis'), globalRule),
  down('loading while deciding: import()', domain, returns("import('zod')"), syntaxRule),
  down('clock in a contract', contract, returns('Date.now()'), propertyRule),
  down('clock in the kernel', kernel, returns('new Date()'), syntaxRule),
  down('node:crypto in the kernel', kernel, uses('node:crypto'), importRule),
  // Contracts and the kernel are at the bottom.
  up('contract imports implementation: a service', contract, uses('@humai/assessment-service'), tags),
  up('contract imports implementation: a domain', contract, uses('@humai/assessment-domain'), tags),
  down('contract imports Nest', contract, uses('@nestjs/common'), banned),
  up('kernel imports a contract', kernel, uses('@humai/contracts-ledger'), tags),
  down('kernel imports a package other than zod and uuid', kernel, uses('yaml'), banned),
  // A service speaks to ports and to others' contracts.
  down("service reaches into another context's service", service, uses('@humai/assessment-service'), tags),
  down("service reaches into another context's domain", service, uses('@humai/assessment-domain'), tags),
  down('service imports an adapter: the event store', service, uses('@humai/event-store-sqlite'), tags),
  down('service imports an adapter: the vault', service, uses('@humai/vault'), tags),
  down('service imports an adapter: the policies', service, uses('@humai/policy'), tags),
  down('service imports the wiring', service, uses('@humai/wiring-embedded'), tags),
  down('service imports an app', service, uses('@humai/app'), /^@nx\/enforce-module-boundaries: /),
  down('service imports test code', service, uses('@humai/testing'), tags),
  down('service imports a driver: kafkajs', service, uses('kafkajs'), importRule),
  down('service imports a driver: mongodb', service, uses('mongodb'), importRule),
  down('service imports a driver: mongoose', service, uses('mongoose'), importRule),
  down('service imports a driver: @eventstore/db-client', service, uses('@eventstore/db-client'), importRule),
  down('service imports a driver: node:sqlite', service, uses('node:sqlite'), importRule),
  down('service imports a package nobody declared', service, uses('semver'), undeclared),
  down('application/ imports http/', application, uses('../http/planted.js'), importRule),
  down('application/ imports messaging/', application, uses('../messaging/planted.js'), importRule),
  down('application/ imports read-model/', application, uses('../read-model/index.js'), importRule),
  down('application/ imports a driver', application, uses('node:sqlite'), importRule),
  down('product code imports test code beside it', service, uses('./testing/planted.js'), importRule),
  // The platform knows no context, and an adapter no other adapter.
  up('Nest library imports an adapter', nest, uses('@humai/vault'), tags),
  up('Nest library imports a domain', nest, uses('@humai/assessment-domain'), tags),
  down('Nest library imports a driver', nest, uses('node:sqlite'), importRule),
  up('adapter imports a service', adapter, uses('@humai/assessment-service'), tags),
  up('adapter imports another adapter', adapter, uses('@humai/policy'), tags),
  up('adapter imports a contract', adapter, uses('@humai/contracts-ledger'), tags),
  up('wiring imports a service', wiring, uses('@humai/assessment-service'), tags),
  // All but telemetry and the tracing of the wiring speak the API of OpenTelemetry alone.
  down('Nest library imports the SDK of OpenTelemetry', messaging, uses('@opentelemetry/sdk-trace'), importRule),
  down('Nest library loads the SDK of OpenTelemetry', messaging, returns("import('@opentelemetry/sdk-node')"), syntaxRule),
  down('adapter imports an exporter of OpenTelemetry', adapter, uses('@opentelemetry/exporter-trace-otlp-proto'), importRule),
  down('service imports the SDK of OpenTelemetry', service, uses('@opentelemetry/sdk-trace'), importRule),
  down('wiring imports the SDK of OpenTelemetry', wiring, uses('@opentelemetry/sdk-node'), importRule),
  down('app loads the SDK of OpenTelemetry', app, returns("import('@opentelemetry/sdk-node')"), syntaxRule),
  // Adapters are named by the wiring alone.
  down('app imports an adapter: the event store', app, uses('@humai/event-store-sqlite'), tags),
  down('app imports an adapter: the feed', app, uses('@humai/event-feed-embedded'), tags),
  down('app imports a domain', app, uses('@humai/assessment-domain'), tags),
  down('app imports an app', app, uses('@humai/cli'), /^@nx\/enforce-module-boundaries: /),
  down('app imports a driver', app, uses('node:sqlite'), importRule),
  down('simulation imports an adapter', simulation, uses('@humai/event-store-sqlite'), tags),
  // What others take away stands by itself.
  down('client imports the kernel', client, uses('@humai/kernel'), tags),
  down('client imports a contract', client, uses('@humai/contracts-ledger'), tags),
  down('client imports a package other than its own', client, uses('yaml'), banned),
  down('client runs on Node alone', client, uses('node:crypto'), importRule),
  // The environment is read by the wiring and the entry of an app.
  down('process.env in a service', service, returns('process.env'), propertyRule),
  down('process.env taken apart in a service', service, 'const { env } = process;\nexport const planted = env;\n', propertyRule),
  down('process.env by globalThis in a service', service, returns('globalThis.process.env'), propertyRule),
  down('process.env by import in a service', service, uses('node:process'), importRule),
  down('process.env in application/', application, returns('process.env'), propertyRule),
  down('process.env in an adapter', adapter, returns('process.env'), propertyRule),
  down('process.env in a Nest library', nest, returns('process.env'), propertyRule),
  down('process.env in the simulation', simulation, returns('process.env'), propertyRule),
  down('process.env inside an app', app, returns('process.env'), propertyRule),
  // The rules of reading.
  down('an enum', service, 'export enum Planted {\n  A,\n}\n', syntaxRule),
  down('any', service, 'export const planted: any = 1;\n', /no-explicit-any: /),
  down('a type imported as a value', service, "import { DomainError } from '@humai/kernel';\nexport type Planted = DomainError;\n", /consistent-type-imports: /),
];

const control = (kind: string, folder: string, source: string, ending = '.ts'): Control => ({ kind, file: `${folder}/${PLANTED}-control-${(count += 1)}${ending}`, source });

export const controls: readonly Control[] = [
  control('domain uses zod, the kernel and its own contracts', domain, `${uses('zod', '@humai/contracts-relocation')}export { DomainError } from '@humai/kernel';\n`),
  control("service uses another context's contracts", service, uses('@humai/contracts-identification')),
  control('service uses its domain, the kernel and Nest libraries', service, uses('@humai/relocation-domain', '@humai/kernel', '@humai/nest', '@nestjs/common')),
  control('a date made from a text in the domain', domain, returns("new Date('2021-08-18T00:00:00.000Z')")),
  control('a domain spec reads a file', domain, uses('node:fs', '@humai/testing'), '.spec.ts'),
  control('a service spec uses an adapter', service, uses('@humai/event-store-sqlite'), '.spec.ts'),
  control('wiring names adapters and reads the environment', wiring, `${uses('@humai/event-store-sqlite', '@humai/vault')}${returns('process.env')}`),
  control('an adapter uses its driver', adapter, uses('node:sqlite')),
  control('a Nest library uses the API of OpenTelemetry', messaging, uses('@opentelemetry/api')),
  control('telemetry uses the SDK of OpenTelemetry', nest, `${uses('@opentelemetry/sdk-trace')}${returns("import('@opentelemetry/sdk-node')")}`),
  control('app uses the wiring', app, uses('@humai/wiring-embedded')),
];
