import { type Caller, DomainError } from '@humai/kernel';
import { z } from 'zod';

export const AUDIENCE = 'humai';
export const ALGORITHMS = ['EdDSA', 'ES256', 'RS256', 'PS256'];
const CLOCK_TOLERANCE_SECONDS = 30;

export const Grants = z.array(
  z.object({
    role: z.string().regex(/^(village|township|county|assessor|auditor|ops|service|department:[a-z][a-z0-9-]{0,40})$/),
    area: z.string().regex(/^\d{0,12}$/),
  }),
).max(100);

/** What a token must say beside issuer, audience and expiry. */
export const Claims = z.object({ sub: z.string().min(1).max(200), humai: Grants });
export type Claims = Readonly<z.infer<typeof Claims>>;

/** Turns a bearer token into who calls. Throws `IDENTITY.INVALID`, whatever is wrong with it. */
export interface TokenVerifier {
  verify(token: string): Promise<Caller>;
}

export const verifyOptions = (issuer: string, audience: string) => ({
  issuer, audience, algorithms: ALGORITHMS, clockTolerance: CLOCK_TOLERANCE_SECONDS, requiredClaims: ['exp', 'sub'],
});

export function callerOfClaims(payload: unknown): Caller {
  const parsed = Claims.safeParse(payload);
  if (!parsed.success) throw new DomainError('IDENTITY.INVALID');
  return { id: parsed.data.sub, grants: parsed.data.humai };
}
