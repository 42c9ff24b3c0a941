import { defineErrors } from '@humai/kernel';
import { CATEGORIES, CLEARING_MODES, HOUSEHOLD_KINDS, LABOUR, RELATIONS, RISK_TYPES } from './codes.js';

/** How a cell is read. `choice`: one name (or code) of the list; `choices`: several, separated by 、, or ;. */
export type RegisterFieldKind = 'text' | 'choice' | 'choices' | 'yesNo' | 'document' | 'phone' | 'date' | 'month' | 'year' | 'months' | 'yuan';

export type RegisterField = Readonly<{
  /** The national heading (domain §7.1). */
  zh: string;
  en: string;
  level: 'household' | 'person';
  kind: RegisterFieldKind;
  /** Allowed names → code; a name that is its own code maps to itself. */
  names?: Readonly<Record<string, string>>;
  /** The file must have the column, and each row a value where nothing else tells it. */
  required?: true;
  /** Goes to the vault with the person, under its national heading. */
  personal?: true;
  /** Other spellings of the heading. */
  aliases?: readonly string[];
}>;

const namesOf = (list: Readonly<Record<string, Readonly<{ zh: string }>>>): Record<string, string> =>
  Object.fromEntries(Object.entries(list).flatMap(([code, { zh }]) => [[zh, code], [code, code]]));
const just = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((n) => [n, n]));
const years = (school: string, count: number): string[] => ['一', '二', '三', '四', '五'].slice(0, count).map((n) => `${school}${n}年级`);
/** A grade is also written with a digit and without 年级: 本科1 for 本科一年级. */
const grades = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.flatMap((n) => {
    const bare = n.replace(/年级$/, '');
    const digit = bare.replace(/[一二三四五]$/, (c) => String('一二三四五'.indexOf(c) + 1));
    return [[n, n], [bare, n], [digit, n], [`${digit}年级`, n]];
  }));

const RISKS = { ...namesOf(RISK_TYPES), ...Object.fromEntries(Object.keys(RISK_TYPES).filter((c) => /^0\d$/.test(c)).map((c) => [c.slice(1), c])) };
const household = (zh: string, en: string, kind: RegisterFieldKind = 'text', more: Partial<RegisterField> = {}): RegisterField => ({ zh, en, level: 'household', kind, ...more });
const person = (zh: string, en: string, kind: RegisterFieldKind = 'text', more: Partial<RegisterField> = {}): RegisterField => ({ zh, en, level: 'person', kind, personal: true, ...more });
const own = { personal: true } as const;

