// Makes the secrets of a system under Docker Compose: each once, by chance, into a folder that git does not know.
// Safe to repeat: what is there stays. `node infra/compose/make-secrets.mjs [folder]`
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), 'secrets');
// Only the owner gets into the folder. The files in it are readable by all, because Compose mounts each of them alone, as it is, and
// the containers run under other users than the one who ran this.
mkdirSync(folder, { recursive: true, mode: 0o700 });

/** The text of a secret; made when it is not there. */
function secret(name, make, mode = 0o444) {
  const file = join(folder, name);
  if (!existsSync(file)) {
    writeFileSync(file, make(), { mode, flag: 'wx' });
    console.log(`made ${name}`);
  }
  return readFileSync(file, 'utf8').trim();
}
// Of letters and digits only, so it can stand in an address.
const password = () => randomBytes(24).toString('hex');

secret('vault-master.key', () => `${randomBytes(32).toString('base64')}\n`);
secret('mongo-root', password);
secret('mongo-keyfile', () => randomBytes(756).toString('base64'));
secret('grafana-admin', password);
const mongo = secret('mongo-humai', password);
const kafka = secret('kafka', () => `humai=${password()}\n`).slice('humai='.length);

// A token issuer of this system's own, in the form in which `humai token` finds it; replace it by an OIDC provider (docs/how-to/run-with-compose.md).
mkdirSync(join(folder, 'identity'), { recursive: true, mode: 0o700 });
const issuer = JSON.parse(secret('identity/issuer-key.json', () => {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(JSON.stringify({ crv: jwk.crv, kty: jwk.kty, x: jwk.x })).digest('base64url'); // RFC 7638
  return JSON.stringify({ ...jwk, alg: 'EdDSA', use: 'sig', kid });
}, 0o600));
const { d: _, ...verifyKey } = issuer;
secret('jwks.json', () => JSON.stringify({ keys: [verifyKey] }));

// The addresses hold passwords, so they are a secret, too: Node reads them by --env-file, and `docker inspect` does not show them.
secret('addresses.env', () => [
  'HUMAI_EVENT_STORE=esdb://eventstore:2113?tls=false',
  `HUMAI_EVENT_FEED=kafka://humai:${kafka}@kafka:9092?sasl=plain`,
  `HUMAI_READ_STORE=mongodb://humai:${mongo}@mongo:27017/humai?replicaSet=rs0&authSource=humai`,
  '',
].join('\n'));
