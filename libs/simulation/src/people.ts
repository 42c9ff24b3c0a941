import { hasLabour, type Labour, type RegisterFieldKey, type Relation } from '@humai/contracts-identification';
import { ageOn } from '@humai/identification-domain';
import { addDays, type LocalDate } from '@humai/kernel';
import type { IdNumbers, Sex } from './id-numbers.js';
import type { Random } from './random.js';
import type { Rates } from './rates.js';

// Names that are nobody's: a real family name with a given name that says what it is.
const FAMILY = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '褚', '卫', '蒋', '沈', '韩', '杨', '朱', '秦', '尤', '许'];
const GIVEN = ['模一', '模二', '模三', '拟甲', '拟乙', '拟丙', '样春', '样夏', '样秋', '样冬', '例东', '例南', '例西', '例北'];

export type SimulatedPerson = Readonly<{
  name: string; documentNumber: string; phone?: string; relation: Relation; labour: Labour; bornOn: LocalDate; sex: Sex;
  /** What else the register says of a person. */
  cells: Readonly<Partial<Record<RegisterFieldKey, string>>>;
}>;

/** What people are made from. */
export type Nursery = Readonly<{ random: Random; rates: Rates['people']; numbers: IdNumbers; area: string; today: LocalDate }>;

const bornAt = ({ random, today }: Nursery, age: number): LocalDate => addDays(`${Number(today.slice(0, 4)) - age}${today.slice(4)}`.replace('-02-29', '-02-28'), -random.int(0, 364));

const GRADES = ['七年级', '八年级', '九年级'];
const YEARS = ['一', '二', '三', '四'];

/** At school by age; empty for who has left. */
function schoolingAt({ random, rates }: Nursery, age: number): string {
  if (age < 3) return '学龄前儿童';
  if (age < 6) return '学前教育';
  if (age < 12) return '小学';
  if (age < 15) return GRADES[age - 12]!;
  if (age < 18) return `${random.happens(rates.highSchool) ? '普通高中' : '中职'}${YEARS[age - 15]}年级`;
  return age < 22 && random.happens(rates.university) ? `本科${YEARS[age - 18]}年级` : '';
}

function labourAt({ random }: Nursery, age: number): Labour {
  if (age < 16 || age > 72) return 'NONE';
  return age > 60 ? random.weighted({ WEAK: 0.6, LOST: 0.25, ORDINARY: 0.15 }) : random.weighted({ ORDINARY: 0.8, SKILLED: 0.1, WEAK: 0.07, LOST: 0.03 });
}

/** Who could work by age and does not, or less, is not well: the register asks otherwise. */
const healthAt = ({ random }: Nursery, age: number, labour: Labour, atSchool: boolean): string => {
  if (age >= 16 && age < 60 && !atSchool && (labour === 'WEAK' || !hasLabour(labour))) return random.weighted({ 长期慢性病: 0.5, 残疾: 0.35, 患有大病: 0.15 });
  return age < 60 ? random.weighted({ 健康: 0.95, 长期慢性病: 0.04, 残疾: 0.01 }) : random.weighted({ 健康: 0.56, 长期慢性病: 0.38, 残疾: 0.04, 患有大病: 0.02 });
};

type Role = Readonly<{ relation: Relation; age: number; sex: Sex; family: string; labour?: Labour }>;

function person(nursery: Nursery, { relation, age: years, sex, family, labour: known }: Role, bornOn = bornAt(nursery, years)): SimulatedPerson {
  const { random, rates, numbers, area, today } = nursery;
  const age = ageOn(bornOn, today);
  const schooling = schoolingAt(nursery, age);
  const labour = known ?? (schooling === '' ? labourAt(nursery, age) : 'NONE');
  const health = healthAt(nursery, age, labour, schooling !== '');
  const months = schooling === '' && hasLabour(labour) && age < 66 && random.happens(0.6) ? random.int(3, 11) : 0;
  return {
    name: `${family}${random.pick(GIVEN)}`, documentNumber: numbers.next(area, bornOn, sex), relation, labour, bornOn, sex,
    // 100… is a range no operator gives out.
    ...(relation === '01' ? { phone: `100${String(random.int(0, 99_999_999)).padStart(8, '0')}` } : {}),
    cells: {
      sex: sex === 'MALE' ? '男' : '女', bornOn, documentKind: '居民身份证', ethnicity: '汉族', health, workMonths: String(months), residentInsurance: '是', employeeInsurance: '否',
      mandarin: age < 60 ? '是' : '否',
      ...(schooling === '' ? { education: random.weighted(rates.education.find((e) => age >= e.from)!.shares) } : { schooling }),
      ...(months > 0 ? { workPlace: random.pick(['四川省宜宾市', '四川省成都市', '广东省', '浙江省', '重庆市']) } : {}),
      ...(health === '残疾' ? { disabilityKind: random.pick(['肢体', '视力', '听力', '智力', '精神']), disabilityCertificateYear: String(random.int(2010, 2018)) } : {}),
      ...(age >= 18 ? { politics: random.weighted({ 群众: 0.95, 中共党员: 0.05 }) } : {}),
    },
  };
}

/** The people of a household: a householder, mostly a spouse, then children, parents or grandchildren. */
export function family(nursery: Nursery, { size, withoutLabour }: Readonly<{ size: number; withoutLabour: boolean }>): SimulatedPerson[] {
  const { random } = nursery;
  const name = random.pick(FAMILY);
  const age = withoutLabour ? random.int(66, 82) : random.int(30, 62);
  const man = random.happens(0.85);
  const labour: Pick<Role, 'labour'> = withoutLabour ? { labour: 'LOST' } : {};
  const roles: Role[] = [{ relation: '01', age, sex: man ? 'MALE' : 'FEMALE', family: name, ...(age < 59 ? { labour: 'ORDINARY' } : labour) }];
  const spouseAge = withoutLabour ? Math.max(64, age - random.int(0, 6)) : Math.max(24, age - random.int(-3, 6));
  if (size > 1) roles.push({ relation: '02', age: spouseAge, sex: man ? 'FEMALE' : 'MALE', family: random.pick(FAMILY), ...labour });
  const parents: Relation[] = withoutLabour ? [] : ['12', '11'];
  for (let i = 2; i < size; i += 1) {
    const boy = random.happens(0.52);
    const sex: Sex = boy ? 'MALE' : 'FEMALE';
    if (withoutLabour) roles.push({ relation: boy ? '07' : '08', age: random.int(3, 14), sex, family: name });
    else if (parents.length > 0 && age < 58 && random.happens(0.3)) {
      const relation = parents.shift()!;
      roles.push({ relation, age: age + random.int(21, 30), sex: relation === '11' ? 'MALE' : 'FEMALE', family: relation === '11' ? name : random.pick(FAMILY) });
    } else roles.push({ relation: boy ? '03' : '04', age: Math.max(0, age - random.int(22, 34)), sex, family: name });
  }
  return roles.map((role) => person(nursery, role));
}

/** A child born today. */
export function child(nursery: Nursery): SimulatedPerson {
  const boy = nursery.random.happens(0.52);
  return person(nursery, { relation: boy ? '03' : '04', age: 0, sex: boy ? 'MALE' : 'FEMALE', family: nursery.random.pick(FAMILY) }, nursery.today);
}