/** The columns of the national register export, by the key that code uses. Their order is that of a file Humai writes. */
export const REGISTER_FIELDS = {
  province: household('省', 'province'),
  prefecture: household('市', 'prefecture'),
  county: household('县', 'county', 'text', { aliases: ['区县', '县区', '县(区)', '县(市、区)'] }),
  township: household('乡', 'township', 'text', { required: true, aliases: ['乡镇', '乡(镇)', '镇', '乡镇(街道)'] }),
  village: household('村', 'village', 'text', { required: true, aliases: ['行政村', '村(社区)'] }),
  householdNumber: household('户编号', 'household number', 'text', { required: true }),
  personNumber: person('人口编号', 'person number'),
  name: person('姓名', 'name', 'text', { required: true }),
  sex: person('性别', 'sex', 'choice', { names: { 男: '男', 女: '女', 1: '男', 2: '女', 未知的性别: '未知的性别', 0: '未知的性别', 未说明的性别: '未说明的性别', 9: '未说明的性别' } }),
  bornOn: person('出生日期', 'date of birth', 'date'),
  documentKind: person('证件类型', 'kind of document'),
  documentNumber: person('证件号码', 'document number', 'document', { required: true }),
  ethnicity: person('民族', 'ethnicity'),
  householdPhone: household('户联系电话', 'household phone', 'phone', own),
  phone: person('成员联系电话', 'member phone', 'phone'),
  year: household('年度', 'year', 'year'),
  relation: person('与户主关系', 'relation to the householder', 'choice', { names: namesOf(RELATIONS), required: true }),
  education: person('文化程度', 'education', 'choice', { names: just('文盲或半文盲', '小学', '初中', '高中', '大专', '本科及以上') }),
  schooling: person('在校生状况', 'schooling', 'choice', {
    names: {
      ...just('学龄前儿童', '学前教育', '小学', '硕士研究生及以上', '七年级', '八年级', '九年级'),
      ...grades([...years('普通高中', 3), ...years('中职', 3), ...years('高职高专', 3), ...years('技师学院', 4), ...years('本科', 5)]),
    },
  }),
  labour: person('劳动技能', 'labour', 'choice', { names: namesOf(LABOUR), required: true }),
  workMonths: person('务工时间(月)', 'months of work', 'months', { aliases: ['务工时间', '务工月数'] }),
  workPlace: person('务工所在地', 'place of work'),
  employer: person('务工企业名称', 'employer'),
  jobChannel: person('就业渠道', 'way to the job'),
  health: person('健康状况', 'health', 'choices', { names: just('健康', '长期慢性病', '患有大病', '残疾') }),
  disabilityKind: person('残疾类别', 'kind of disability'),
  disabilityCertificateYear: person('残疾证办证年度', 'year of the disability certificate', 'year'),
  politics: person('政治面貌', 'political status', 'choice', { names: just('中共党员', '中共预备党员', '共青团员', '群众') }),
  allowance: person('是否享受低保', 'subsistence allowance', 'yesNo'),
  destitute: person('是否特困供养人员', 'destitute support', 'yesNo'),
  residentInsurance: person('是否参加城乡居民医保', 'resident medical insurance', 'yesNo', { aliases: ['是否参加城乡居民基本医疗保险'] }),
  employeeInsurance: person('是否参加职工医保', 'employee medical insurance', 'yesNo', { aliases: ['是否参加城镇职工基本医疗保险', '是否参加职工基本医疗保险'] }),
  criticalInsurance: person('是否参加大病保险', 'critical illness insurance', 'yesNo'),
  commercialInsurance: person('是否参加商业补充医保', 'commercial medical insurance', 'yesNo', { aliases: ['是否参加商业补充医疗保险'] }),
  residentPension: person('是否参加居民养老', 'resident pension', 'yesNo', { aliases: ['是否参加城乡居民基本养老保险'] }),
  employeePension: person('是否参加职工养老', 'employee pension', 'yesNo', { aliases: ['是否参加城镇职工基本养老保险'] }),
  criticalAid: person('是否接受大病医疗救助', 'critical illness aid', 'yesNo'),
  dropOutReason: person('失学或辍学原因', 'why out of school'),
  mandarin: person('是否会讲普通话', 'speaks Mandarin', 'yesNo'),
  postKind: person('公益性岗位类型', 'kind of public-welfare post'),
  postMonths: person('公益性岗位(月数)', 'months in a public-welfare post', 'months', { aliases: ['公益性岗位月数'] }),
  industry: person('产业分类', 'industry'),
  householderName: household('户主姓名', 'name of the householder'),
  householderDocument: household('户主证件号码', 'document number of the householder'),
  standard: person('识别标准', 'standard of identification'),
  kind: household('户类型', 'kind of household', 'choice', { names: namesOf(HOUSEHOLD_KINDS), required: true }),
  category: household('监测对象类别', 'category', 'choice', { names: namesOf(CATEGORIES) }),
  risk1: household('致贫/返贫风险1', 'risk 1', 'choice', { names: RISKS }),
  risk2: household('致贫/返贫风险2', 'risk 2', 'choice', { names: RISKS }),
  risk3: household('致贫/返贫风险3', 'risk 3', 'choice', { names: RISKS }),
  risk4: household('致贫/返贫风险4', 'risk 4', 'choice', { names: RISKS }),
  risk5: household('致贫/返贫风险5', 'risk 5', 'choice', { names: RISKS }),
  enrolledMonth: household('识别监测时间', 'month of enrolment', 'month'),
  cleared: household('风险是否已消除', 'risk cleared', 'yesNo'),
  clearedMonth: household('消除监测时间', 'month of clearing', 'month'),
  clearingMode: household('风险消除方式', 'way of clearing', 'choice', { names: namesOf(CLEARING_MODES) }),
  bottomLine: household('整户无劳动能力兜底保障户', 'bottom-line household without labour', 'yesNo'),
  wageIncome: household('工资性收入', 'wage income', 'yuan', own),
  transferIncome: household('转移性收入', 'transfer income', 'yuan', own),
  incomePerHead: household('人均纯收入', 'net income per head', 'yuan'),
  industryHelp: household('产业帮扶', 'industry help', 'text', own),
  jobHelp: household('就业帮扶', 'job help', 'text', own),
  financeHelp: household('金融帮扶', 'finance help', 'text', own),
  postHelp: household('公益岗位帮扶', 'public-welfare post help', 'text', own),
  safetyNet: household('综合保障', 'safety net', 'choices', { ...own, names: just('低保', '特困供养', '残疾人补贴') }),
  developmentHelp: household('实施开发式帮扶措施情况', 'development measures', 'text', own),
  collector: household('信息采集人', 'collected by', 'text', own),
  collectorPhone: household('信息采集人电话', "collector's phone", 'phone', { ...own, aliases: ['信息采集人联系电话'] }),
} as const satisfies Record<string, RegisterField>;
export type RegisterFieldKey = keyof typeof REGISTER_FIELDS;

