import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReadStore } from '@humai/kernel';
import { readStoreSuite } from '@humai/testing';
import { openSqliteReadStore } from './index.js';

readStoreSuite('SQLite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'humai-read-store-'));
  let store: ReadStore | undefined;
  const open = async () => (store = await openSqliteReadStore({ file: join(directory, 'read.sqlite') }));
  return { open, reopen: async () => (await store?.close(), open()), dispose: async () => (await store?.close(), rmSync(directory, { recursive: true })) };
});
