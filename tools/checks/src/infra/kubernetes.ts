import { join } from 'node:path';
import ts from 'typescript';
import { type Check, folderOf, type Repository } from '../repository/repository.js';
import { at, documentsOf, listAt, type Tree } from './yaml.js';

/** Schema and types of Kubernetes itself (kubernetes-models 5: version 1.36) and of the two extensions that components use. */
const EXTENSIONS: Readonly<Record<string, string>> = { 'keda.sh': '@kubernetes-models/keda', 'monitoring.coreos.com': '@kubernetes-models/prometheus-operator' };

export type Manifest = Readonly<{ file: string; kind: string; name: string; tree: Tree }>;

const FOLDER = 'infra/kubernetes/';
const isManifest = (file: string): boolean => file.startsWith(FOLDER) && /\.yaml$/.test(file);
const isKustomization = (file: string): boolean => file.endsWith('/kustomization.yaml');

/** Every object that is applied to a cluster, as it stands in its file; what overlays patch is not applied here. */
export const manifestsOf = ({ files, read }: Repository): readonly Manifest[] =>
  files.filter((f) => isManifest(f) && !isKustomization(f)).flatMap((file) =>
    documentsOf(read(file)).map((tree) => ({ file, tree, kind: String(tree['kind']), name: String(at(tree, 'metadata.name')) })));

/** `networking.k8s.io/v1` and `Ingress` → `kubernetes-models/networking.k8s.io/v1/Ingress`. */
export function moduleOf(apiVersion: string, kind: string): string {
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return `${EXTENSIONS[group] ?? 'kubernetes-models'}/${apiVersion}/${kind}`;
}

const place = ({ file, kind, name }: Manifest): string => `${file}: ${kind} ${name}`;

type Model = new (data: Tree) => { validate(): void };

/** What the JSON schema of its kind has against an object. The schema lets fields pass that it does not know; see {@link unknownFields}. */
async function schemaProblems(manifest: Manifest): Promise<string[]> {
  const { tree, kind } = manifest;
  try {
    const module = (await import(moduleOf(String(tree['apiVersion']), kind))) as Record<string, Model>;
    new module[kind]!(tree).validate();
    return [];
  } catch (error) {
    const missing = ['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED', 'MODULE_NOT_FOUND'].includes((error as { code?: string }).code ?? '');
    return [`${place(manifest)}: ${missing ? `there is no such kind in ${String(tree['apiVersion'])}` : (error as Error).message.split('\n').join('; ')}`];
  }
}

/** Fields that their kind does not have, and values it does not take: each object as a literal of its type, by the compiler. */
export function unknownFields(manifests: readonly Manifest[], root: string): string[] {
  const file = join(root, 'tools/checks/src/infra/planted-manifests.mts');
  const starts: number[] = [];
  let text = '';
  manifests.forEach(({ tree, kind }, i) => {
    starts.push(text.length);
    text += `import type { I${kind} as T${i} } from '${moduleOf(String(tree['apiVersion']), kind)}';\nexport const m${i}: T${i} = ${JSON.stringify(tree, null, 1)};\n`;
  });
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, strict: true, skipLibCheck: true, noEmit: true, types: [] };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists.call(host, name);
  host.readFile = (name) => (name === file ? text : readFile.call(host, name));
  host.getSourceFile = (name, ...rest) => (name === file ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true) : getSourceFile.call(host, name, ...rest));
  const program = ts.createProgram([file], options, host);
  return program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ start = 0, messageText }) => {
    const manifest = manifests[starts.findLastIndex((s) => s <= start)]!;
    return `${place(manifest)}: ${innermost(messageText)} (${text.slice(start, text.indexOf('\n', start)).trim().slice(0, 80)})`;
  });
}

const innermost = (message: string | ts.DiagnosticMessageChain): string =>
  typeof message === 'string' ? message : message.next?.length ? innermost(message.next.at(-1)!) : message.messageText;

export const manifestsFitSchema = (root: string): Check => ({
  name: 'the Kubernetes manifests fit the schemas of Kubernetes 1.36, KEDA and the Prometheus operator, without a field these do not know',
  async problems(repository) {
    const manifests = manifestsOf(repository);
    const problems = (await Promise.all(manifests.map(schemaProblems))).flat();
    return problems.length > 0 ? problems : unknownFields(manifests, root);
  },
});

/** What `kubectl kustomize` would say of files that are not there; and those that nobody names. */
export const kustomizationsNameTheirFiles: Check = {
  name: 'every kustomization names files that are there, and every manifest is named',
  problems(repository) {
    const named = new Set<string>();
    const known = (path: string) => repository.files.includes(path) || repository.files.includes(`${path}/kustomization.yaml`);
    const missing = repository.files.filter((f) => f.startsWith(FOLDER) && isKustomization(f)).flatMap((file) => {
      const [tree] = documentsOf(repository.read(file));
      const parts = ['resources', 'components'].flatMap((list) => listAt(tree, list).map(String));
      const envs = listAt(tree, 'configMapGenerator').flatMap((g) => listAt(g, 'envs').map(String));
      return [...parts, ...envs].map((entry) => resolve(folderOf(file), entry)).filter((path) => {
        named.add(path);
        return !known(path);
      }).map((path) => `${file}: ${path} is not there`);
    });
    const unnamed = repository.files.filter((f) => isManifest(f) && !isKustomization(f) && !named.has(f));
    return [...missing, ...unnamed.map((f) => `${f}: no kustomization names it`)];
  },
};

function resolve(folder: string, entry: string): string {
  const parts = folder.split('/');
  for (const part of entry.split('/')) if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  return parts.join('/');
}
