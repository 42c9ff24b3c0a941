import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from '../repository/repository.js';
import { kustomizationsNameTheirFiles, manifestsFitSchema, moduleOf } from './kubernetes.js';

const root = process.cwd();
const FILE = 'infra/kubernetes/base/a.yaml';
const problemsOf = (yaml: string) => manifestsFitSchema(root).problems(repositoryOf({ [FILE]: yaml }));
const SERVICE = `apiVersion: v1
kind: Service
metadata: { name: a }
spec: { selector: { app: a }, ports: [{ port: 80, targetPort: http }] }
`;
const SCALED = `apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: b }
spec: { scaleTargetRef: { name: b }, triggers: [{ type: prometheus, metadata: { query: up } }] }
`;

describe('the Kubernetes manifests', () => {
  it('are looked up by version and kind', () => {
    expect([moduleOf('v1', 'Service'), moduleOf('apps/v1', 'Deployment'), moduleOf('networking.k8s.io/v1', 'Ingress'), moduleOf('keda.sh/v1alpha1', 'ScaledObject')]).toStrictEqual([
      'kubernetes-models/v1/Service', 'kubernetes-models/apps/v1/Deployment', 'kubernetes-models/networking.k8s.io/v1/Ingress', '@kubernetes-models/keda/keda.sh/v1alpha1/ScaledObject',
    ]);
  });

  it('fit their schemas', async () => {
    expect(await problemsOf(`${SERVICE}---\n${SCALED}`)).toStrictEqual([]);
  });

  it('have no value that the schema refuses, and no kind there is not', async () => {
    expect((await problemsOf(SERVICE.replace('port: 80', "port: '80'"))).join()).toMatch(/Service a: .*port/);
    expect((await problemsOf(SERVICE.replace('{ port: 80, targetPort', '{ targetPort'))).join()).toMatch(/Service a: .*port/);
    expect(await problemsOf(SERVICE.replace('v1', 'v7'))).toStrictEqual([`${FILE}: Service a: there is no such kind in v7`]);
    expect(await problemsOf(SERVICE.replace('kind: Service', 'kind: Servant'))).toStrictEqual([`${FILE}: Servant a: there is no such kind in v1`]);
  });

  it('have no field that the schema does not know, however deep, and say in which object', async () => {
    const problems = await problemsOf(`${SCALED}---\n${SERVICE.replace('targetPort', 'tragetPort')}`);
    expect(problems).toStrictEqual([expect.stringMatching(/a\.yaml: Service a: .*'tragetPort'.* does not exist|a\.yaml: Service a: .*'"tragetPort"' does not exist/)]);
    expect((await problemsOf(SCALED.replace('triggers', 'tiggers'))).join()).toMatch(/ScaledObject b/);
  });
});

describe('kustomizations', () => {
  const repository = (kustomization: string, ...others: string[]) => repositoryOf({ 'infra/kubernetes/base/kustomization.yaml': kustomization, ...Object.fromEntries(others.map((f) => [f, ''])) });

  it('name files and folders that are there', () => {
    const all = ['infra/kubernetes/base/a.yaml', 'infra/kubernetes/base/humai.env', 'infra/kubernetes/c/kustomization.yaml'];
    const text = 'resources: [a.yaml]\ncomponents: [../c]\nconfigMapGenerator: [{ name: humai, envs: [humai.env] }]\n';
    expect(kustomizationsNameTheirFiles.problems(repository(text, ...all))).toStrictEqual([]);
    expect(kustomizationsNameTheirFiles.problems(repository(text, ...all.slice(0, 1)))).toStrictEqual([
      'infra/kubernetes/base/kustomization.yaml: infra/kubernetes/c is not there', 'infra/kubernetes/base/kustomization.yaml: infra/kubernetes/base/humai.env is not there',
    ]);
  });

  it('name every manifest', () => {
    expect(kustomizationsNameTheirFiles.problems(repository('resources: []\n', 'infra/kubernetes/base/a.yaml'))).toStrictEqual(['infra/kubernetes/base/a.yaml: no kustomization names it']);
  });
});
