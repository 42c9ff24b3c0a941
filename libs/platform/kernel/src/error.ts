/** What a refusal can say beside its code: plain values that fill the sentence. Never a personal datum. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** How one refusal reads and which HTTP status it has. `{name}` in a sentence is filled from the details. */
export type ErrorDefinition = Readonly<{ status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 500 | 503; zh: string; en: string }>;
export type ErrorCatalogue = Readonly<Record<string, ErrorDefinition>>;

export const defineErrors = <const C extends ErrorCatalogue>(catalogue: C): C => catalogue;

/** A rule said no. `code` is `AGGREGATE.RULE` and stands in one catalogue; the sentence is made at the boundary, in the reader's language. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  constructor(
    readonly code: string,
    readonly details: ErrorDetails = {},
    /** The offending field of the request, as a dotted path, where there is one. */
    readonly field?: string,
  ) {
    super(code);
  }
}

/** Two writers met: the stream is not at the revision the caller expected. */
export class RevisionConflict extends DomainError {
  constructor(readonly stream: string, readonly expected: number | 'none' | 'any', readonly actual: number) {
    super('STREAM.REVISION_CONFLICT', { stream, expected: String(expected), actual });
  }
}

export type Language = 'zh' | 'en';

/** The sentence for a refusal; an unknown code reads as itself rather than hiding. A detail `xZh` is what `x` is called in Chinese. */
export function sentenceOf(catalogue: ErrorCatalogue, error: Pick<DomainError, 'code' | 'details'>, language: Language): string {
  const template = catalogue[error.code]?.[language] ?? error.code;
  return template.replace(/\{(\w+)\}/g, (_, key: string) => {
    const value = (language === 'zh' ? error.details[`${key}Zh`] : undefined) ?? error.details[key];
    if (value === undefined || value === null) return '–';
    return Array.isArray(value) ? value.join(language === 'zh' ? '、' : ', ') : String(value);
  });
}

/** Marks a switch as complete at compile time; at run time it names what slipped through. */
export function absurd(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}

