// Humai runs on the Node that its lock file pins (an npm package), whatever Node the machine has.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const NODE_MAJOR = 24;
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The path of a Node of the pinned major version, or null where none was installed for this platform. */
export function pinnedNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  const modules = join(root, 'node_modules');
  if (!existsSync(modules)) return null;
  for (const name of readdirSync(modules).filter((n) => /^node-(bin-)?(linux|darwin|win)-/.test(n)))
    for (const file of ['bin/node', 'bin/node.exe']) {
      const path = join(modules, name, file);
      if (existsSync(path)) return path;
    }
  return null;
}

/** Ends the process with one clear sentence when the running Node is too old. */
export function requireNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return;
  const remedy = pinnedNode()
    ? 'Start it through npm (npm start, npm test, npx humai …): npm runs the Node that the lock file pins.'
    : `npm had no pinned Node for ${process.platform}-${process.arch}: install Node ${NODE_MAJOR} and run the command again.`;
  console.error(`Humai needs Node ${NODE_MAJOR}; this is ${process.version}. ${remedy}`);
  process.exit(1);
}
