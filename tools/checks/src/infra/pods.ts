import type { Check, Repository } from '../repository/repository.js';
import { type Manifest, manifestsOf } from './kubernetes.js';
import { at, listAt, type Tree, treeAt, variablesOf } from './yaml.js';

export const COMMON_VARIABLES = 'infra/kubernetes/base/humai.env';

const PROBES = { startupProbe: '/health/live', livenessProbe: '/health/live', readinessProbe: '/health/ready' };

/** Of anything that runs pods. */
function podProblems({ tree, kind }: Manifest, { files }: Repository): string[] {
  const pod = treeAt(tree, 'spec.template.spec');
  const asked: readonly (readonly [holds: boolean, problem: string])[] = [
    [at(pod, 'securityContext.runAsNonRoot') === true, 'may run as root'],
    [at(pod, 'securityContext.seccompProfile.type') === 'RuntimeDefault', 'has no seccomp profile'],
    [pod['automountServiceAccountToken'] === false, 'is given a token of the cluster'],
    ...listAt(pod, 'containers').flatMap((container) => {
      const app = /apps\/([\w-]+)\/dist\/main\.js/.exec(((container['command'] ?? []) as string[]).join(' '))?.[1];
      return [
        [at(container, 'securityContext.allowPrivilegeEscalation') === false, 'may gain privileges'],
        [at(container, 'securityContext.readOnlyRootFilesystem') === true, 'may write to its file system'],
        [JSON.stringify(at(container, 'securityContext.capabilities.drop')) === '["ALL"]', 'keeps capabilities'],
        [at(container, 'resources.requests.cpu') !== undefined && at(container, 'resources.requests.memory') !== undefined && at(container, 'resources.limits.memory') !== undefined, 'does not say what it needs'],
        [app !== undefined && files.includes(`apps/${app}/src/main.ts`), `runs no app there is: ${String(container['command'])}`],
        ...listAt(container, 'env').filter((e) => 'value' in e && (/PASS|SECRET|TOKEN|_KEY$/.test(String(e['name'])) || /:\/\/[^/]*@/.test(String(e['value'])))).map((e) => [false, `holds ${String(e['name'])} in clear`] as const),
        ...(kind === 'Deployment' ? Object.entries(PROBES).map(([probe, path]) => [at(container, `${probe}.httpGet.path`) === path, `has no ${probe} at ${path}`] as const) : []),
      ] as (readonly [boolean, string])[];
    }),
  ];
  return asked.filter(([holds]) => !holds).map(([, problem]) => problem);
}

function deploymentProblems({ tree, name }: Manifest, all: readonly Manifest[], stopWithin: number): string[] {
  const labels = treeAt(tree, 'spec.template.metadata.labels');
  const selects = (selector: unknown) => Object.entries((selector ?? { none: '' }) as Record<string, string>).every(([k, v]) => labels[k] === v);
  const pause = Number(at(tree, 'spec.template.spec.containers.0.lifecycle.preStop.sleep.seconds') ?? 0);
  return [
    ...(selects(at(tree, 'spec.selector.matchLabels')) ? [] : ['does not select its own pods']),
    ...(Number(at(tree, 'spec.replicas')) >= 2 ? [] : ['has no second pod']),
    ...(Number(at(tree, 'spec.template.spec.terminationGracePeriodSeconds')) > stopWithin + pause ? [] : [`is killed before its pause and HUMAI_STOP_WITHIN (${pause} + ${stopWithin} s) are over`]),
    ...(listAt(tree, 'spec.template.spec.topologySpreadConstraints').length > 0 ? [] : ['is not spread']),
    ...(all.some((m) => m.kind === 'Service' && m.name === name && selects(at(m.tree, 'spec.selector'))) ? [] : ['has no Service']),
    ...(all.some((m) => m.kind === 'PodDisruptionBudget' && selects(at(m.tree, 'spec.selector.matchLabels'))) ? [] : ['has no PodDisruptionBudget']),
    ...(all.some((m) => m.kind === 'Ingress' && pathsOf(m.tree).some((p) => p.path === `/v1/${name}` && p.service === name)) ? [] : [`has no path /v1/${name} in the Ingress`]),
  ];
}

const pathsOf = (ingress: Tree) => listAt(ingress, 'spec.rules').flatMap((rule) => listAt(rule, 'http.paths')).map((p) => ({ path: String(p['path']), service: String(at(p, 'backend.service.name')) }));

const deniesAll = ({ kind, tree }: Manifest): boolean =>
  kind === 'NetworkPolicy' && Object.keys(treeAt(tree, 'spec.podSelector')).length === 0 && JSON.stringify(at(tree, 'spec.policyTypes')) === '["Ingress","Egress"]' && at(tree, 'spec.ingress') === undefined && at(tree, 'spec.egress') === undefined;

export const podsKeepHouseRules: Check = {
  name: 'every pod is confined, probed, bounded and spread, no secret stands in a manifest, and nothing speaks that was not allowed to',
  problems(repository) {
    const all = manifestsOf(repository);
    const stopWithin = Number(variablesOf(repository.files.includes(COMMON_VARIABLES) ? repository.read(COMMON_VARIABLES) : '')['HUMAI_STOP_WITHIN'] ?? 15);
    return [
      ...all.filter((m) => m.kind === 'Secret').map((m) => `${m.file}: a Secret stands in the repository`),
      ...(all.length === 0 || all.some(deniesAll) ? [] : ['no NetworkPolicy denies everything first']),
      ...all.filter((m) => at(m.tree, 'spec.template.spec.containers') !== undefined)
        .flatMap((m) => [...podProblems(m, repository), ...(m.kind === 'Deployment' ? deploymentProblems(m, all, stopWithin) : [])].map((p) => `${m.file}: ${m.kind} ${m.name} ${p}`)),
    ];
  },
};
