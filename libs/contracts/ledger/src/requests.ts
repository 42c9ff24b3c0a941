import { z } from 'zod';

const Count = z.string().regex(/^\d{1,15}$/).transform(Number);
const TYPE = String.raw`[A-Za-z]+\.[A-Za-z]+\.v\d+`;

export const HistoryQuery = z.object({
  knownAt: z.string().optional().describe('截至此刻已记录的:ISO 8601 时刻,或日期(当日终了,中国时间) / as known at: an ISO 8601 instant, or a date for its end in China'),
  trueOn: z.string().optional().describe('截至此业务日期的:YYYY-MM-DD / as true on a business date'),
});
export type HistoryQuery = z.infer<typeof HistoryQuery>;

export const EventsQuery = z.object({
  after: Count.default(0).describe('从此位置之后开始 / begin after this position'),
  upTo: Count.optional().describe('最后位置 / last position'),
  types: z.string().max(4_000).regex(new RegExp(`^${TYPE}(,${TYPE})*$`)).transform((list) => list.split(',')).optional()
    .describe('事件类型,逗号分隔,与存储名称一致 / event types as they are stored, separated by commas'),
  limit: Count.refine((n) => n > 0, '> 0').optional().describe('最多返回条数 / at most so many events'),
  follow: z.enum(['true', 'false']).default('false').transform((f) => f === 'true').describe('到达末尾后继续等待新事件 / go on with new events at the end of the log'),
});
export type EventsQuery = z.infer<typeof EventsQuery>;

export const ParkedQuery = z.object({
  state: z.enum(['parked', 'discarded']).default('parked').describe('停放中或已丢弃 / waiting, or taken out for good'),
  limit: Count.refine((n) => n > 0 && n <= 1_000, '1-1000').default(100).describe('最多返回条数,至多 1000 / at most so many messages, 1,000 at the most'),
});
export type ParkedQuery = z.infer<typeof ParkedQuery>;

export const PruneRequest = z.object({ collections: z.array(z.string().max(200)).min(1).max(1_000).describe('「运行状况」所列的 unused 名称 / names as the status lists them under unused') });
export type PruneRequest = z.infer<typeof PruneRequest>;

export const DiscardRequest = z.object({ reason: z.string().trim().min(1).max(500).describe('丢弃原因,留存备查 / why, kept for the record') });
export type DiscardRequest = z.infer<typeof DiscardRequest>;
