import { z } from 'zod';

/** Code → Chinese and English name. The Chinese names are those of the national export (domain §7.2). */
export type CodeList<C extends string = string> = Readonly<Record<C, Readonly<{ zh: string; en: string }>>>;

export const codesOf = <C extends string>(list: CodeList<C>) => z.enum(Object.keys(list) as [C, ...C[]]);

/** The code with this Chinese name, or undefined. */
export const codeByName = <C extends string>(list: CodeList<C>, name: string): C | undefined =>
  (Object.keys(list) as C[]).find((code) => list[code].zh === name || code === name);

/** 监测对象类别 (domain §2.1). */
export const CATEGORIES = {
  C1: { zh: '脱贫不稳定户', en: 'unstable out-of-poverty household' },
  C2: { zh: '边缘易致贫户', en: 'marginal household prone to poverty' },
  C3: { zh: '突发严重困难户', en: 'sudden severe hardship household' },
} as const satisfies CodeList;
export const Category = codesOf(CATEGORIES);
export type Category = z.infer<typeof Category>;

/** 户类型. */
export const HOUSEHOLD_KINDS = {
  OUT_OF_POVERTY: { zh: '脱贫户', en: 'registered out-of-poverty household' },
  GENERAL: { zh: '一般农户', en: 'general rural household' },
} as const satisfies CodeList;
export const HouseholdKind = codesOf(HOUSEHOLD_KINDS);
export type HouseholdKind = z.infer<typeof HouseholdKind>;

/** 致贫/返贫风险类型 (domain §2.2). */
export const RISK_TYPES = {
  '01': { zh: '因病', en: 'illness' },
  '02': { zh: '因自然灾害', en: 'natural disaster' },
  '0201': { zh: '因洪涝灾害', en: 'flood' },
  '0202': { zh: '因地质灾害', en: 'geological disaster' },
  '0203': { zh: '因旱灾', en: 'drought' },
  '0204': { zh: '因生物灾害', en: 'biological disaster' },
  '0205': { zh: '因气象灾害', en: 'meteorological disaster' },
  '0206': { zh: '因地震', en: 'earthquake' },
  '0299': { zh: '因其他自然灾害', en: 'other natural disaster' },
  '03': { zh: '因残', en: 'disability' },
  '04': { zh: '缺劳动力', en: 'lack of labour' },
  '05': { zh: '因意外事故', en: 'accident' },
  '06': { zh: '因产业项目失败', en: 'failed business project' },
  '07': { zh: '因务工就业不稳', en: 'unstable employment' },
  '09': { zh: '因学', en: 'schooling' },
  '99': { zh: '其他', en: 'other' },
} as const satisfies CodeList;
export const RiskType = codesOf(RISK_TYPES);
export type RiskType = z.infer<typeof RiskType>;

/** 劳动技能. The last two mean no labour. */
export const LABOUR = {
  ORDINARY: { zh: '普通劳动力', en: 'ordinary labour' },
  SKILLED: { zh: '技能劳动力', en: 'skilled labour' },
  WEAK: { zh: '弱劳动力或半劳动力', en: 'weak or half labour' },
  LOST: { zh: '丧失劳动力', en: 'labour lost' },
  NONE: { zh: '无劳动力', en: 'no labour' },
} as const satisfies CodeList;
export const Labour = codesOf(LABOUR);
export type Labour = z.infer<typeof Labour>;
export const hasLabour = (labour: Labour): boolean => labour !== 'LOST' && labour !== 'NONE';

