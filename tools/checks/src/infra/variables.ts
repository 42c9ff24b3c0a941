import type { Check, Repository } from '../repository/repository.js';
import { composeOf, servicesOf } from './compose.js';
import { manifestsOf } from './kubernetes.js';
import { COMMON_VARIABLES } from './pods.js';
import { listAt, treeAt, variablesOf } from './yaml.js';

const SOURCES = /^libs\/platform\/(wiring-distributed\/src\/environment|wiring\/src\/settings)\.ts$/;
const DOCKERFILE = 'infra/docker/Dockerfile';
const SECRETS_SCRIPT = 'infra/compose/make-secrets.mjs';
const NAME = /\bHUMAI_[A-Z][A-Z_]*\b/g;

const namesIn = (text: string): string[] => [...new Set(text.match(NAME) ?? [])];

/** What services read: every name in the two files that read the environment. */
export const knownVariables = ({ files, read }: Repository): readonly string[] => [...new Set(files.filter((f) => SOURCES.test(f)).flatMap((f) => namesIn(read(f))))].sort();

type Place = Readonly<{ name: string; page: string; set: (repository: Repository) => readonly string[] }>;

const imageVariables = (repository: Repository): string[] => (repository.files.includes(DOCKERFILE) ? namesIn(/^ENV .*$/m.exec(repository.read(DOCKERFILE))?.[0] ?? '') : []);

const places: readonly Place[] = [
  {
    name: 'infra/compose', page: 'docs/how-to/run-with-compose.md',
    set: (repository) => [
      ...servicesOf(composeOf(repository)).flatMap(([, service]) => Object.keys(treeAt(service, 'environment'))),
      ...(repository.files.includes(SECRETS_SCRIPT) ? [...repository.read(SECRETS_SCRIPT).matchAll(/[`'](HUMAI_[A-Z_]+)=/g)].map(([, name]) => name!) : []),
    ],
  },
  {
    name: 'infra/kubernetes', page: 'docs/how-to/run-on-kubernetes.md',
    set: (repository) => [
      ...manifestsOf(repository).flatMap(({ tree }) => listAt(tree, 'spec.template.spec.containers')).flatMap((container) => listAt(container, 'env').map((e) => String(e['name']))),
      ...(repository.files.includes(COMMON_VARIABLES) ? Object.keys(variablesOf(repository.read(COMMON_VARIABLES))) : []),
    ],
  },
];

export const variablesAreKnownAndSet: Check = {
  name: 'the manifests set or explain every variable of a service, and none that no service reads',
  problems(repository) {
    const known = knownVariables(repository);
    const image = imageVariables(repository);
    return places.flatMap(({ name, page, set }) => {
      const given = [...new Set([...set(repository), ...image])];
      const explained = repository.files.includes(page) ? namesIn(repository.read(page)) : [];
      return [
        ...given.filter((v) => v.startsWith('HUMAI_') && !known.includes(v)).map((v) => `${name}: no service reads ${v}`),
        ...known.filter((v) => !given.includes(v) && !explained.includes(v)).map((v) => `${name}: ${v} is neither set there nor explained in ${page}`),
      ];
    });
  },
};
