import { describe, expect, it } from '@jest/globals';
import { lockIsComplete, lockNamesNoMirror, projectsAreTagged, PUBLIC_REGISTRY, versionsAreExact } from './packages.js';
import { repositoryOf } from './repository.js';

const lock = (packages: Record<string, unknown>) => repositoryOf({ 'package-lock.json': JSON.stringify({ packages }) });
const manifest = (content: object) => repositoryOf({ 'libs/a/package.json': JSON.stringify(content) });
const project = { name: '@humai/a', private: true, nx: { tags: ['type:nest', 'scope:platform'], targets: { lint: {}, test: {} } } };

describe('the lock file', () => {
  it('is complete when an optional package stands beside, inside or above the one that wants it', () => {
    expect(lockIsComplete.problems(lock({
      '': { optionalDependencies: { x: '1.0.0' } },
      'node_modules/x': { optionalDependencies: { inside: '1.0.0', above: '1.0.0' } },
      'node_modules/x/node_modules/inside': { optionalDependencies: { above: '1.0.0' } },
      'node_modules/above': {},
    }))).toStrictEqual([]);
  });

  it('is incomplete when npm left a platform out', () => {
    expect(lockIsComplete.problems(lock({ 'node_modules/@swc/core': { optionalDependencies: { '@swc/core-darwin-arm64': '1.0.0' } }, 'node_modules/y/node_modules/@swc/core-darwin-arm64': {} })))
      .toStrictEqual(['package-lock.json: node_modules/@swc/core wants @swc/core-darwin-arm64, which has no entry: npm ci will fail']);
  });

  it('may leave the source of a package open or name the public registry, and no other', () => {
    expect(lockNamesNoMirror.problems(lock({
      'node_modules/open': {},
      'node_modules/public': { resolved: `${PUBLIC_REGISTRY}public/-/public-1.0.0.tgz` },
      'node_modules/own': { resolved: 'libs/own', link: true },
      'node_modules/mirrored': { resolved: 'https://npm.example/mirrored-1.0.0.tgz' },
    }))).toStrictEqual(['package-lock.json: node_modules/mirrored comes from https://npm.example/mirrored-1.0.0.tgz']);
  });
});

describe('the manifests', () => {
  it('pin one version each', () => {
    expect(versionsAreExact.problems(manifest({ dependencies: { a: '1.2.3', b: '^1.2.3' }, devDependencies: { c: 'latest' }, overrides: { d: '1.0.0-rc.1' } })))
      .toStrictEqual(['libs/a/package.json: b is "^1.2.3", not one exact version', 'libs/a/package.json: c is "latest", not one exact version']);
  });

  it('pin what replaces a package too, also below another one', () => {
    expect(versionsAreExact.problems(manifest({ overrides: { a: 'npm:b@1.0.0', c: { '.': '1.0.0', d: '^2.0.0' }, e: 'npm:f@latest' } })))
      .toStrictEqual(['libs/a/package.json: d is "^2.0.0", not one exact version', 'libs/a/package.json: e is "npm:f@latest", not one exact version']);
  });

  it('tag a project once by type and once by scope, and give it both targets', () => {
    expect(projectsAreTagged.problems(manifest(project))).toStrictEqual([]);
    expect(projectsAreTagged.problems(manifest({ ...project, nx: { tags: ['type:nest', 'type:adapter'], targets: { lint: {} } } }))).toStrictEqual([
      'libs/a/package.json: 2 type tags instead of one',
      'libs/a/package.json: 0 scope tags instead of one',
      'libs/a/package.json: no target "test"',
    ]);
  });
});