/** The definition of a field, with its optional parts. */
export const registerField = (key: RegisterFieldKey): RegisterField => REGISTER_FIELDS[key];
export const REGISTER_KEYS = Object.keys(REGISTER_FIELDS) as readonly RegisterFieldKey[];

/** One form for a heading: half-width, no white space, no mark of obligation. */
export const tidyHeading = (text: string): string => text.normalize('NFKC').replace(/[\s\u200B\uFEFF*]/g, '');

const BY_HEADING: ReadonlyMap<string, RegisterFieldKey> = new Map(
  REGISTER_KEYS.flatMap((key) => [registerField(key).zh, ...(registerField(key).aliases ?? [])].map((heading) => [tidyHeading(heading), key] as const)),
);
/** The field a heading names, or undefined. */
export const registerFieldOf = (heading: string): RegisterFieldKey | undefined => BY_HEADING.get(tidyHeading(heading));

/**
 * What can be wrong with a register, beside the refusals that hold at every door (`PERSON.ID_NUMBER_…`, `PERSON.PHONE`,
 * `HOUSEHOLD.NOT_ONE_HOUSEHOLDER`, `HOUSEHOLD.TWO_SPOUSES`, `PERSON.IN_OTHER_HOUSEHOLD`, `ENROLMENT.CATEGORY_KIND`, `AREA.VILLAGE_…`).
 */