/** 与户主关系, in the order of the national list. */
export const RELATIONS = {
  '01': { zh: '户主', en: 'householder' },
  '02': { zh: '配偶', en: 'spouse' },
  '03': { zh: '之子', en: 'son' },
  '04': { zh: '之女', en: 'daughter' },
  '05': { zh: '之儿媳', en: 'daughter-in-law' },
  '06': { zh: '之女婿', en: 'son-in-law' },
  '07': { zh: '之孙子', en: 'grandson' },
  '08': { zh: '之孙女', en: 'granddaughter' },
  '09': { zh: '之外孙子', en: "daughter's son" },
  '10': { zh: '之外孙女', en: "daughter's daughter" },
  '11': { zh: '之父', en: 'father' },
  '12': { zh: '之母', en: 'mother' },
  '13': { zh: '之岳父', en: "wife's father" },
  '14': { zh: '之岳母', en: "wife's mother" },
  '15': { zh: '之公公', en: "husband's father" },
  '16': { zh: '之婆婆', en: "husband's mother" },
  '17': { zh: '之祖父', en: 'grandfather' },
  '18': { zh: '之祖母', en: 'grandmother' },
  '19': { zh: '之外祖父', en: "mother's father" },
  '20': { zh: '之外祖母', en: "mother's mother" },
  '21': { zh: '之兄弟姐妹', en: 'sibling' },
  '22': { zh: '之曾孙子', en: 'great-grandson' },
  '23': { zh: '之曾孙女', en: 'great-granddaughter' },
  '24': { zh: '之侄儿', en: 'nephew' },
  '25': { zh: '之侄女', en: 'niece' },
  '26': { zh: '之兄弟媳妇', en: "brother's wife" },
  '27': { zh: '之叔伯', en: "father's brother" },
  '28': { zh: '其他', en: 'other' },
} as const satisfies CodeList;
export const Relation = codesOf(RELATIONS);
export type Relation = z.infer<typeof Relation>;
export const HOUSEHOLDER = '01' satisfies Relation;
export const SPOUSE = '02' satisfies Relation;

/** Where a clue came from (domain §2.3). */
export const CHANNELS = {
  SELF_REPORT: { zh: '自主申报', en: 'self-report' },
  CADRE_VISIT: { zh: '干部排查', en: 'cadre visit' },
  DEPARTMENT_DATA: { zh: '部门筛查预警', en: 'department data' },
  OTHER: { zh: '其他渠道', en: 'other channel' },
} as const satisfies CodeList;
export const Channel = codesOf(CHANNELS);
export type Channel = z.infer<typeof Channel>;

/** Every clue ends in one of these (invariant 23). */
export const VERDICTS = {
  ENROLLED: { zh: '已纳入', en: 'enrolled' },
  NOT_ELIGIBLE: { zh: '不符合条件', en: 'not eligible' },
  DUPLICATE: { zh: '重复线索', en: 'duplicate' },
  ALREADY_ENROLLED: { zh: '已是监测对象', en: 'already enrolled' },
} as const satisfies CodeList;
export const Verdict = codesOf(VERDICTS);
export type Verdict = z.infer<typeof Verdict>;

/** The steps a procedure can have; which, in what order and by whom is policy (domain §2.4, §2.7). */
export const STEPS = {
  assetCheck: { zh: '资产核查', en: 'asset check' },
  verification: { zh: '入户核实', en: 'household verification' },
  authorisation: { zh: '申请及承诺授权', en: 'application and authorisation' },
  comparison: { zh: '信息比对', en: 'data comparison' },
  review: { zh: '民主评议', en: 'democratic review' },
  publicity: { zh: '村级公示', en: 'village publicity' },
  townshipOpinion: { zh: '乡镇审核', en: 'township review' },
  countyDecision: { zh: '县级审定', en: 'county decision' },
  announcement: { zh: '公告', en: 'announcement' },
} as const satisfies CodeList;
export const Step = codesOf(STEPS);
export type Step = z.infer<typeof Step>;

/** A case is one run of a procedure on a household. */
export const PURPOSES = {
  ENROLMENT: { zh: '识别纳入', en: 'enrolment' },
  CLEARING: { zh: '风险消除', en: 'clearing' },
  REGRADE: { zh: '类别调整', en: 'change of category' },
} as const satisfies CodeList;
export const Purpose = codesOf(PURPOSES);
export type Purpose = z.infer<typeof Purpose>;

/** 风险消除方式. */
export const CLEARING_MODES = {
  HELP: { zh: '帮扶消除', en: 'by help' },
  NATURAL: { zh: '自然消除', en: 'natural' },
} as const satisfies CodeList;
export const ClearingMode = codesOf(CLEARING_MODES);
export type ClearingMode = z.infer<typeof ClearingMode>;

export const COMPARISON_RESULTS = {
  CLEAR: { zh: '未发现异常', en: 'nothing found' },
  EXPLAINED: { zh: '有异常,已说明', en: 'findings, explained' },
  DISQUALIFIED: { zh: '不符合条件', en: 'disqualified' },
} as const satisfies CodeList;
export const ComparisonResult = codesOf(COMPARISON_RESULTS);
export type ComparisonResult = z.infer<typeof ComparisonResult>;

