import type { LedgerStatus } from '@humai/contracts-ledger';
import type { Output } from '../output.js';
import type { Finding } from './checklist.js';

type ReadModel = LedgerStatus['readModels'][number];

/** How far read models are, and what keeps them, deadlines or messages from going on. */
export function readModelsOf({ position, readModels: all, parked, processes, unused = [] }: LedgerStatus, running: boolean, { say }: Output): Finding {
  const stopped = all.filter((r) => r.state === 'stopped');
  const retrying = all.filter((r) => r.state !== 'stopped' && (r.state === 'retrying' || r.error !== null));
  const failing = processes.filter((p) => p.error !== null || p.failed.length > 0).map((p) => p.name);
  const behind = Math.max(0, ...all.map((r) => position - r.position));
  const list = (names: readonly string[]) => names.join(say('、', ', '));
  const [resume, logs, again, parking] = [
    say('查看服务日志;原因消除后运行 npx humai resume --all,读模型本身经过修正的运行 npx humai rebuild <读模型>', "look into the server's log; when the cause is gone run npx humai resume --all, where the read model itself was mended npx humai rebuild <read-model>"),
    say('查看服务日志', "look into the server's log"),
    say('查看服务日志;原因消除后会自动继续', "look into the server's log; it goes on by itself when the cause is gone"),
    say('运行 npx humai parked list', 'run npx humai parked list'),
  ];
  const detail = [
    say(`${all.length} 个读模型,最多落后 ${behind} 条`, `${all.length} read models, at most ${behind} events behind`),
    ...(stopped.length > 0 ? [say(`已停止:${list(stopped.map(placeOf))}`, `stopped: ${list(stopped.map(placeOf))}`)] : []),
    ...(retrying.length > 0 ? [say(`正在重试:${list(retrying.map(placeOf))}`, `retrying: ${list(retrying.map(placeOf))}`)] : []),
    ...(failing.length > 0 ? [say(`期限处理失败:${list(failing)}`, `failing deadlines: ${list(failing)}`)] : []),
    ...(parked > 0 ? [say(`停放消息 ${parked} 条`, `${parked} parked messages`)] : []),
    ...(unused.length > 0 ? [say(`不再使用(npx humai rebuild --prune 可删除):${list(unused.map((c) => `${c.name} ${c.rows} 行`))}`, `not used any more (npx humai rebuild --prune drops it): ${list(unused.map((c) => `${c.name} ${c.rows} rows`))}`)] : []),
    ...(!running && behind > 0 ? [say('启动时自动补齐', 'it catches up at the next start')] : []),
  ].join(say(';', '; '));
  const advice = [...(parked > 0 ? [parking] : []), ...(stopped.length > 0 ? [resume] : failing.length > 0 ? [logs] : []), ...(retrying.length > 0 ? [again] : [])];
  return advice.length > 0 ? { detail, advice: advice.join(say(';', '; ')) } : { detail };
}

export const placeOf = ({ name, position, error }: ReadModel): string => `${name} @${position}${error ? ` ${error.code}${error.event ? ` ${error.event.type}` : ''} ×${error.attempts}` : ''}`;

/** The log as a running system tells of it. */
export function logOf({ position, simulated, unknownTypes }: LedgerStatus, output: Output): Finding {
  return eventsOf({ position, simulated, unknown: unknownTypes.map((u) => `${u.type} × ${u.count}`) }, output);
}

/** How long the log is, and what in it this version does not know. */
export function eventsOf({ position, simulated, unknown }: Readonly<{ position: number; simulated: boolean; unknown: readonly string[] }>, { say }: Output): Finding {
  const detail = `${say(`${position} 条事件`, `${position} events`)}${simulated ? say('(模拟数据)', ' (simulated)') : ''}${unknown.length > 0 ? say(`;未知类型:${unknown.join('、')}`, `; unknown types: ${unknown.join(', ')}`) : ''}`;
  return unknown.length > 0 ? { detail, advice: say('这些事件由更新的版本写入:请升级 Humai', 'a newer Humai wrote these: upgrade this one') } : { detail };
}
