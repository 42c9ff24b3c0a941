import { DomainError, isInArea, townshipOf, type Area, type AreaDirectory, type LocalDate } from '@humai/kernel';
import { problem, tidyValue, type Problem } from './cells.js';
import type { Place } from './row.js';

/** What an import is allowed to reach. */
export type ImportArea = Readonly<{ directory: AreaDirectory; /** code or prefix; '' = anywhere */ within: string; on: LocalDate }>;

const stem = (name: string) => name.replace(/(自治县|县|区|市|州|省)$/, '') || name;
const isCalled = (area: Area, name: string) => area.code === name.padEnd(12, '0') || area.name === name || stem(area.name) === stem(name);

/** The county a row names, or else the only one the import may reach that has the township. */
function findCounty(place: Place, { directory, within, on }: ImportArea): Area | Problem {
  const all = directory.within(within.length > 6 ? within.slice(0, 6) : within, 'county', on);
  const name = place.county === undefined ? undefined : tidyValue(place.county);
  const hasTownship = (a: Area) => place.township !== undefined && directory.findTownship(a.code, place.township, on) !== undefined;
  const called = all.filter((a) => (name === undefined ? all.length === 1 || hasTownship(a) : isCalled(a, name)));
  const above = (area: Area, text: string | undefined, code: string) => text === undefined || isCalled(directory.find(code, on) ?? area, tidyValue(text));
  const found = called.length <= 1 ? called : called.filter((a) => above(a, place.prefecture, `${a.code.slice(0, 4)}00000000`) && above(a, place.province, `${a.code.slice(0, 2)}0000000000`));
  const [county, ...more] = found;
  if (!county && name !== undefined && directory.within('', 'county', on).some((a) => isCalled(a, name))) return problem('county', 'REGISTER.OUTSIDE_AREA', { area: within });
  if (!county || more.length > 0) return name === undefined ? problem('county', 'REGISTER.MISSING_VALUE') : problem('county', 'REGISTER.COUNTY_UNKNOWN', { name: place.county ?? '' });
  return county;
}

/** The village a row means: by its 12-digit code, or by name within its township and county. */
export function findVillage(place: Place, area: ImportArea): Readonly<{ village: string }> | Problem {
  const { directory, within, on } = area;
  if (place.village === undefined) return problem('village', 'REGISTER.MISSING_VALUE');
  const code = tidyValue(place.village);
  if (/^\d{12}$/.test(code) && place.township === undefined) return byCode(code, area);
  if (place.township === undefined) return problem('township', 'REGISTER.MISSING_VALUE');
  const county = findCounty(place, area);
  if ('field' in county) return county;
  const township = directory.findTownship(county.code, place.township, on);
  if (!township) return problem('township', 'REGISTER.TOWNSHIP_UNKNOWN', { county: county.name, name: place.township });
  try {
    const village = directory.getVillage(township.code, place.village, on);
    return isInArea(village.code, within) ? { village: village.code } : problem('village', 'REGISTER.OUTSIDE_AREA', { area: within });
  } catch (error) {
    if (error instanceof DomainError) return problem('village', error.code, error.details);
    throw error;
  }
}

function byCode(code: string, { directory, within, on }: ImportArea): Readonly<{ village: string }> | Problem {
  const village = directory.find(code, on);
  if (village?.level !== 'village') return problem('village', 'AREA.VILLAGE_UNKNOWN', { township: directory.find(townshipOf(code), on)?.name ?? '', name: code });
  return isInArea(code, within) ? { village: code } : problem('village', 'REGISTER.OUTSIDE_AREA', { area: within });
}
