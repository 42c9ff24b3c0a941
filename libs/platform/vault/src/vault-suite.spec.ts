import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeClock, vaultSuite } from '@humai/testing';
import { openSqliteVault, type SqliteVault } from './index.js';

vaultSuite('sqlite', () => {
  const directory = mkdtempSync(join(tmpdir(), 'vault-'));
  let vault: SqliteVault | undefined;
  const open = async () => (vault = await openSqliteVault({ directory, clock: new FakeClock() }));
  const close = async () => vault?.close();
  return { open, reopen: async () => (await close(), open()), dispose: async () => (await close(), rmSync(directory, { recursive: true })) };
});