export const RegisterErrors = defineErrors({
  // The file
  'REGISTER.UNREADABLE': { status: 422, zh: '文件在第 {row} 行附近无法读取:{problem}', en: 'The file cannot be read near row {row}: {problem}' },
  'REGISTER.ENCODING': { status: 422, zh: '文件编码既不是 UTF-8 也不是 GB18030', en: 'The file is neither UTF-8 nor GB18030' },
  'REGISTER.EMPTY': { status: 422, zh: '文件没有标题行', en: 'The file has no row of headings' },
  'REGISTER.MAPPING': { status: 422, zh: '列对应文件有误:{problem}(位置:{place})', en: 'The mapping file is wrong: {problem} (at {place})' },
  'REGISTER.MISSING_HEADING': { status: 422, zh: '缺少「{heading}」列', en: 'The column {heading} is missing' },
  'REGISTER.DUPLICATE_HEADING': { status: 422, zh: '「{heading}」列出现两次', en: 'The column {heading} is there twice' },
  'REGISTER.UNKNOWN_HEADING': { status: 422, zh: '不认识「{heading}」列,已忽略', en: 'The column {heading} is unknown and was left out' },
  // One row
  'REGISTER.TOO_MANY_CELLS': { status: 422, zh: '该行比标题多出 {count} 格', en: 'The row has {count} cells more than there are headings' },
  'REGISTER.MISSING_VALUE': { status: 422, zh: '「{heading}」不能为空', en: '{heading} must not be empty' },
  'REGISTER.TOO_LONG': { status: 422, zh: '「{heading}」超过 {limit} 个字符', en: '{heading} is longer than {limit} characters' },
  'REGISTER.NOT_IN_LIST': { status: 422, zh: '「{heading}」的值不在代码表内', en: 'The value of {heading} is not in its code list' },
  'REGISTER.NOT_YES_OR_NO': { status: 422, zh: '「{heading}」应填「是」或「否」', en: '{heading} must be 是 or 否' },
  'REGISTER.NOT_A_NUMBER': { status: 422, zh: '「{heading}」不是数字', en: '{heading} is not a number' },
  'REGISTER.OUT_OF_RANGE': { status: 422, zh: '「{heading}」应在 {min} 至 {max} 之间', en: '{heading} must be from {min} to {max}' },
  'REGISTER.NOT_A_DATE': { status: 422, zh: '「{heading}」不是存在的日期', en: '{heading} is not a date that exists' },
  'REGISTER.NOT_A_MONTH': { status: 422, zh: '「{heading}」应为年月,如 202403', en: '{heading} must be a month, like 202403' },
  'REGISTER.IN_FUTURE': { status: 422, zh: '「{heading}」晚于今天', en: '{heading} is after today' },
  'REGISTER.NEGATIVE': { status: 422, zh: '「{heading}」不能为负数', en: '{heading} must not be negative' },
  'REGISTER.EDUCATION_AND_SCHOOLING': { status: 422, zh: '「文化程度」与「在校生状况」只能填一项', en: 'Only one of 文化程度 and 在校生状况 may be given' },
  'REGISTER.EDUCATION_OR_SCHOOLING': { status: 422, zh: '「文化程度」与「在校生状况」须填一项', en: 'One of 文化程度 and 在校生状况 must be given' },
  'REGISTER.WORK_WITHOUT_PLACE': { status: 422, zh: '有务工时间,须填「务工所在地」', en: 'Months of work are given, so 务工所在地 must be' },
  'REGISTER.WORK_WITHOUT_MONTHS': { status: 422, zh: '填了「务工所在地」,务工时间须大于 0', en: '务工所在地 is given, so the months of work must be more than 0' },
  'REGISTER.INSURANCE_BOTH': { status: 422, zh: '居民医保与职工医保不能同时参加', en: 'Resident and employee medical insurance exclude each other' },
  'REGISTER.INSURANCE_NEITHER': { status: 422, zh: '居民医保与职工医保须参加一项', en: 'One of resident and employee medical insurance is needed' },
  // Rows of one household
  'REGISTER.ID_REPEATED': { status: 422, zh: '证件号码与第 {row} 行重复', en: 'The document number is that of row {row} too' },
  'REGISTER.DIFFERS': { status: 422, zh: '同一户的「{heading}」应一致,与第 {row} 行不同', en: '{heading} must be the same for the whole household; it differs from row {row}' },
  'REGISTER.TOO_MANY_MEMBERS': { status: 422, zh: '一户有 {count} 行,超过 {limit} 人,请检查户编号', en: 'The household has {count} rows, more than {limit}: check the household number' },
  'REGISTER.COUNTY_UNKNOWN': { status: 422, zh: '没有名为「{name}」的县(区),或不止一个', en: 'There is no county named "{name}", or more than one' },
  'REGISTER.TOWNSHIP_UNKNOWN': { status: 422, zh: '{county} 下没有名为「{name}」的乡镇(街道)', en: '{county} has no township named "{name}"' },
  'REGISTER.OUTSIDE_AREA': { status: 422, zh: '该村不在本次导入的区域 {area} 内', en: 'The village is outside the area of this import, {area}' },
  'REGISTER.RISK_MISSING': { status: 422, zh: '监测对象须至少有一项风险', en: 'A monitored household has at least one risk' },
  'REGISTER.CATEGORY_MISSING': { status: 422, zh: '填了「{heading}」,须填「监测对象类别」', en: '{heading} is given, so 监测对象类别 must be' },
  'REGISTER.CLEARING_INCOMPLETE': { status: 422, zh: '风险已消除的,须填「消除监测时间」和「风险消除方式」', en: 'A cleared household needs 消除监测时间 and 风险消除方式' },
  'REGISTER.CLEARED_BEFORE_ENROLLED': { status: 422, zh: '消除监测时间早于识别监测时间', en: 'The month of clearing is before the month of enrolment' },
  'REGISTER.HELD_BACK': { status: 422, zh: '本行无误,但同户第 {rows} 行有误,整户未导入', en: 'This row is right, but row {rows} of the same household is not: the household was not taken' },
  // Questions: told, but nothing is refused for them
  'REGISTER.ABLE_WITHOUT_LABOUR': { status: 422, zh: '16 至 59 岁、健康、不在校,却为弱劳动力或无劳动力,请核实', en: 'Aged 16 to 59, healthy and not at school, but with weak or no labour: please check' },
  'REGISTER.BOTTOM_LINE_WITH_LABOUR': { status: 422, zh: '标为整户无劳动能力,但户内有劳动力,请核实', en: 'Marked as without labour, but a member has labour: please check' },
  'REGISTER.BIRTH_DIFFERS': { status: 422, zh: '「出生日期」与证件号码不符,请核实', en: '出生日期 is not that of the document number: please check' },
  'REGISTER.SEX_DIFFERS': { status: 422, zh: '「性别」与证件号码不符,请核实', en: '性别 is not that of the document number: please check' },
  'REGISTER.HOUSEHOLDER_DIFFERS': { status: 422, zh: '「{heading}」与户主所在行不符,请核实', en: "{heading} is not that of the householder's row: please check" },
  'REGISTER.NEGATIVE_INCOME': { status: 422, zh: '「人均纯收入」为负数,请核实', en: '人均纯收入 is negative: please check' },
  'REGISTER.INCOME_WITHOUT_YEAR': { status: 422, zh: '填了「人均纯收入」而未填「年度」,收入未记录,请核实', en: '人均纯收入 is given without 年度: the income was not recorded, please check' },
  'REGISTER.MONITORING_DIFFERS': { status: 422, zh: '监测信息与系统内记录不同,以系统为准,请按程序变更', en: 'The monitoring differs from what is recorded; the record stands and changes only by the procedure' },
  'REGISTER.MORE_PROBLEMS': { status: 422, zh: '另有 {count} 处问题未列出', en: '{count} more problems are not listed' },
});

/** What is reported for a human to check, without holding a household back. */
export const REGISTER_QUERIES: ReadonlySet<string> = new Set([
  'REGISTER.UNKNOWN_HEADING', 'REGISTER.ABLE_WITHOUT_LABOUR', 'REGISTER.BOTTOM_LINE_WITH_LABOUR', 'REGISTER.BIRTH_DIFFERS', 'REGISTER.SEX_DIFFERS', 'REGISTER.HOUSEHOLDER_DIFFERS',
  'REGISTER.NEGATIVE_INCOME', 'REGISTER.INCOME_WITHOUT_YEAR', 'REGISTER.MONITORING_DIFFERS', 'REGISTER.MORE_PROBLEMS',
]);
