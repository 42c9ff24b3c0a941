import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from './repository.js';
import { PUBLIC_REGISTRY } from './packages.js';
import { decisionsAreNumbered, linksLead, noMachinePaths, noRegistryHosts } from './texts.js';

describe('paths and hosts', () => {
  // Put together here, so that this file does not hold what it forbids.
  const home = ['', 'home', 'somebody', 'humai'].join('/');

  it('names the line that holds a folder of a machine', () => {
    expect(noMachinePaths.problems(repositoryOf({ 'a.ts': `const a = 1;\nconst b = '${home}';\n` }))).toStrictEqual([`a.ts:2: a machine path: const b = '${home}';`]);
  });

  it('does not mistake addresses and relative paths for one', () => {
    expect(noMachinePaths.problems(repositoryOf({ 'a.md': `https://a.example/${'home'}/page \`./${'tmp'}/x\` ../${'work'}/x {root}/${'work'}/x /v1/${'work'} /${'home'}` }))).toStrictEqual([]);
  });

  it('names a registry that is not the public one', () => {
    const host = `https://${'registry'}.corp.example/`;
    expect(noRegistryHosts.problems(repositoryOf({ '.npmrc': `registry${'='}x\n`, 'b.md': `see ${host}` }))).toStrictEqual([`.npmrc:1: a registry: registry${'='}x`, `b.md:1: a registry: see ${host}`]);
    expect(noRegistryHosts.problems(repositoryOf({ 'b.md': `${PUBLIC_REGISTRY}x https://www.npmjs.com/package/x` }))).toStrictEqual([]);
  });

  it('lets a spec, and nothing else, name a registry on a host that nobody can have', () => {
    const reserved = ['npm.example', 'registry.corp.test/x', 'mirror.invalid:8081', 'npm.example.org', 'nexus.localhost'].map((host) => `https://${host}`);
    expect(noRegistryHosts.problems(repositoryOf({ 'a.spec.ts': reserved.map((url) => `'${url}' ${url}`).join('\n') }))).toStrictEqual([]);
    expect(noRegistryHosts.problems(repositoryOf({ 'a.ts': reserved[0]! }))).toStrictEqual([`a.ts:1: a registry: ${reserved[0]}`]);
  });

  it('is not deceived by a reserved name in front of, or beside, a host that somebody has', () => {
    const hosts = ['npm.example.corp.com', 'npm.example@evil.com', 'npm.examples', `npm.test/ https://${'npm'}.corp.com`].map((host) => `https://${host}`);
    expect(noRegistryHosts.problems(repositoryOf({ 'a.spec.ts': hosts.join('\n') }))).toStrictEqual(hosts.map((host, i) => `a.spec.ts:${i + 1}: a registry: ${host}`));
  });
});

describe('documents', () => {
  it('link only to what is there', () => {
    const files = { 'docs/README.md': '[a](adr/0001-x.md#part) [b](../README.md) [c](adr) [d](https://a.example) [e](#here)\n```\n[f](nowhere.md)\n```', 'docs/adr/0001-x.md': '[g](gone.md)', 'README.md': '' };
    expect(linksLead.problems(repositoryOf(files))).toStrictEqual(['docs/adr/0001-x.md: a link to gone.md, which is not there']);
  });

  it('number and list the decisions', () => {
    const record = '# x\n\n## Context\n\n## Decision\n\n## Consequences\n';
    expect(decisionsAreNumbered.problems(repositoryOf({ 'docs/adr/README.md': '(0001-a.md)', 'docs/adr/0001-a.md': record, 'docs/adr/0003-b.md': record.replace('## Decision', '') }))).toStrictEqual([
      'docs/adr/0003-b.md: number 2 was expected here',
      'docs/adr/README.md does not list docs/adr/0003-b.md',
      'docs/adr/0003-b.md: no "## Decision"',
    ]);
  });
});
