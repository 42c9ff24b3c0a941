import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type EmbeddedIssuer, openEmbeddedIssuer } from '@humai/auth';

/** The keys of a system on one machine, made at its first start: files that only their owner can read. */
export async function keysOf(directory: string): Promise<Readonly<{ vaultKeyFile: string; jwks: string; issuer: EmbeddedIssuer }>> {
  const vaultKeyFile = join(directory, 'vault-master.key');
  if (!existsSync(vaultKeyFile)) writeFileSync(vaultKeyFile, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  const issuer = await openEmbeddedIssuer(directory);
  const jwks = join(directory, 'jwks.json');
  const text = JSON.stringify({ keys: [issuer.verifyKey] });
  if (!existsSync(jwks) || readFileSync(jwks, 'utf8') !== text) writeFileSync(jwks, text);
  return { vaultKeyFile, jwks, issuer };
}