export const CASE_OUTCOMES = {
  REFUSED: { zh: '未通过', en: 'refused' },
  OBJECTION_UPHELD: { zh: '公示异议成立', en: 'objection upheld' },
  WITHDRAWN: { zh: '撤回', en: 'withdrawn' },
} as const satisfies CodeList;
export const CaseOutcome = codesOf(CASE_OUTCOMES);
export type CaseOutcome = z.infer<typeof CaseOutcome>;

export const MEMBER_REASONS = {
  REGISTER: { zh: '建档登记', en: 'register' },
  BIRTH: { zh: '出生', en: 'birth' },
  DEATH: { zh: '死亡', en: 'death' },
  MARRIAGE_IN: { zh: '婚入', en: 'married in' },
  MARRIAGE_OUT: { zh: '婚出', en: 'married out' },
  MOVE_IN: { zh: '迁入', en: 'moved in' },
  MOVE_OUT: { zh: '迁出', en: 'moved out' },
  SPLIT: { zh: '分户', en: 'split' },
  MERGE: { zh: '并户', en: 'merge' },
  OTHER: { zh: '其他', en: 'other' },
} as const satisfies CodeList;
export const MemberReason = codesOf(MEMBER_REASONS);
export type MemberReason = z.infer<typeof MemberReason>;

/** Who does a step. */
export const TIERS = {
  village: { zh: '村级', en: 'village' },
  township: { zh: '乡镇', en: 'township' },
  county: { zh: '县级', en: 'county' },
} as const satisfies CodeList;
export const Tier = codesOf(TIERS);
export type Tier = z.infer<typeof Tier>;

/** What a document proves; how many of which kind a step needs is policy. */
export const EVIDENCE_KINDS = {
  PHOTO: { zh: '入户照片', en: 'photo of the visit' },
  SURVEY: { zh: '入户核实表', en: 'signed survey form' },
  APPLICATION: { zh: '申请及承诺授权书', en: 'application with authorisation' },
  COMPARISON: { zh: '信息比对结果', en: 'comparison result' },
  MINUTES: { zh: '会议记录', en: 'signed minutes' },
  SIGN_IN: { zh: '签到表', en: 'sign-in sheet' },
  MEETING_PHOTO: { zh: '会议照片', en: 'photo of the meeting' },
  NOTICE: { zh: '公示材料', en: 'notice of publicity' },
  OPINION: { zh: '审核意见', en: 'written opinion' },
  DECISION: { zh: '审定文件', en: 'written decision' },
  ANNOUNCEMENT: { zh: '公告材料', en: 'announcement' },
} as const satisfies CodeList;
export const EvidenceKind = codesOf(EVIDENCE_KINDS);
export type EvidenceKind = z.infer<typeof EvidenceKind>;

/** Where a case is shown to the public. */
export const BOARDS = {
  VILLAGE: { zh: '村公示栏', en: 'village board' },
  GROUP: { zh: '村民小组公示点', en: "villagers' group board" },
  TOWNSHIP: { zh: '乡镇公示栏', en: 'township board' },
} as const satisfies CodeList;
export const Board = codesOf(BOARDS);

/** The six by name. */
export const SAFEGUARDS = {
  food: { zh: '吃', en: 'food' },
  clothing: { zh: '穿', en: 'clothing' },
  education: { zh: '义务教育', en: 'compulsory education' },
  medical: { zh: '基本医疗', en: 'basic medical care' },
  housing: { zh: '住房安全', en: 'safe housing' },
  water: { zh: '饮水安全', en: 'drinking water' },
} as const satisfies CodeList;
export const Safeguard = codesOf(SAFEGUARDS);
export type Safeguard = z.infer<typeof Safeguard>;

/** 两不愁三保障 and drinking water; true = solved. */
export const Safeguards = z.object({
  food: z.boolean(),
  clothing: z.boolean(),
  education: z.boolean(),
  medical: z.boolean(),
  housing: z.boolean(),
  water: z.boolean(),
});
export type Safeguards = z.infer<typeof Safeguards>;
