import { type Check, manifestsOf } from './repository.js';

type Lock = Readonly<{ packages: Readonly<Record<string, Readonly<{ resolved?: string; link?: boolean; optionalDependencies?: Readonly<Record<string, string>> }>>> }>;
type Overrides = { readonly [name: string]: string | Overrides };
type Manifest = Readonly<{ name: string; private?: boolean; nx?: { tags?: readonly string[]; targets?: Record<string, unknown> }; overrides?: Overrides }> &
  Readonly<Partial<Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>>>;

/** A version, or another package at a version in this one's place. */
const EXACT = /^(npm:[@\w./-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;
const versionsOf = (overrides: Overrides = {}): [name: string, version: string][] =>
  Object.entries(overrides).flatMap(([name, version]) => (typeof version === 'string' ? [[name, version] as [string, string]] : versionsOf(version)));

/** Where Node looks for `name` when the package at `from` asks for it, nearest first. */
function placesOf(name: string, from: string): string[] {
  const inside = from === '' ? [] : [`${from}/node_modules/${name}`];
  const above = from.lastIndexOf('/node_modules/');
  return [...inside, ...(above > 0 ? placesOf(name, from.slice(0, above)) : [`node_modules/${name}`])];
}

/** npm's default. Put together, because the lock file alone may hold the address of a registry. */
export const PUBLIC_REGISTRY = `https://${['registry', 'npmjs', 'org'].join('.')}/`;

export const lockIsComplete: Check = {
  name: 'the lock file has an entry for every optional package',
  // Where a registry lacks a platform's package, `npm install` leaves it out silently and `npm ci` fails elsewhere.
  problems({ read }) {
    const { packages } = JSON.parse(read('package-lock.json')) as Lock;
    return Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies)
        .filter((name) => !placesOf(name, from).some((place) => place in packages))
        .map((name) => `package-lock.json: ${from || 'the root'} wants ${name}, which has no entry: npm ci will fail`),
    );
  },
};

export const lockNamesNoMirror: Check = {
  name: 'the lock file names no registry but the public one',
  problems({ read }) {
    const { packages } = JSON.parse(read('package-lock.json')) as Lock;
    const elsewhere = Object.entries(packages).filter(([, { resolved, link }]) => !link && resolved !== undefined && !resolved.startsWith(PUBLIC_REGISTRY));
    return elsewhere.map(([name, { resolved }]) => `package-lock.json: ${name} comes from ${resolved}`);
  },
};

export const versionsAreExact: Check = {
  name: 'every dependency is pinned to one version',
  problems: (repository) =>
    manifestsOf(repository).flatMap((file) => {
      const manifest = JSON.parse(repository.read(file)) as Manifest;
      const { dependencies, devDependencies, optionalDependencies, overrides } = manifest;
      return [...Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies }), ...versionsOf(overrides)]
        .filter(([, version]) => !EXACT.test(version))
        .map(([name, version]) => `${file}: ${name} is "${version}", not one exact version`);
    }),
};

const tagsOf = (manifest: Manifest, kind: string): readonly string[] => (manifest.nx?.tags ?? []).filter((t) => t.startsWith(`${kind}:`));

export const projectsAreTagged: Check = {
  name: 'every project has its two tags and its two targets',
  problems: (repository) =>
    manifestsOf(repository).filter((f) => f !== 'package.json').flatMap((file) => {
      const manifest = JSON.parse(repository.read(file)) as Manifest;
      const [types, scopes, targets] = [tagsOf(manifest, 'type'), tagsOf(manifest, 'scope'), manifest.nx?.targets ?? {}];
      return [
        ...(types.length === 1 ? [] : [`${file}: ${types.length} type tags instead of one`]),
        ...(scopes.length === 1 ? [] : [`${file}: ${scopes.length} scope tags instead of one`]),
        ...['lint', 'test'].filter((t) => !(t in targets)).map((t) => `${file}: no target "${t}"`),
        ...(manifest.private ? [] : [`${file}: not private`]),
      ];
    }),
};
