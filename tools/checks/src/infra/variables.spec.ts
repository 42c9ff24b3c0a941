import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from '../repository/repository.js';
import { knownVariables, variablesAreKnownAndSet } from './variables.js';

const files = {
  'libs/platform/wiring-distributed/src/environment.ts': 'HUMAI_EVENT_STORE: Url, HUMAI_PORT, HUMAI_HOST',
  'libs/platform/wiring/src/settings.ts': 'HUMAI_PORT: z, HUMAI_LANG: z, HUMAI_LOG: z',
  'libs/platform/wiring-distributed/src/run.ts': '// HUMAI_OTHER',
  'infra/docker/Dockerfile': 'ENV NODE_ENV=production HUMAI_HOST=0.0.0.0\n',
  'infra/compose/compose.yaml': "services: { a: { environment: { HUMAI_PORT: '1', HUMAI_LOG: info, OTEL_X: y } } }\n",
  'infra/compose/make-secrets.mjs': "'HUMAI_EVENT_STORE=esdb://'",
  'docs/how-to/run-with-compose.md': '`HUMAI_LANG` is not set',
  'infra/kubernetes/base/a.yaml': "kind: Deployment\nspec: { template: { spec: { containers: [{ env: [{ name: HUMAI_PORT, value: '1' }, { name: HUMAI_EVENT_STORE }] }] } } }\n",
  'infra/kubernetes/base/humai.env': '# HUMAI_NOT=1\nHUMAI_LOG=info\n',
  'docs/how-to/run-on-kubernetes.md': '`HUMAI_LANG` is not set',
};
const problems = (changes: Readonly<Record<string, string>> = {}) => variablesAreKnownAndSet.problems(repositoryOf({ ...files, ...changes }));

describe('the variables of services', () => {
  it('are those that the two files name which read the environment', () => {
    expect(knownVariables(repositoryOf(files))).toStrictEqual(['HUMAI_EVENT_STORE', 'HUMAI_HOST', 'HUMAI_LANG', 'HUMAI_LOG', 'HUMAI_PORT']);
  });

  it('are all set or explained, by the image, a manifest, a secret or the page', () => {
    expect(problems()).toStrictEqual([]);
    expect(problems({ 'docs/how-to/run-on-kubernetes.md': '' })).toStrictEqual(['infra/kubernetes: HUMAI_LANG is neither set there nor explained in docs/how-to/run-on-kubernetes.md']);
    expect(problems({ 'infra/compose/make-secrets.mjs': '' })).toStrictEqual(['infra/compose: HUMAI_EVENT_STORE is neither set there nor explained in docs/how-to/run-with-compose.md']);
    expect(problems({ 'infra/docker/Dockerfile': '' })).toHaveLength(2);
  });

  it('are read by a service', () => {
    expect(problems({ 'infra/kubernetes/base/humai.env': 'HUMAI_LOG=info\nHUMAI_LGO=info\n' })).toStrictEqual(['infra/kubernetes: no service reads HUMAI_LGO']);
    expect(problems({ 'infra/compose/compose.yaml': "services: { a: { environment: { HUMAI_PORT: '1', HUMAI_LOG: info, HUMAI_MODE: x } } }\n" })).toStrictEqual(['infra/compose: no service reads HUMAI_MODE']);
  });
});
