import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ContextDefinition } from '@humai/nest';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { openHouse } from '../references/house.js';
import { workingCopy } from '../references/testing/working-copy.js';
import { catalogueOf, type Doc, makeContracts } from './documents.js';
import { draftOf, type Fixture, fixturePath } from './fixtures.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
const repository = workingCopy(root, ['apps', 'libs', 'policies']);
const addFormats = formats as unknown as (ajv: Ajv | Ajv2020) => void;
let contexts: readonly ContextDefinition[];
let contracts: ReadonlyMap<string, Doc>;
beforeAll(async () => {
  ({ contexts } = await openHouse(repository, root));
  contracts = await makeContracts(contexts);
});
const below = (folder: string) => [...contracts].filter(([path]) => path.startsWith(folder));

describe('the contracts of the house', () => {
  it('are an OpenAPI 3.1 document for each service, as its specification wants it', async () => {
    expect(below('openapi/').map(([path]) => path)).toEqual(contexts.map((c) => `openapi/${c.name}.json`));
    for (const [path, document] of below('openapi/')) {
      const { valid, errors } = await new Validator().validate(structuredClone(document));
      expect([path, valid, errors]).toEqual([path, true, undefined]);
      expect([path, document['openapi'], Object.keys(document['paths'] as Doc).every((route) => route.startsWith(`/v1/${path.slice('openapi/'.length, -'.json'.length)}/`))]).toEqual([path, '3.1.0', true]);
    }
  });

  it('tell of every command and every question of a context', () => {
    for (const { name, aggregates, queries } of contexts) {
      const routes = Object.keys(contracts.get(`openapi/${name}.json`)!['paths'] as Doc);
      expect(queries.map((q) => `/v1/${name}/${q.name}`).filter((route) => !routes.includes(route))).toEqual([]);
      expect(aggregates.every((a) => a.context === name)).toBe(true);
    }
  });

  it('are an AsyncAPI 3.0 document of the topics, as its specification wants it', () => {
    const specs = createRequire(import.meta.url)('@asyncapi/specs') as { schemasWithoutId: Record<string, object> };
    const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
    addFormats(ajv);
    const validate = ajv.compile(specs.schemasWithoutId['3.0.0']!);
    const document = structuredClone(contracts.get('asyncapi.json')!) as { channels: Record<string, { messages: object }> };
    expect([validate(document), validate.errors]).toEqual([true, null]);
    expect(Object.values(document.channels).flatMap((channel) => Object.keys(channel.messages)).sort()).toEqual([...catalogueOf(contexts).types, 'DeadLetter'].sort());
    expect(validate({ ...document, channels: { x: { address: 1 } } })).toBe(false);
  });

  it('are a JSON Schema 2020-12 for each version of each event, which takes what the shape takes and nothing that it refuses', () => {
    const ajv = new Ajv2020({ strict: true, allErrors: true });
    addFormats(ajv);
    const validators = new Map<string, ValidateFunction>(below('events/').map(([path, schema]) => [path.slice('events/'.length, -'.json'.length), ajv.compile(schema)]));
    expect([...validators.keys()]).toEqual(catalogueOf(contexts).types);
    for (const [type, validate] of validators) {
      for (const { data } of draftOf(type, contexts)) expect([type, validate(data), validate.errors]).toEqual([type, true, null]);
      for (const { data } of JSON.parse(repository.read(fixturePath(type))) as Fixture) expect([type, validate(data), validate.errors]).toEqual([type, true, null]);
      expect([type, validate('text')]).toEqual([type, false]);
    }
  });

  it('are the same every time they are made', async () => expect(await makeContracts(contexts)).toEqual(contracts));
});
