import { isInArea } from './area.js';
import type { Role } from './command.js';
import type { Actor } from './decider.js';
import { DomainError } from './error.js';

/** One right: a role (`township`, `department:civil-affairs`) in an area given by code or prefix; '' and `000000` are the whole country. */
export type Grant = Readonly<{ role: string; area: string }>;

/** Who calls and all they may do, as their token says. */
export type Caller = Readonly<{ id: string; grants: readonly Grant[] }>;

/** `department:civil-affairs` plays the role `department`. */
export const playsRole = (role: string, roles: readonly Role[]): boolean => roles.some((r) => r === role || role.startsWith(`${r}:`));

/**
 * The first of the grants that has one of the roles and covers the area; no area = any.
 * Throws `PERMISSION.ROLE` or `PERMISSION.AREA`.
 */
export function chooseGrant(grants: readonly Grant[], roles: readonly Role[], area?: string): Grant {
  const playing = grants.filter((g) => playsRole(g.role, roles));
  if (playing.length === 0) throw new DomainError('PERMISSION.ROLE', { roles });
  const grant = area === undefined ? playing[0] : playing.find((g) => isInArea(area, g.area));
  if (!grant) throw new DomainError('PERMISSION.AREA', { area: area ?? null });
  return grant;
}

/** The actor that a caller is when acting under one grant. */
export const actorOf = (caller: Caller, grant: Grant): Actor => ({ id: caller.id, role: grant.role, area: grant.area });
