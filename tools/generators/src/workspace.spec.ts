import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Workspace } from './workspace.js';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'humai-workspace-'));
  mkdirSync(join(root, 'libs'));
  writeFileSync(join(root, 'libs/a.ts'), 'a');
});
afterEach(() => rmSync(root, { recursive: true }));
const onDisk = (file: string): string | null => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : null);

describe('a planned workspace', () => {
  it('is read as it will be, and nothing is on disk before it is written', () => {
    const workspace = new Workspace(root);
    workspace.create('libs/new/b.ts', 'b');
    workspace.edit('libs/a.ts', 'A');
    expect([workspace.read('libs/new/b.ts'), workspace.read('libs/a.ts'), workspace.exists('libs/new/b.ts'), workspace.sources('libs')]).toStrictEqual(['b', 'A', true, ['libs/a.ts', 'libs/new/b.ts']]);
    expect([onDisk('libs/new/b.ts'), onDisk('libs/a.ts')]).toStrictEqual([null, 'a']);
    expect(workspace.write()).toStrictEqual({ created: ['libs/new/b.ts'], changed: ['libs/a.ts'] });
    expect([onDisk('libs/new/b.ts'), onDisk('libs/a.ts')]).toStrictEqual(['b', 'A']);
  });

  it('never overwrites', () => {
    const workspace = new Workspace(root);
    expect(() => workspace.create('libs/a.ts', 'b')).toThrow('libs/a.ts is there already; nothing was written.');
    workspace.create('libs/b.ts', 'b');
    expect(() => workspace.create('libs/b.ts', 'c')).toThrow('libs/b.ts is there already; nothing was written.');
  });

  it('does not count what stays as it was', () => {
    const workspace = new Workspace(root);
    workspace.edit('libs/a.ts', 'a');
    expect(workspace.write()).toStrictEqual({ created: [], changed: [] });
  });

  it('looks past specs, test code and what is built', () => {
    for (const file of ['libs/a.spec.ts', 'libs/dist/a.ts', 'libs/testing/a.ts', 'libs/a.d.ts', 'libs/a.md']) {
      mkdirSync(join(root, file, '..'), { recursive: true });
      writeFileSync(join(root, file), '');
    }
    expect([new Workspace(root).sources('libs'), new Workspace(root).sources('nowhere')]).toStrictEqual([['libs/a.ts'], []]);
  });

  it('puts everything back when one file cannot be written', () => {
    const workspace = new Workspace(root);
    workspace.edit('libs/a.ts', 'A');
    workspace.create('libs/new/b.ts', 'b');
    workspace.create('libs/a.ts/c.ts', 'a file stands where a folder is needed');
    expect(() => workspace.write()).toThrow(/^Nothing was written: /);
    expect([onDisk('libs/a.ts'), existsSync(join(root, 'libs/new'))]).toStrictEqual(['a', false]);
  });
});
