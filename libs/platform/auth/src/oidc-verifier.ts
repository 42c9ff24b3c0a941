import { DomainError } from '@humai/kernel';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { JOSEError, JWKSTimeout } from 'jose/errors';
import { AUDIENCE, callerOfClaims, type TokenVerifier, verifyOptions } from './claims.js';

/** Verifies tokens of an OIDC provider by its published keys, fetched when first needed and again for an unknown key id. */
export function createOidcVerifier({ issuer, jwksUrl, audience = AUDIENCE }: Readonly<{ issuer: string; jwksUrl: string; audience?: string }>): TokenVerifier {
  const keys = createRemoteJWKSet(new URL(jwksUrl));
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
