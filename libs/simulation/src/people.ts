import type { Labour, Relation } from '@humai/contracts-identification';
import { addDays, type LocalDate } from '@humai/kernel';
import { checkCharacterOf } from '@humai/identification-domain';
import type { Random } from './random.js';

// Names that are nobody's: a real family name with a given name that says what it is.
const FAMILY = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨', '朱', '秦', '尤', '许'];
const GIVEN = ['模一', '模二', '模三', '拟甲', '拟乙', '拟丙', '样春', '样夏', '样秋', '样冬', '例东', '例南', '例西', '例北'];

export type SimulatedPerson = Readonly<{ name: string; documentNumber: string; phone?: string; relation: Relation; labour: Labour; bornOn: LocalDate; sex: 'MALE' | 'FEMALE' }>;

/** A synthetic ID number with a right check digit, of the county's area code. */
export function idNumber(random: Random, area: string, bornOn: LocalDate, sex: 'MALE' | 'FEMALE', sequence: number): string {
  const last = sex === 'MALE' ? 1 : 0;
  // Odd sequence numbers are male, even ones female (GB 11643).
  const digits = `${area.slice(0, 6)}${bornOn.replaceAll('-', '')}${String(((sequence * 2) % 1000) + last).padStart(3, '0').slice(-3)}`;
  return `${digits}${checkCharacterOf(digits)}`;
}

const bornAt = (random: Random, today: LocalDate, age: number): LocalDate => addDays(`${Number(today.slice(0, 4)) - age}${today.slice(4)}`.replace('-02-29', '-02-28'), -random.int(0, 364));

const labourAt = (random: Random, age: number): Labour =>
  age < 16 || age > 72 ? 'NONE' : age > 60 ? random.weighted({ WEAK: 0.6, LOST: 0.25, ORDINARY: 0.15 }) : random.weighted({ ORDINARY: 0.78, SKILLED: 0.1, WEAK: 0.08, LOST: 0.04 });

/** The people of a household: a householder, mostly a spouse, then children and parents. */
export function household(random: Random, options: Readonly<{ size: number; area: string; today: LocalDate; withoutLabour: boolean; nextSequence: () => number }>): SimulatedPerson[] {
  const { size, area, today, withoutLabour } = options;
  const family = random.pick(FAMILY);
  const age = withoutLabour ? random.int(66, 82) : random.int(30, 62);
  const man = random.happens(0.85);
  const place: [Relation, number, 'MALE' | 'FEMALE', string][] = [['01', age, man ? 'MALE' : 'FEMALE', family]];
  if (size > 1) place.push(['02', Math.max(24, age - random.int(-3, 6)), man ? 'FEMALE' : 'MALE', random.pick(FAMILY)]);
  for (let i = 2; i < size; i += 1) {
    const parent = !withoutLabour && random.happens(0.3) && !place.some(([r]) => r === '12');
    const boy = random.happens(0.52);
    if (parent) place.push(['12', age + random.int(21, 30), 'FEMALE', random.pick(FAMILY)]);
    else place.push([boy ? '03' : '04', withoutLabour ? random.int(3, 15) : Math.max(0, age - random.int(22, 34)), boy ? 'MALE' : 'FEMALE', family]);
  }
  return place.map(([relation, years, sex, name], i) => {
    const bornOn = bornAt(random, today, years);
    return {
      name: `${name}${random.pick(GIVEN)}`, documentNumber: idNumber(random, area, bornOn, sex, options.nextSequence()), relation, bornOn, sex,
      labour: withoutLabour ? (years > 60 ? 'LOST' : 'NONE') : i === 0 && age < 60 ? 'ORDINARY' : labourAt(random, years),
      // 100… is a range no operator gives out.
      ...(i === 0 ? { phone: `100${String(random.int(0, 99_999_999)).padStart(8, '0')}` } : {}),
    };
  });
}

/** A new-born child. */
export function child(random: Random, area: string, bornOn: LocalDate, sequence: number): SimulatedPerson {
  const sex = random.happens(0.52) ? 'MALE' : 'FEMALE';
  return { name: `${random.pick(FAMILY)}${random.pick(GIVEN)}`, documentNumber: idNumber(random, area, bornOn, sex, sequence), relation: sex === 'MALE' ? '03' : '04', labour: 'NONE', bornOn, sex };
}
