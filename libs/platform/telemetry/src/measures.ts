import { Metrics } from './metrics.js';

export type Measure = Readonly<{ name: string; type: string; labels: readonly string[]; zh: string; en: string }>;

/** The same in Chinese as the help of each measure says in English. */
const CHINESE: Readonly<Record<string, string>> = {
  humai_commands_total: '命令数,按结果区分;code 为拒绝代码',
  humai_command_duration_seconds: '命令用时',
  humai_append_duration_seconds: '事件持久写入用时',
  humai_events_appended_total: '命令写入的事件数',
  humai_http_request_duration_seconds: 'HTTP 请求用时,按路由区分',
  humai_http_defects_total: '应答为 500 的请求数',
  humai_messages_total: '消息数,按处理结果区分',
  humai_message_duration_seconds: '处理一条消息的用时,含重试',
  humai_dead_letters_total: '送入死信主题的消息数',
  humai_relay_published_events_total: '转发器已发布的事件数',
  humai_relay_publish_duration_seconds: '发布一批事件的用时',
  humai_relay_publish_lag_seconds: '一批中最早的事件发布时已有多久',
  humai_relay_failures_total: '转发器中断次数;code 为原因',
  humai_leads: '租约:1 为由本进程持有,0 为待命',
  humai_projected_events_total: '读模型已走过的日志事件数',
  humai_projection_duration_seconds: '读模型处理并写入一段日志的用时',
  humai_scrape_errors_total: '抓取时未能读到、因而略去的指标次数',
  humai_log_position: '日志最后一条事件的位置',
  humai_projection_position: '读模型已全部处理到的日志位置',
  humai_projection_lag_events: '读模型落后的日志位置数',
  humai_projection_lag_seconds: '读模型尚未处理的第一条事件已有多久',
  humai_projection_stopped: '为 1 表示读模型因某条事件无法处理而停止,等待人工',
  humai_consumer_position: '消费组已全部处理到的日志位置',
  humai_consumer_lag_events: '消费组落后的日志位置数',
  humai_consumer_lag_seconds: '消费组尚未处理的第一条事件已有多久',
  humai_relay_position: '转发器已全部处理到的日志位置',
  humai_relay_lag_events: '转发器落后的日志位置数',
  humai_relay_lag_seconds: '转发器尚未处理的第一条事件已有多久',
  humai_parked_messages: '无处理程序能够接收、已搁置的消息数',
  humai_overdue_deadlines: '已过期而尚未处理的期限数',
};

/** Every measure of the system's own that `/metrics` can hold, by name. */
export function measures(): readonly Measure[] {
  const metrics = new Metrics();
  const none = async () => [];
  const zero = async () => 0;
  metrics.watch({ log: { lastPosition: zero, recordedAfter: async () => null, now: () => '' }, projections: none, consumers: none, relay: zero, parked: zero, overdue: none });
  // prom-client's types leave out what every measure has.
  const all = metrics.registry.getMetricsAsArray() as unknown as readonly Readonly<{ name: string; type: string; help: string; labelNames: readonly string[] }>[];
  const named = all.map(({ name, type, help, labelNames }) => ({ name, type, labels: labelNames, zh: CHINESE[name] ?? '', en: help })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const leftOver = Object.keys(CHINESE).filter((name) => !named.some((m) => m.name === name));
  if (leftOver.length > 0) throw new Error(`no such measures: ${leftOver.join(', ')}`);
  return named;
}
