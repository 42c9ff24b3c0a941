import type { Area } from '@humai/kernel';

/** One form for what people type: full-width letters and digits made narrow, all white space gone. */
export const tidy = (text: string): string => text.normalize('NFKC').replace(/\s+/g, '');

type Organ = 'village' | 'residents' | '';
type Parts = Readonly<{ stem: string; base: string; word: '村' | '社区' | ''; organ: Organ }>;

const ORGANS: readonly (readonly [RegExp, Organ])[] = [
  [/(村民委员会|村委会|村委)$/, 'village'],
  [/(居民委员会|居委会|居委)$/, 'residents'],
];

/** `五一村村委会` → stem 五一村, base 五一, word 村, organ village. */
function partsOf(name: string): Parts {
  const [suffix, organ] = ORGANS.find(([s]) => s.test(name)) ?? [/$/, '' as const];
  const stem = name.replace(suffix, '') || name;
  const word = stem.endsWith('社区') ? '社区' : stem.endsWith('村') ? '村' : '';
  return { stem, base: (word && stem.slice(0, -word.length)) || stem, word, organ };
}

type Official = Readonly<{ name: string; organ: Organ; kind: string; names: ReadonlySet<string>; nickname: string }>;

// An import asks for the same few hundred villages a million times.
const officials = new WeakMap<Area, Official>();
function officialOf(area: Area): Official {
  const known = officials.get(area);
  if (known) return known;
  const name = tidy(area.name);
  const { stem, base, word, organ } = partsOf(name);
  const kind = base + (word || (organ === 'village' ? '村' : organ === 'residents' ? '社区' : ''));
  // A community governed by a villagers' committee is still called a village by many.
  const official = { name, organ, kind, names: new Set([stem, base, kind]), nickname: organ === 'village' ? `${base}村` : stem };
  officials.set(area, official);
  return official;
}

/** How well a name people write fits a division's official one: 0 is its full name, greater is looser, undefined no fit. */
function fitOf(name: string, given: Parts, area: Area): number | undefined {
  const official = officialOf(area);
  if (name === official.name) return 0;
  // 五一村委会 says 五一村, 五一居委会 says 五一社区.
  const said = given.organ === '' || given.word !== '' ? given.stem : given.stem + (given.organ === 'residents' ? '社区' : '村');
  if (given.organ === '' || official.organ === '' || given.organ === official.organ) {
    if (official.names.has(said)) return 1;
    if (official.names.has(given.stem) || official.nickname === said) return 2;
  }
  // The wrong committee after the right kind of division: X社区居委会 for X社区村民委员会.
  return said === official.kind ? 3 : undefined;
}

/** The villages a name can mean, only the best fitting ones. */
export function villagesCalled(name: string, villages: readonly Area[]): readonly Area[] {
  const given = partsOf(name);
  let best = Infinity;
  let found: Area[] = [];
  for (const village of villages) {
    const quality = fitOf(name, given, village);
    if (quality === undefined || quality > best) continue;
    if (quality < best) found = [];
    best = quality;
    found.push(village);
  }
  return found;
}

/** The townships a name can mean: with its suffix only that kind, without it any; the people of a 民族乡 may be left out. */
export function townshipsCalled(name: string, townships: readonly Area[]): readonly Area[] {
  const given = name.replace(/(人民政府|政府)$/, '').replace(/街道办(事处)?$/, '街道');
  const exact = townships.filter((t) => t.name === given);
  if (exact.length > 0) return exact;
  return townships.filter((t) => {
    const short = t.name.replace(/(街道|镇|乡)$/, '');
    const plain = short.replace(/(?<=..).族$/u, '');
    return given === short || given === plain || given === plain + t.name.slice(short.length);
  });
}
