export { chooseGrant, type Grant } from '@humai/kernel';
export * from './auth-guard.js';
export { AUDIENCE, Claims, Grants, type TokenVerifier } from './claims.js';
export * from './embedded-issuer.js';
export * from './oidc-verifier.js';
