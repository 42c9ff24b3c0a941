import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Caller, DomainError } from '@humai/kernel';
import { calculateJwkThumbprint, type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose';
import { AUDIENCE, callerOfClaims, Grants, type TokenVerifier, verifyOptions } from './claims.js';

const ISSUER = 'urn:humai:embedded';
const FOLDER = 'identity';
const FILE = 'issuer-key.json';
const LONGEST_DAYS = 366;

export type MintRequest = Readonly<{ subject: string; grants: Caller['grants']; /** How long it is good for, 1 to 366. */ days: number }>;

/** The embedded system's own issuer of tokens (design §3). */
export type EmbeddedIssuer = TokenVerifier &
  Readonly<{
    issuer: string;
    /** The public half, as others may have it. */
    verifyKey: JWK;
    /** A signed token. Throws `SHAPE.INVALID` for a role, area or duration there is not. */
    mint(request: MintRequest): Promise<string>;
  }>;

/** Opens the issuer of a data directory; its key is made at first start and readable by its owner only. */
export async function openEmbeddedIssuer(directory: string): Promise<EmbeddedIssuer> {
  const jwk = readKey(directory) ?? (await makeKey(directory));
  const { d: _, ...verifyKey } = jwk;
  const [secret, known] = await Promise.all([importJWK(jwk, 'EdDSA'), importJWK(verifyKey, 'EdDSA')]);
  return {
    issuer: ISSUER,
    verifyKey,
    async mint({ subject, grants, days }) {
      const parsed = Grants.min(1).safeParse(grants);
      if (!parsed.success) throw invalid(parsed.error.issues[0]?.path.join('.') || 'grants', parsed.error.issues[0]?.message ?? '');
      if (!Number.isInteger(days) || days < 1 || days > LONGEST_DAYS) throw invalid('days', `1 to ${LONGEST_DAYS} days`);
      return new SignJWT({ humai: parsed.data })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'JWT', kid: verifyKey.kid! })
        .setIssuer(ISSUER).setAudience(AUDIENCE).setSubject(subject).setIssuedAt().setExpirationTime(`${days} days`)
        .sign(secret);
    },
    async verify(token) {
      return callerOfClaims(await payloadOf(token, known as CryptoKey));
    },
  };
}

async function payloadOf(token: string, key: CryptoKey): Promise<unknown> {
  try {
    return (await jwtVerify(token, key, verifyOptions(ISSUER, AUDIENCE))).payload;
  } catch {
    throw new DomainError('IDENTITY.INVALID');
  }
}

function readKey(directory: string): JWK | undefined {
  const file = join(directory, FOLDER, FILE);
  try {
    const jwk = JSON.parse(readFileSync(file, 'utf8')) as JWK;
    chmodSync(file, 0o600); // a copy or a restore may have opened it
    return jwk;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) throw new DomainError('STORE.DAMAGED', { file, problem: 'no JSON' });
    throw error;
  }
}

async function makeKey(directory: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('EdDSA', { crv: 'Ed25519', extractable: true });
  const exported = await exportJWK(privateKey);
  const jwk: JWK = { ...exported, alg: 'EdDSA', use: 'sig', kid: await calculateJwkThumbprint(exported) };
  const folder = join(directory, FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = join(folder, `${FILE}.${process.pid}`);
  writeFileSync(draft, JSON.stringify(jwk), { mode: 0o600, flag: 'w', flush: true });
  try {
    linkSync(draft, join(folder, FILE)); // of two first starts at once, one key wins
    return jwk;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readKey(directory)!;
  } finally {
    rmSync(draft);
  }
}

const invalid = (place: string, problem: string) => new DomainError('SHAPE.INVALID', { problem, place }, place);
