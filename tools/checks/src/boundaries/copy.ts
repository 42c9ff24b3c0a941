import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

const LEFT_OUT = new Set(['node_modules', 'dist', '.git', '.nx', '.cache', 'reports', 'coverage']);
const isLeftOut = (path: string): boolean => LEFT_OUT.has(basename(path)) || basename(path).startsWith('.humai');

/** Every source of the workspace below `folder` whose name has the text; paths relative to `folder`. */
export const filesNamed = (folder: string, text: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink() || isLeftOut(path)) return [];
    if (entry.isDirectory()) return filesNamed(path, text).map((f) => join(entry.name, f));
    return entry.name.includes(text) ? [entry.name] : [];
  });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

/** Copies the workspace without what is made or installed; packages are linked, the workspace's own ones to the copy. Throws when a copy is in use. */
export function copyWorkspace(root: string, copy: string): void {
  const owner = join(copy, '.owner');
  if (existsSync(owner) && isAlive(Number(readFileSync(owner, 'utf8')))) throw new Error(`another proof is running in ${relative(root, copy)}`);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  writeFileSync(owner, String(process.pid));
  for (const name of readdirSync(root).filter((n) => !isLeftOut(n)))
    cpSync(join(root, name), join(copy, name), { recursive: true, filter: (source) => !isLeftOut(source) });

  const modules = join(root, 'node_modules');
  const scope = '@humai';
  mkdirSync(join(copy, 'node_modules', scope), { recursive: true });
  for (const name of readdirSync(modules).filter((n) => n !== scope && n !== '.cache')) symlinkSync(join(modules, name), join(copy, 'node_modules', name));
  for (const manifest of filesNamed(copy, 'package.json').filter((f) => f !== 'package.json')) {
    const { name } = JSON.parse(readFileSync(join(copy, manifest), 'utf8')) as { name: string };
    symlinkSync(join(copy, dirname(manifest)), join(copy, 'node_modules', name));
  }
}

/** The name of the project a file belongs to. */
export function projectOf(root: string, file: string): string {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    const manifest = join(root, folder, 'package.json');
    if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { name: string }).name;
  }
  throw new Error(`${file} is in no project`);
}