/** The refusals of the platform itself; each context adds its own beside its contracts. */
export const PlatformErrors = defineErrors({
  'REQUEST.MALFORMED': { status: 400, zh: '请求无法解析', en: 'The request cannot be parsed' },
  'REQUEST.TOO_LARGE': { status: 413, zh: '请求内容过大', en: 'The request is too large' },
  'REQUEST.MEDIA_TYPE': { status: 415, zh: '请使用 application/json', en: 'Send application/json' },
  'ROUTE.NOT_FOUND': { status: 404, zh: '没有这个地址', en: 'There is no such route' },
  'ROUTE.METHOD': { status: 405, zh: '该地址不支持此方法', en: 'This route does not take this method' },
  'SHAPE.INVALID': { status: 400, zh: '请求内容不符合要求:{problem}(位置:{place})', en: 'The request is not well formed: {problem} (at {place})' },
  'IDENTITY.MISSING': { status: 401, zh: '缺少身份凭证,请在 Authorization 头中带上令牌', en: 'No identity: send a bearer token in the Authorization header' },
  'IDENTITY.INVALID': { status: 401, zh: '身份凭证无效或已过期', en: 'The token is invalid or has expired' },
  'IDENTITY.NO_KEYS': { status: 503, zh: '公钥文件 {file} 无法使用:{problem}', en: 'The file of keys {file} cannot be used: {problem}' },
  'PERMISSION.ROLE': { status: 403, zh: '该操作需要以下角色之一:{roles}', en: 'This needs one of the roles: {roles}' },
  'PERMISSION.AREA': { status: 403, zh: '您的权限范围不包含 {area}', en: 'Your rights do not cover {area}' },
  'SUBJECT.NOT_FOUND': { status: 404, zh: '找不到 {subject}', en: '{subject} was not found' },
  'STREAM.REVISION_CONFLICT': { status: 409, zh: '记录已被他人更新(期望版本 {expected},实际 {actual}),请刷新后重试', en: 'The record has moved on (expected revision {expected}, found {actual}): read it again and retry' },
  'IDEMPOTENCY.KEY_MISSING': { status: 400, zh: '缺少 Idempotency-Key 请求头', en: 'The Idempotency-Key header is required' },
  'IDEMPOTENCY.KEY_REUSED': { status: 422, zh: '该 Idempotency-Key 已用于另一操作 {command}', en: 'This Idempotency-Key was already used for {command}' },
  'EFFECTIVE_DATE.FUTURE': { status: 422, zh: '业务日期 {effectiveOn} 晚于今天 {today}', en: 'The business date {effectiveOn} is after today, {today}' },
  'EFFECTIVE_DATE.IMPOSSIBLE': { status: 400, zh: '日期 {date} 不存在', en: 'There is no date {date}' },
  'EVENT.NOT_OWNED': { status: 422, zh: '{context} 无权写入事件 {type}', en: '{context} may not write {type}' },
  'EVENT.TOO_LARGE': { status: 413, zh: '事件 {type} 大小 {bytes} 字节,超过上限 {limit}', en: 'Event {type} has {bytes} bytes, the limit is {limit}' },
  'EVENT.PERSONAL_DATA': { status: 422, zh: '「{place}」中含有证件号码或电话号码:个人信息不得写入事件,请删除后重新提交', en: '{place} holds a document or phone number: personal data must not stand in events, take it out and send again' },
  'EVENT.ID_TAKEN': { status: 409, zh: '事件编号 {id} 已存在于 {stream},未写入', en: 'Event id {id} is already used (offered for {stream}): nothing was written' },
  'READ_MODEL.BEHIND': { status: 503, zh: '读模型尚未处理到位置 {wanted}(当前 {position})', en: 'The read model has not reached position {wanted} yet (it is at {position})' },
  'READ_MODEL.FIELD_NOT_INDEXED': { status: 400, zh: '不能按 {field} 查询或排序', en: 'Cannot filter or sort by {field}' },
  'READ_MODEL.BAD_CURSOR': { status: 400, zh: '游标无效,请从第一页重新查询', en: 'The cursor is not valid: start again from the first page' },
  'POLICY.NOT_IN_FORCE': { status: 422, zh: '{area} 在 {on} 没有有效的 {kind} 政策文件', en: 'No {kind} policy is in force for {area} on {on}' },
  'POLICY.UNKNOWN_VERSION': { status: 404, zh: '没有 {kind} 政策版本 {version}', en: 'There is no {kind} policy version {version}' },
  'POLICY.INVALID': { status: 422, zh: '政策文件 {file} 有误:{problem}(位置:{place})', en: 'Policy document {file} is wrong: {problem} (at {place})' },
  'POLICY.EXPRESSION_FAILED': { status: 422, zh: '政策表达式「{expression}」无法计算:{problem}', en: 'The policy expression "{expression}" has no value: {problem}' },
  'AREA.INVALID': { status: 422, zh: '区划文件 {file} 第 {line} 行有误:{problem}', en: 'Division file {file} is wrong at line {line}: {problem}' },
  'AREA.UNKNOWN': { status: 422, zh: '没有区划代码 {code}', en: 'There is no division with code {code}' },
  'AREA.VILLAGE_UNKNOWN': { status: 422, zh: '{township} 下没有名为「{name}」的村', en: '{township} has no village named "{name}"' },
  'AREA.VILLAGE_AMBIGUOUS': { status: 422, zh: '{township} 下「{name}」对应多个村:{candidates}', en: 'In {township} "{name}" could be {candidates}' },
  'PERSON.ERASED': { status: 404, zh: '该人员的个人信息已删除', en: 'This person has been erased' },
  'VAULT.WRONG_KEY': { status: 503, zh: '个人信息库 {file} 的主密钥缺失或不匹配', en: 'The master key of the vault {file} is missing or is not the one it was made with' },
  'VAULT.READ_ONLY': { status: 503, zh: '个人信息库以只读方式打开:访问无法留痕,因此不能读写个人信息', en: 'The vault is open read-only: an access could not be recorded, so personal data can be neither read nor written' },
  'EVIDENCE.EMPTY': { status: 422, zh: '文件是空的', en: 'The file is empty' },
  'EVIDENCE.TOO_LARGE': { status: 413, zh: '文件超过上限 {limit} 字节', en: 'The file is larger than the limit of {limit} bytes' },
  'EVIDENCE.WRONG_KEY': { status: 503, zh: '佐证材料 {folder} 的密钥缺失或不匹配', en: 'The key of the evidence in {folder} is missing or is not the one it was sealed with' },
  'STORE.HELD': { status: 503, zh: '数据目录 {directory} 正被进程 {pid} 使用(自 {since})', en: 'Data directory {directory} is held by process {pid} (since {since})' },
  'STORE.DAMAGED': { status: 503, zh: '存储 {file} 已损坏:{problem}', en: 'The store {file} is damaged: {problem}' },
  'STORE.UNWRITABLE': { status: 503, zh: '数据目录 {directory} 无法写入:{problem}', en: 'Data directory {directory} cannot be written: {problem}' },
  'STORE.NEWER_SCHEMA': { status: 503, zh: '存储 {file} 由更新的版本创建(结构版本 {found},本程序支持 {supported})', en: 'The store {file} was made by a newer Humai (schema {found}, this one knows {supported})' },
  'STORE.OLDER_SCHEMA': { status: 503, zh: '存储 {file} 的结构版本为 {found},本程序需要 {supported};请先启动一次服务以升级', en: 'The store {file} has schema {found}, this Humai needs {supported}: start the server on it once to upgrade it' },
  'STORE.MISSING': { status: 404, zh: '目录 {directory} 中没有存储', en: 'There is no store in {directory}' },
  'STORE.UNREACHABLE': { status: 503, zh: '事件存储 {place} 当前无法访问:{problem}', en: 'The event store {place} cannot be reached at the moment: {problem}' },
  'STORE.ACCESS_REFUSED': { status: 503, zh: '事件存储 {place} 不接受本服务的账号或密码', en: 'The event store {place} does not accept the user or password of this service' },
  'STORE.BAD_ADDRESS': { status: 503, zh: '事件存储地址有误:{problem}', en: 'The address of the event store is wrong: {problem}' },
  'STORE.CLOSED': { status: 503, zh: '存储已关闭', en: 'The store is closed' },
  'STORE.READ_ONLY': { status: 503, zh: '存储 {file} 以只读方式打开', en: 'The store {file} is open for reading only' },
  'STORE.NOT_SIMULATED': { status: 422, zh: '目录 {directory} 中是真实数据,不接受模拟时钟', en: 'The store in {directory} holds real events and takes no simulated clock' },
  'KAFKA.BAD_URL': { status: 503, zh: '消息服务(Kafka)地址有误:{problem}', en: 'The address of Kafka is wrong: {problem}' },
  'KAFKA.BAD_CATEGORY': { status: 503, zh: '事件流类别「{category}」不能用作 Kafka 主题名', en: 'The stream category "{category}" cannot be part of the name of a Kafka topic' },
  'KAFKA.UNREACHABLE': { status: 503, zh: 'Kafka({brokers})当前无法访问:{problem}', en: 'Kafka at {brokers} cannot be reached at the moment: {problem}' },
  'KAFKA.ACCESS_REFUSED': { status: 503, zh: 'Kafka({brokers})不接受本服务的账号、密码或权限:{problem}', en: 'Kafka at {brokers} does not accept the user, password or rights of this service: {problem}' },
  'KAFKA.TOPIC_MISSING': { status: 503, zh: 'Kafka 中没有主题 {topics},请先运行主题初始化', en: 'Kafka has no topic {topics}: run the set-up of the topics first' },
  'KAFKA.EVENT_REFUSED': { status: 503, zh: '转发停在位置 {position}(事件 {id}):{problem}', en: 'The relay has stopped at position {position} (event {id}): {problem}' },
  'KAFKA.FAILED': { status: 503, zh: 'Kafka({brokers})返回错误:{problem}', en: 'Kafka at {brokers} answered with an error: {problem}' },
  'KAFKA.EXPIRED': { status: 503, zh: '消费组 {group} 尚未处理的消息已过保留期被清除({topic} 分区 {partition},从 {from} 到 {to})', en: 'Messages that {group} has not handled are gone, past their retention ({topic}, partition {partition}, from {from} to {to})' },
  'MONGO.BAD_URL': { status: 503, zh: 'MongoDB 地址 {place} 有误:{problem}', en: 'The MongoDB address {place} is wrong: {problem}' },
  'MONGO.REFUSED': { status: 503, zh: 'MongoDB {place} 拒绝了连接:{problem};请检查用户名、密码和权限', en: 'MongoDB {place} refuses: {problem}. Check user, password and rights' },
  'MONGO.UNREACHABLE': { status: 503, zh: 'MongoDB {place} 无法访问:{problem}', en: 'MongoDB {place} cannot be reached: {problem}' },
  'LEADER.LOST': { status: 503, zh: '本进程已失去「{name}」的主导权,将退出并由守护进程重新启动', en: 'This process no longer leads {name}: it ends, to be started again' },
  'PROJECTION.FAILED': { status: 503, zh: '读模型 {name} 无法处理事件:{problem}', en: 'The read model {name} cannot take an event: {problem}' },
  'PARKED.BEHIND': { status: 409, zh: '同一对象较早的一条消息尚未处理,本条排在其后', en: 'An earlier message of this stream is parked, and this one waits behind it' },
  'SERVICE.BUSY': { status: 429, zh: '系统繁忙,请稍后重试', en: 'Too busy: try again shortly' },
  'INTERNAL': { status: 500, zh: '系统内部错误,编号 {reference}', en: 'Internal error, reference {reference}' },
});
