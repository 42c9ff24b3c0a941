#!/usr/bin/env node
// The `humai` command: makes sure that the right Node runs an up-to-date build, then hands over.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NODE_MAJOR, pinnedNode, requireNode } from '../../../tools/build/node-version.mjs';

if (Number(process.versions.node.split('.')[0]) < NODE_MAJOR) {
  const node = pinnedNode();
  if (!node) requireNode();
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
} else {
  const tools = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'tools', 'build', 'compile.mjs');
  // An image without the sources' compiler runs what was built into it.
  if (existsSync(tools)) {
    const { compile } = await import(tools).catch(() => ({ compile: async () => 0 }));
    await compile();
  }
  // Before what is to be traced is loaded.
  if (Object.keys(process.env).some((name) => name.startsWith('OTEL_'))) await import('@humai/wiring/tracing');
  const { main } = await import('../dist/main.js');
  process.exitCode = await main(process.argv);
}
