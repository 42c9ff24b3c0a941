import type { LocalDate } from './dates.js';

export type AreaLevel = 'province' | 'prefecture' | 'county' | 'township' | 'village';
/** A division (行政区划): 12-digit code, zero-padded above village level (domain §7.3). */
export type Area = Readonly<{ code: string; name: string; level: AreaLevel; parent: string | null }>;

/** The significant digits of a code: `511504101000` → `511504101`. What area rights and queries compare. */
export function areaPrefix(code: string): string {
  if (code.length <= 6) return code.replace(/(00)+$/, '');
  if (code.length === 9) return code.endsWith('000') ? areaPrefix(code.slice(0, 6)) : code;
  if (code.length === 12) return code.endsWith('000') ? areaPrefix(code.slice(0, 9)) : code;
  return code;
}

/** True when `area` lies in `within` (both full codes or prefixes). */
export const isInArea = (area: string, within: string): boolean => area.startsWith(areaPrefix(within));

/** The codes, 12 digits each, of the county, township and village that a village code lies in. */
export const countyOf = (code: string): string => `${code.slice(0, 6)}000000`;
export const townshipOf = (code: string): string => `${code.slice(0, 9)}000`;

/** The division table, effective-dated. */
export interface AreaDirectory {
  find(code: string, on?: LocalDate): Area | undefined;
  /** Direct children in order of code. */
  children(code: string, on?: LocalDate): readonly Area[];
  /** All divisions of a level whose code has the prefix. */
  within(prefix: string, level: AreaLevel, on?: LocalDate): readonly Area[];
  /** The township with this name (with or without its suffix) in a county. */
  findTownship(countyCode: string, nameOrCode: string, on?: LocalDate): Area | undefined;
  /** The village of a township by code or by the name people write. Throws `AREA.VILLAGE_UNKNOWN` or `AREA.VILLAGE_AMBIGUOUS`. */
  getVillage(townshipCode: string, nameOrCode: string, on?: LocalDate): Area;
}
