import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from '../repository/repository.js';
import { COMMON_VARIABLES, podsKeepHouseRules } from './pods.js';

const FILE = 'infra/kubernetes/base/ledger.yaml';
const GOOD = `apiVersion: apps/v1
kind: Deployment
metadata: { name: ledger }
spec:
  replicas: 2
  selector: { matchLabels: { app: ledger } }
  template:
    metadata: { labels: { app: ledger, more: 'true' } }
    spec:
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 45
      securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
      topologySpreadConstraints: [{ maxSkew: 1 }]
      containers:
        - name: service
          command: [node, apps/ledger/dist/main.js]
          env: [{ name: HUMAI_VAULT_KEY_FILE, value: /run/key }, { name: HUMAI_READ_STORE, valueFrom: { secretKeyRef: { name: a, key: b } } }]
          startupProbe: { httpGet: { path: /health/live } }
          livenessProbe: { httpGet: { path: /health/live } }
          readinessProbe: { httpGet: { path: /health/ready } }
          lifecycle: { preStop: { sleep: { seconds: 5 } } }
          resources: { requests: { cpu: 1, memory: 1Gi }, limits: { memory: 1Gi } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
---
kind: Service
metadata: { name: ledger }
spec: { selector: { app: ledger } }
---
kind: PodDisruptionBudget
metadata: { name: ledger }
spec: { selector: { matchLabels: { app: ledger } } }
---
kind: Ingress
metadata: { name: humai }
spec: { rules: [{ http: { paths: [{ path: /v1/ledger, backend: { service: { name: ledger } } }] } }] }
---
kind: NetworkPolicy
metadata: { name: deny }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;
const problems = (yaml: string, stopWithin = 30) => podsKeepHouseRules.problems(repositoryOf({ [FILE]: yaml, [COMMON_VARIABLES]: `HUMAI_STOP_WITHIN=${stopWithin}\n`, 'apps/ledger/src/main.ts': '' }));

describe('pods', () => {
  it('keep the rules of the house', () => {
    expect(problems(GOOD)).toStrictEqual([]);
  });

  it.each([
    ['runAsNonRoot: true', 'runAsNonRoot: false', 'may run as root'],
    ['RuntimeDefault', 'Unconfined', 'has no seccomp profile'],
    ['automountServiceAccountToken: false', 'automountServiceAccountToken: true', 'is given a token of the cluster'],
    ['allowPrivilegeEscalation: false', 'allowPrivilegeEscalation: true', 'may gain privileges'],
    ['readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 'may write to its file system'],
    ['drop: [ALL]', 'drop: []', 'keeps capabilities'],
    ['limits: { memory: 1Gi }', 'limits: {}', 'does not say what it needs'],
    ['apps/ledger/dist', 'apps/ledgers/dist', 'runs no app there is: node,apps/ledgers/dist/main.js'],
    ['name: HUMAI_VAULT_KEY_FILE, value: /run/key', 'name: HUMAI_VAULT_KEY, value: abc', 'holds HUMAI_VAULT_KEY in clear'],
    ['name: HUMAI_VAULT_KEY_FILE, value: /run/key', "name: HUMAI_READ_STORE, value: 'mongodb://u:p@h/d'", 'holds HUMAI_READ_STORE in clear'],
    ['startupProbe', 'noProbe', 'has no startupProbe at /health/live'],
    ['livenessProbe: { httpGet: { path: /health/live } }', 'livenessProbe: { httpGet: { path: /health/ready } }', 'has no livenessProbe at /health/live'],
    ['path: /health/ready', 'path: /health/live', 'has no readinessProbe at /health/ready'],
    ['matchLabels: { app: ledger } }\n  template', 'matchLabels: { app: other } }\n  template', 'does not select its own pods'],
    ['replicas: 2', 'replicas: 1', 'has no second pod'],
    ['terminationGracePeriodSeconds: 45', 'terminationGracePeriodSeconds: 35', 'is killed before its pause and HUMAI_STOP_WITHIN (5 + 30 s) are over'],
    ['topologySpreadConstraints: [{ maxSkew: 1 }]', 'topologySpreadConstraints: []', 'is not spread'],
    ['kind: Service\n', 'kind: Servant\n', 'has no Service'],
    ['kind: PodDisruptionBudget', 'kind: Budget', 'has no PodDisruptionBudget'],
    ['path: /v1/ledger', 'path: /v1/legder', 'has no path /v1/ledger in the Ingress'],
  ])('with %j as %j break one', (from, to, problem) => {
    expect(problems(GOOD.replace(from, to))).toStrictEqual([`${FILE}: Deployment ledger ${problem}`]);
  });

  it('are denied everything first, and no secret lies beside them', () => {
    expect(problems(GOOD.replace('policyTypes: [Ingress, Egress]', 'policyTypes: [Ingress, Egress], egress: [{}]'))).toStrictEqual(['no NetworkPolicy denies everything first']);
    expect(problems(`${GOOD}---\nkind: Secret\nmetadata: { name: s }\n`)).toStrictEqual([`${FILE}: a Secret stands in the repository`]);
  });

  it('may take longer to stop only when they are given longer', () => {
    expect(problems(GOOD, 40)).toStrictEqual([`${FILE}: Deployment ledger is killed before its pause and HUMAI_STOP_WITHIN (5 + 40 s) are over`]);
  });
});
