import { fileURLToPath } from 'node:url';
import { addDays, areaPrefix, countyOf, DomainError, townshipOf, type Area, type AreaDirectory, type AreaLevel, type LocalDate } from '@humai/kernel';
import { tidy, townshipsCalled, villagesCalled } from './names.js';
import { invalid, readRows, type AreaRow } from './rows.js';

/** The division table that comes with Humai. `src/` and `dist/` lie at the same depth. */
export const areaFile = fileURLToPath(new URL('../data/areas-5115.csv', import.meta.url));

/** The division table, with the way from a replaced code to what stands in its place. */
export interface Areas extends AreaDirectory {
  /** The divisions that a code stands for on a date (today's table without one): itself, or what replaced it, in order of code. */
  successors(code: string, on?: LocalDate): readonly Area[];
}

type Version = Readonly<{ area: Area; from: LocalDate; to: LocalDate }>;

// ISO dates compare as text: '' is before and '~' after every one of them.
const END = '~';

/**
 * Reads the table of Yibin and any further files (same columns; see data/README.md), later ones ending what they replace.
 * @throws `AREA.INVALID` with file and line.
 */
export function loadAreas(extraFiles: readonly string[] = []): Areas {
  return directoryOf([areaFile, ...extraFiles].flatMap((file) => readRows(file)));
}

export function directoryOf(rows: readonly AreaRow[]): Areas {
  const versions = new Map<string, Version[]>();
  const replacedBy = new Map<string, { code: string; from: LocalDate }[]>();
  const end = (list: readonly Version[], before: LocalDate) => list.map((v) => (v.to >= before ? { ...v, to: addDays(before, -1) } : v));

  for (const row of rows) {
    const earlier = versions.get(row.code) ?? [];
    if (earlier.some((v) => v.from >= row.validFrom)) throw invalid(row, `${row.code} is there already from that day or a later one`);
    const area: Area = Object.freeze({ code: row.code, name: row.name, level: row.level, parent: row.parent });
    versions.set(row.code, [...(row.validFrom ? end(earlier, row.validFrom) : earlier), { area, from: row.validFrom, to: row.validTo || END }]);
  }
  for (const row of rows) {
    if (row.parent !== null && !versions.has(row.parent)) throw invalid(row, `parent ${row.parent} is not in the table`);
    for (const old of row.replaces) {
      const list = versions.get(old);
      if (!list) throw invalid(row, `replaced code ${old} is not in the table`);
      versions.set(old, end(list, row.validFrom));
      replacedBy.set(old, [...(replacedBy.get(old) ?? []), { code: row.code, from: row.validFrom }]);
    }
  }

  const byLevel = new Map<AreaLevel, string[]>();
  const byParent = new Map<string, string[]>();
  for (const code of [...versions.keys()].sort()) {
    const parents = new Set<string>();
    const levels = new Set<AreaLevel>();
    for (const { area } of versions.get(code) ?? []) {
      levels.add(area.level);
      if (area.parent !== null) parents.add(area.parent);
    }
    for (const level of levels) byLevel.set(level, [...(byLevel.get(level) ?? []), code]);
    for (const parent of parents) byParent.set(parent, [...(byParent.get(parent) ?? []), code]);
  }

  const find = (code: string, on?: LocalDate): Area | undefined => {
    const list = versions.get(code);
    if (on === undefined) return list?.at(-1)?.to === END ? list.at(-1)?.area : undefined;
    return list?.find((v) => v.from <= on && on <= v.to)?.area;
  };
  const present = (codes: readonly string[] | undefined, on: LocalDate | undefined, keep: (area: Area) => boolean) =>
    (codes ?? []).flatMap((code) => {
      const area = find(code, on);
      return area && keep(area) ? [area] : [];
    });
  const children = (code: string, on?: LocalDate) => present(byParent.get(code), on, (a) => a.parent === code);
  const successors = (code: string, on?: LocalDate): readonly Area[] => {
    const found = new Map<string, Area>();
    const seen = new Set<string>();
    const follow = (from: string) => {
      if (seen.has(from)) return;
      seen.add(from);
      const area = find(from, on);
      if (area) found.set(area.code, area);
      else for (const next of replacedBy.get(from) ?? []) if (on === undefined || next.from <= on) follow(next.code);
    };
    follow(code);
    return [...found.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
  };

  return {
    find,
    children,
    successors,
    within: (prefix, level, on) => {
      const digits = areaPrefix(prefix);
      return present(byLevel.get(level)?.filter((c) => c.startsWith(digits)), on, (a) => a.level === level);
    },
    findTownship(countyCode, nameOrCode, on) {
      const county = countyOf(countyCode.padEnd(12, '0'));
      const wanted = tidy(nameOrCode);
      if (/^\d+$/.test(wanted)) {
        if (wanted.length !== 9 && wanted.length !== 12) return undefined;
        const [area, ...more] = successors(wanted.padEnd(12, '0'), on);
        return area?.level === 'township' && area.parent === county && more.length === 0 ? area : undefined;
      }
      const [area, ...more] = townshipsCalled(wanted, children(county, on));
      return more.length === 0 ? area : undefined;
    },
    getVillage(townshipCode, nameOrCode, on) {
      const code = townshipOf(townshipCode.padEnd(12, '0'));
      const township = find(code, on);
      if (!township || township.level !== 'township') throw new DomainError('AREA.UNKNOWN', { code: townshipCode });
      const wanted = tidy(nameOrCode);
      const villages = children(code, on);
      const place = wanted.startsWith(township.name) ? wanted.slice(township.name.length) : '';
      const called = /^\d{12}$/.test(wanted) ? successors(wanted, on).filter((v) => v.parent === code) : villagesCalled(wanted, villages);
      // People also write the township before the village: 南广镇五一村.
      const found = called.length === 0 && place ? villagesCalled(place, villages) : called;
      const [village, ...more] = found;
      if (!village) throw new DomainError('AREA.VILLAGE_UNKNOWN', { township: township.name, name: nameOrCode });
      if (more.length > 0) throw new DomainError('AREA.VILLAGE_AMBIGUOUS', { township: township.name, name: nameOrCode, candidates: found.map((v) => v.name) });
      return village;
    },
  };
}
