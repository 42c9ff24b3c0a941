import { readFileSync } from 'node:fs';
import { DomainError } from '@humai/kernel';
import { createLocalJWKSet, createRemoteJWKSet, type JSONWebKeySet, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { JOSEError, JWKSTimeout } from 'jose/errors';
import { AUDIENCE, callerOfClaims, type TokenVerifier, verifyOptions } from './claims.js';

export type OidcOptions = Readonly<{
  issuer: string;
  /** Where the provider publishes its keys: an `http(s):` address, fetched when first needed and again for an unknown key id; or a file with a JWK set. */
  jwks: string;
  audience?: string;
}>;

/** Verifies tokens of an OIDC provider by its published keys. Throws `IDENTITY.NO_KEYS` for a file that holds none. */
export function createOidcVerifier({ issuer, jwks, audience = AUDIENCE }: OidcOptions): TokenVerifier {
  const keys: JWTVerifyGetKey = /^https?:/.test(jwks) ? createRemoteJWKSet(new URL(jwks)) : keysOfFile(jwks);
  return {
    async verify(token) {
      try {
        return callerOfClaims((await jwtVerify(token, keys, verifyOptions(issuer, audience))).payload);
      } catch (error) {
        // A provider that cannot be reached is no fault of the token.
        if (error instanceof JWKSTimeout || !(error instanceof JOSEError || error instanceof DomainError)) throw new DomainError('SERVICE.BUSY');
        throw new DomainError('IDENTITY.INVALID');
      }
    },
  };
}

function keysOfFile(file: string): JWTVerifyGetKey {
  try {
    return createLocalJWKSet(JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet);
  } catch (error) {
    throw new DomainError('IDENTITY.NO_KEYS', { file, problem: (error as NodeJS.ErrnoException).code ?? (error as Error).name });
  }
}
