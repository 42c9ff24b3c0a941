// Compiles every project's src/ to dist/ with SWC, only what is newer than its output. About a second for the whole house.
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformFile } from '@swc/core';
import { swcOptions } from './swc.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

const foldersOf = (dir) => readdirSync(dir, { withFileTypes: true }).filter((d) => d.isDirectory() && d.name !== 'node_modules');
const modified = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs;

/** Every folder below apps, libs and tools that has its own package.json. */
export function projectFolders(from = ['apps', 'libs', 'tools'].map((d) => join(root, d))) {
  return from.flatMap((dir) => {
    if (!modified(dir)) return [];
    return foldersOf(dir).flatMap((d) => {
      const folder = join(dir, d.name);
      return modified(join(folder, 'package.json')) ? [folder] : projectFolders([folder]);
    });
  });
}

const sourcesOf = (folder) =>
  modified(folder) === undefined ? []
    : readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((f) => f.isFile() && f.name.endsWith('.ts') && !f.name.endsWith('.d.ts'))
        .map((f) => join(f.parentPath, f.name));

/** Compiles what changed; returns how many files were written. */
export async function compile() {
  let written = 0;
  const jobs = projectFolders().flatMap((project) => {
    const src = join(project, 'src');
    const dist = join(project, 'dist');
    const wanted = new Set();
    const out = sourcesOf(src).map((file) => {
      const target = join(dist, relative(src, file)).replace(/\.ts$/, '.js');
      wanted.add(target);
      return { file, target };
    });
    // A renamed source must not leave its old output behind to be imported.
    if (modified(dist))
      for (const f of readdirSync(dist, { recursive: true, withFileTypes: true })) {
        const path = join(f.parentPath, f.name);
        if (f.isFile() && path.endsWith('.js') && !wanted.has(path)) rmSync(path);
      }
    return out.filter(({ file, target }) => (modified(target) ?? 0) < modified(file));
  });
  await Promise.all(
    jobs.map(async ({ file, target }) => {
      const { code, map } = await transformFile(file, { ...swcOptions, filename: file });
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, `${code}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`);
      if (map) writeFileSync(`${target}.map`, map);
      written += 1;
    }),
  );
  return written;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = performance.now();
  const written = await compile();
  if (written > 0) console.log(`compiled ${written} files in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
