import { DomainError, type Actor } from '@humai/kernel';

type Areas = Readonly<{ village: string; township: string; county: string; service: string }>;
/** Each role with the reach it has in practice; order of the columns of a permission matrix. */
const ROLES: readonly Readonly<{ role: string; reach: keyof Areas }>[] = [
  { role: 'village', reach: 'village' }, { role: 'township', reach: 'township' }, { role: 'county', reach: 'county' }, { role: 'department:civil-affairs', reach: 'county' },
  { role: 'assessor', reach: 'county' }, { role: 'auditor', reach: 'county' }, { role: 'ops', reach: 'county' }, { role: 'service', reach: 'service' },
];
const MARKS: Readonly<Record<string, string>> = { 'PERMISSION.ROLE': '-', 'PERMISSION.AREA': 'a', 'CASE.WRONG_TIER': 't' };

/**
 * Tries one thing in each of the eight roles. One mark for each, in the order village, township, county, department, assessor, auditor, ops, service:
 * `+` done, `-` refused for the role, `a` refused for the area, `t` the policy gives the step to another tier. Whatever else goes wrong is thrown.
 * @param attempt the same thing for every actor, from the same past
 */
export async function permissionsOf(attempt: (actor: Actor) => Promise<unknown>, areas: Areas): Promise<string> {
  const marks: string[] = [];
  for (const { role, reach } of ROLES)
    try {
      await attempt({ id: `${reach} officer`, role, area: areas[reach] });
      marks.push('+');
    } catch (error) {
      const mark = error instanceof DomainError ? MARKS[error.code] : undefined;
      if (mark === undefined) throw error;
      marks.push(mark);
    }
  return marks.join(' ');
}

/** What a row of the matrix becomes where nobody has a right: who may here is refused for the area. */
export const elsewhere = (row: string): string => row.replace(/[+t]/g, 'a');
