import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from '../repository/repository.js';
import { COMPOSE, composeFitsSpecification, composeKeepsHouseRules } from './compose.js';

const SERVICE = `
    image: humai:0.1.0
    command: [node, apps/ledger/dist/main.js]
    read_only: true
    cap_drop: [ALL]
    security_opt: ['no-new-privileges:true']
    stop_grace_period: 30s
    environment: { HUMAI_STOP_WITHIN: '20', HUMAI_VAULT_KEY_FILE: /run/secrets/key }
    secrets: [key]
    ports: ['127.0.0.1:7310:7310']
    healthcheck: { test: [CMD, 'true'] }
    depends_on: { other: { condition: service_healthy } }
    deploy: { resources: { limits: { memory: 1G } } }`;
const OTHER = "\n  other: { image: 'other:1', healthcheck: { disable: true }, deploy: { resources: { limits: { memory: 1G } } } }";
const compose = (service = SERVICE) => `services:\n  ledger:${service}${OTHER}\nsecrets:\n  key: { file: ./secrets/key }\n`;
const repository = (text: string, script = "secret('key', make)") => repositoryOf({ [COMPOSE]: text, 'infra/compose/make-secrets.mjs': script, 'apps/ledger/src/main.ts': '' });
const changed = (from: string, to: string) => composeKeepsHouseRules.problems(repository(compose(SERVICE.replace(from, to))));

describe('the Compose file', () => {
  it('fits the specification', () => {
    expect(composeFitsSpecification.problems(repository(compose()))).toStrictEqual([]);
    expect(composeFitsSpecification.problems(repository(compose(SERVICE.replace('read_only', 'readonly'))))).toStrictEqual([expect.stringContaining('"additionalProperty":"readonly"')]);
    expect(composeFitsSpecification.problems(repository(compose(SERVICE.replace('service_healthy', 'service_well'))))).toContainEqual(expect.stringContaining('/depends_on/other/condition must be equal to one of the allowed values'));
    expect(composeFitsSpecification.problems(repository(compose(SERVICE.replace("['127.0.0.1:7310:7310']", '7310'))))).toContainEqual(expect.stringContaining('/services/ledger/ports'));
  });

  it('keeps the rules of the house', () => {
    expect(composeKeepsHouseRules.problems(repository(compose()))).toStrictEqual([]);
  });

  it.each([
    ['127.0.0.1:7310:7310', '7310:7310', 'it publishes "7310:7310" beyond 127.0.0.1'],
    ['humai:0.1.0', 'humai', 'its image humai is not pinned'],
    ['humai:0.1.0', 'humai:latest', 'its image humai:latest is not pinned'],
    ['    healthcheck: { test: [CMD, \'true\'] }\n', '', 'it has no health check, nor says that it has none'],
    ['limits: { memory: 1G }', 'limits: { cpus: \'1\' }', 'its memory has no limit'],
    ['HUMAI_VAULT_KEY_FILE: /run/secrets/key', 'HUMAI_VAULT_KEY: abc', 'HUMAI_VAULT_KEY stands in clear'],
    ['depends_on: { other: { condition: service_healthy } }', 'depends_on: [other]', 'it waits for others without a condition'],
    ['apps/ledger/', 'apps/ledgers/', 'its command runs no app there is: node,apps/ledgers/dist/main.js'],
    ['read_only: true', 'read_only: false', 'its file system is not read-only'],
    ['cap_drop: [ALL]', 'cap_drop: [NET_RAW]', 'it keeps capabilities'],
    ['no-new-privileges:true', 'no-new-privileges:false', 'it may gain privileges'],
    ['stop_grace_period: 30s', 'stop_grace_period: 20s', 'it is killed before HUMAI_STOP_WITHIN is over'],
    ['secrets: [key]', 'secrets: [kee]', 'there is no secret kee'],
  ])('with %j as %j breaks one', (from, to, problem) => {
    expect(changed(from, to)).toStrictEqual([`${COMPOSE}: ledger: ${problem}`]);
  });

  it('takes the default of a variable as the image, and a grace in minutes', () => {
    expect(changed('image: humai:0.1.0', 'image: $' + '{HUMAI_IMAGE:-humai:0.1.0}')).toStrictEqual([]);
    expect(changed('30s', '1m')).toStrictEqual([]);
  });

  it('has no secret that nobody makes', () => {
    expect(composeKeepsHouseRules.problems(repository(compose(), "secret('another', make)"))).toStrictEqual([`${COMPOSE}: infra/compose/make-secrets.mjs does not make the secret key`]);
  });
});
