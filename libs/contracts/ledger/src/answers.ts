import { z } from 'zod';
import { EventMetadata } from '@humai/kernel';

const Position = z.int().describe('日志位置 / log position');
const Type = z.string().describe('事件类型 / event type');
const Instant = z.string().describe('时刻,UTC / instant, UTC');

export const HistoryEvent = z.object({
  position: Position,
  revision: z.int().describe('在该户事件流中的序号 / place in the stream of the household'),
  type: Type,
  recordedAt: Instant,
  effectiveOn: z.string().describe('业务日期 / business date'),
  actor: z.string().describe('经办人(化名) / pseudonymous id of who did it'),
  policy: z.string().nullable().describe('所依据的政策版本 / policy version that decided'),
  data: z.unknown().describe('事件内容,与存储一致 / content as it is stored'),
});
export const HouseholdHistory = z.object({
  household: z.string().describe('户 ID / household id'),
  state: z.record(z.string(), z.unknown()).describe("由该户自身事件得出的各业务状态 / what the household's own events among those listed lead to, per context"),
  events: z.array(HistoryEvent).describe('按日志位置排列,含分户来源户和并入户在此之前的事件 / by place in the log, with those of the households it split off from or that came into it, up to then'),
});
export type HouseholdHistory = Readonly<z.infer<typeof HouseholdHistory>>;

/** One line of the exported log: everything about an event that is public. */
export const LoggedEvent = z.object({
  position: Position,
  stream: z.string(),
  revision: z.int(),
  type: Type,
  id: z.string(),
  recordedAt: Instant,
  metadata: EventMetadata,
  data: z.unknown(),
  hash: z.string().describe('SHA-256,与该流前一事件相连 / SHA-256, chained to the event before it in its stream'),
});
export type LoggedEvent = Readonly<z.infer<typeof LoggedEvent>>;

export const UnknownType = z.object({ type: Type, count: z.int(), firstPosition: Position });
export const LogVerification = z.object({
  ok: z.boolean(),
  events: z.int(),
  streams: z.int(),
  root: z.string().describe('所有事件流末端的 SHA-256,可另存备查 / SHA-256 over the ends of all streams, to be kept elsewhere'),
  problems: z.array(z.object({ stream: z.string().describe("无法判明时为 '' / '' where it cannot be told"), revision: z.int().describe('无法判明时为 -1 / -1 where it cannot be told'), problem: z.string() })),
  unknownTypes: z.array(UnknownType).describe('没有结构定义的事件类型,不算问题 / types without a schema; no problem in themselves'),
});
export type LogVerification = Readonly<z.infer<typeof LogVerification>>;

export const ParkedMessage = z.object({
  id: z.string(),
  group: z.string().describe('消费者 / the consumer'),
  stream: z.string(),
  order: Position,
  type: Type,
  eventId: z.string(),
  state: z.enum(['parked', 'discarded']),
  code: z.string().describe('原因代码;PARKED.BEHIND 表示排在前一条之后 / why; PARKED.BEHIND waits behind an earlier one'),
  problem: z.string(),
  attempts: z.int(),
  parkedAt: Instant,
  discarded: z.object({ at: Instant, by: z.string(), reason: z.string() }).optional(),
});
export const ParkedMessages = z.object({ items: z.array(ParkedMessage) });
export type ParkedMessages = Readonly<z.infer<typeof ParkedMessages>>;
export const ParkedOutcome = z.object({
  handled: z.int().describe('该流现已处理的消息 / messages of the stream that are done now'),
  left: z.int().describe('该流仍停放的消息 / messages of the stream that still wait'),
});
export type ParkedOutcome = Readonly<z.infer<typeof ParkedOutcome>>;

const ReadModelError = z.object({
  code: z.string(), message: z.string(), attempts: z.int(), position: Position,
  event: z.object({ position: Position, type: Type, id: z.string() }).optional(),
});
export const ReadModelState = z.object({
  name: z.string(), position: Position,
  state: z.string().describe('stopped 表示停在某条事件上,等待处理 / stopped: it stands at an event and waits for somebody'),
  error: ReadModelError.nullable(),
});
export type ReadModelState = Readonly<z.infer<typeof ReadModelState>>;
export const UnusedCollection = z.object({ name: z.string(), rows: z.int() });
export type UnusedCollection = Readonly<z.infer<typeof UnusedCollection>>;
export const LedgerStatus = z.object({
  position: Position.describe('日志末尾位置 / where the log ends'),
  simulated: z.boolean().describe('历史由模拟生成 / its past was made up'),
  readModels: z.array(ReadModelState),
  unused: z.array(UnusedCollection).optional().describe('已不存在的读模型留下的数据 / what read models that are no more have left'),
  consumers: z.array(z.object({ group: z.string(), position: Position })),
  processes: z.array(z.object({
    name: z.string(),
    lastTick: z.string().nullable().describe('上次检查期限的日期 / date of the last look at the due dates'),
    failed: z.array(z.object({ id: z.string(), dueOn: z.string(), code: z.string(), attempts: z.int() })),
    error: z.string().nullable(),
  })),
  parked: z.int().describe('停放中的消息数 / messages that wait'),
  unknownTypes: z.array(UnknownType),
  unreachable: z.array(z.object({ name: z.string(), problem: z.string() })).optional().describe('无法访问的服务 / services that could not be asked'),
});
export type LedgerStatus = Readonly<z.infer<typeof LedgerStatus>>;

export const ResumeOutcome = z.object({ readModels: z.array(ReadModelState).describe('此前已停止者现在的状况 / how those that had stopped are now') });
export type ResumeOutcome = Readonly<z.infer<typeof ResumeOutcome>>;
export const PruneOutcome = z.object({ dropped: z.array(UnusedCollection) });
export type PruneOutcome = Readonly<z.infer<typeof PruneOutcome>>;

/** RFC 9457, as every refusal is answered. */
export const Problem = z.object({
  type: z.string(), title: z.string(), status: z.int(), detail: z.string(), code: z.string(), field: z.string().optional(), instance: z.string().optional(),
});
export const RebuildProgress = z.object({ name: z.string(), position: Position, of: Position });
export const RebuildResult = z.object({
  readModels: z.array(z.object({
    name: z.string(),
    events: z.int().describe('读取的事件数 / events that it was made from'),
    rows: z.int(),
    differences: z.int().describe('与原读模型不同的行数 / rows that were not as in the one that served before'),
    seconds: z.number(),
  })),
});
/** One line of a rebuild; the last one is a result or a problem, and without either it broke off. */
export const RebuildLine = z.union([z.object({ progress: RebuildProgress }), z.object({ result: RebuildResult }), z.object({ problem: Problem })]);
export type RebuildLine = Readonly<z.infer<typeof RebuildLine>>;
