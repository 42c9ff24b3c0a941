import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import type { Check, Repository } from '../repository/repository.js';
import { at, documentsOf, listAt, type Tree, treeAt } from './yaml.js';

export const COMPOSE = 'infra/compose/compose.yaml';
const SECRETS_SCRIPT = 'infra/compose/make-secrets.mjs';

export const composeOf = ({ files, read }: Repository): Tree | null => (files.includes(COMPOSE) ? documentsOf(read(COMPOSE))[0]! : null);
export const servicesOf = (compose: Tree | null): readonly (readonly [name: string, service: Tree])[] => Object.entries((compose?.['services'] ?? {}) as Record<string, Tree>);

/** The JSON schema of the Compose Specification, as the package dclint carries it. */
let schema: ValidateFunction | undefined;
function composeSchema(): ValidateFunction {
  if (schema) return schema;
  const folder = dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
  const { $schema: _, ...text } = JSON.parse(readFileSync(join(folder, 'schemas', 'compose.schema.json'), 'utf8')) as Tree; // it names a draft by an address Ajv does not know it by
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addFormat('duration', /^(\d+(\.\d+)?(us|ms|s|m|h))+$/);
  ajv.addFormat('ports', true).addFormat('expose', true).addFormat('subnet_ip_address', true).addFormat('uri', true);
  return (schema = ajv.compile(text));
}

export const composeFitsSpecification: Check = {
  name: 'the Compose file fits the Compose Specification',
  problems(repository) {
    const validate = composeSchema();
    return validate(composeOf(repository)) ? [] : validate.errors!.map(({ instancePath, message, params }) => `${COMPOSE}: ${instancePath || 'the file'} ${message} ${JSON.stringify(params)}`);
  },
};

const SECRET_NAME = /PASS|SECRET|TOKEN|KEY/;
const seconds = (text: unknown): number => {
  const [, n, unit] = /^(\d+)(s|m)$/.exec(String(text)) ?? [];
  return Number(n ?? 0) * (unit === 'm' ? 60 : 1);
};

const ownProblems = (service: Tree, files: readonly string[]): string[] => {
  const app = /apps\/([\w-]+)\/dist\/main\.js/.exec(((service['command'] ?? []) as string[]).join(' '))?.[1];
  return [
    ...(app && files.includes(`apps/${app}/src/main.ts`) ? [] : [`its command runs no app there is: ${String(service['command'])}`]),
    ...(service['read_only'] === true ? [] : ['its file system is not read-only']),
    ...(JSON.stringify(service['cap_drop']) === '["ALL"]' ? [] : ['it keeps capabilities']),
    ...(((service['security_opt'] ?? []) as string[]).includes('no-new-privileges:true') ? [] : ['it may gain privileges']),
    ...(seconds(service['stop_grace_period']) > Number(at(service, 'environment.HUMAI_STOP_WITHIN') ?? 0) ? [] : ['it is killed before HUMAI_STOP_WITHIN is over']),
  ];
};

/** What of a service's surroundings the specification allows and this house does not. */
function surroundings(service: Tree): string[] {
  const image = String(service['image']);
  const tag = /:([\w.-]+)$/.exec(image.replace(/^\$\{\w+:-(.*)\}$/, '$1'))?.[1]; // the default of a variable
  return [
    ...((service['ports'] ?? []) as unknown[]).filter((p) => !String(p).startsWith('127.0.0.1:')).map((p) => `it publishes ${JSON.stringify(p)} beyond 127.0.0.1`),
    ...(tag && tag !== 'latest' ? [] : [`its image ${image} is not pinned`]),
    ...(service['healthcheck'] === undefined ? ['it has no health check, nor says that it has none'] : []),
    ...(at(service, 'deploy.resources.limits.memory') === undefined ? ['its memory has no limit'] : []),
    ...Object.entries(treeAt(service, 'environment')).filter(([name, value]) => SECRET_NAME.test(name) && !String(value).startsWith('/run/secrets/')).map(([name]) => `${name} stands in clear`),
    ...(Array.isArray(service['depends_on']) ? ['it waits for others without a condition'] : []),
  ];
}

export const composeKeepsHouseRules: Check = {
  name: 'the Compose file publishes nothing beyond 127.0.0.1, holds no secret, and pins, limits and watches every service',
  problems(repository) {
    const compose = composeOf(repository);
    if (!compose) return [`${COMPOSE} is not there`];
    const script = repository.read(SECRETS_SCRIPT);
    const secrets = Object.entries((compose['secrets'] ?? {}) as Record<string, Tree>);
    return [
      ...servicesOf(compose).flatMap(([name, service]) =>
        [...surroundings(service), ...(/humai/.test(String(service['image'])) ? ownProblems(service, repository.files) : [])].map((p) => `${COMPOSE}: ${name}: ${p}`)),
      ...servicesOf(compose).flatMap(([name, service]) =>
        listAt(service, 'secrets').filter((s) => !secrets.some(([known]) => known === String(s))).map((s) => `${COMPOSE}: ${name}: there is no secret ${String(s)}`)),
      ...secrets.filter(([, { file }]) => !script.includes(`secret('${String(file).replace('./secrets/', '')}'`)).map(([name]) => `${COMPOSE}: ${SECRETS_SCRIPT} does not make the secret ${name}`),
    ];
  },
};
