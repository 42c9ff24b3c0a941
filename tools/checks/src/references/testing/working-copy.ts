import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Repository } from '../../repository/repository.js';

const LEFT_OUT = new Set(['node_modules', 'dist']);

const filesIn = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    LEFT_OUT.has(entry.name) ? [] : entry.isDirectory() ? filesIn(root, `${folder}/${entry.name}`) : [`${folder}/${entry.name}`]);

/** The files below some folders as they lie on the disk: specs must run where there is no git. */
export const workingCopy = (root: string, folders: readonly string[]): Repository => ({
  files: folders.flatMap((folder) => filesIn(root, folder)).sort(),
  read: (file) => readFileSync(join(root, file), 'utf8'),
});
