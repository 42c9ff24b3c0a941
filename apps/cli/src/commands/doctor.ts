import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import type { LedgerStatus } from '@humai/contracts-ledger';
import { checkEvidence, checkVault, type Reading } from '@humai/wiring-embedded';
import { type AddCommand, command, type Options } from '../define.js';
import { errorCatalogue } from '../errors.js';
import { complaintOf, type Output, tableOf } from '../output.js';
import type { Session } from '../session.js';
import { statusHere } from '../status.js';

/** What was looked at; `advice` says what to do when it is not well. */
type Check = Readonly<{ name: string; ok: boolean; detail: string; advice: string | null }>;
type Finding = Readonly<{ detail: string; advice?: string }>;

const FREE_BYTES = 1_000_000_000;

/** Looks at everything a running system needs and says what to do about what is not well. */
export const doctor: AddCommand = (program, run) => {
  command(program, 'doctor', 'check everything and say what to do / 全面检查').action((options: Options) =>
    run(async (session) => {
      const checks = await examine(session);
      const ok = checks.every((c) => c.ok);
      const { output } = session;
      output.answer({ ok, checks }, () => [
        tableOf(['', output.say('项目', 'check'), output.say('情况', 'found')], checks.map((c) => [c.ok ? '✓' : '✗', c.name, c.detail])),
        ...checks.flatMap((c) => (c.advice === null ? [] : [`${c.name}: ${c.advice}`])),
        ok ? output.say('一切正常', 'All is well') : output.say('发现问题', 'Something is not well'),
      ].join('\n'));
      return ok ? 0 : 1;
    }, options));
};

async function examine(session: Session): Promise<readonly Check[]> {
  const { output, directory, environment } = session;
  const checks: Check[] = [];
  const look = async (name: string, work: () => Promise<Finding> | Finding, advice: string): Promise<boolean> => {
    try {
      const { detail, advice: own } = await work();
      checks.push({ name, ok: own === undefined, detail, advice: own ?? null });
      return own === undefined;
    } catch (error) {
      checks.push({ name, ok: false, detail: complaintOf(error, errorCatalogue(), output.language, false).message, advice });
      return false;
    }
  };
  const say = output.say;

  await look('node', () => ({ detail: process.version }), '');
  const rules = await look('policies', () => ({ detail: say(`${session.rulebook.catalogue.types.length} 种事件,政策目录 ${environment.policies}`, `${session.rulebook.catalogue.types.length} event types, documents in ${environment.policies}`) }),
    say('按所示位置修改政策文件', 'mend the document at the place named'));
  await look('data-directory', () => directoryOf(session), say('检查目录权限,或用 HUMAI_DATA 指定其他目录', 'check its rights, or name another directory by HUMAI_DATA'));
  const { holder } = session;
  const server = await session.server('ops').catch(() => null);
  await look('server', async () => {
    if (!holder) return (await portIsFree(environment.port, environment.host))
      ? { detail: say(`未运行;端口 ${environment.port} 空闲`, `not running; port ${environment.port} is free`) }
      : { detail: say(`未运行;端口 ${environment.port} 被占用`, `not running; port ${environment.port} is taken`), advice: say('启动前用 HUMAI_PORT 指定其他端口', 'name another port by HUMAI_PORT before you start') };
    if (!server) return { detail: say(`进程 ${holder.pid} 占用数据目录,尚未提供服务`, `process ${holder.pid} holds the data directory and does not serve yet`), advice: say('等待其就绪或结束', 'wait until it is ready or ends') };
    const response = await fetch(`${server.url}/health/ready`, { signal: session.signal });
    const detail = `${server.url} (${say('进程', 'process')} ${holder.pid})`;
    return response.ok ? { detail } : { detail: `${detail}: ${await response.text()}`, advice: say('查看服务日志', "look into the server's log") };
  }, say('查看服务日志;必要时重启服务', "look into the server's log; restart it if need be"));

  if (!rules || !existsSync(directory)) return checks;
  await look('vault', async () => {
    const { entries, problem } = await checkVault(directory);
    return problem ? { detail: `#${problem.number}: ${problem.problem}`, advice: say('访问记录被改动,请上报', 'the record of accesses was tampered with: report it') } : { detail: say(`访问记录 ${entries} 条,完整`, `${entries} recorded accesses, unbroken`) };
  }, say('从备份恢复 vault.sqlite 和 vault.key(须成对)', 'restore vault.sqlite and vault.key together from a backup'));
  await look('evidence', () => {
    const found = checkEvidence(directory);
    if (!found) return { detail: say('尚无佐证材料', 'none yet') };
    return found.problem ? { detail: found.problem, advice: say('查看记录被改动,请上报', 'the record of accesses was tampered with: report it') } : { detail: say(`佐证材料 ${found.files} 份,查看记录 ${found.accesses} 条,完整`, `${found.files} files, ${found.accesses} recorded accesses, unbroken`) };
  }, say('从备份恢复 evidence 目录和 evidence.key(须成对)', 'restore the folder evidence and evidence.key together from a backup'));
  await look('event-store', () => session.reading(async (reading) => eventsOf(reading, output)), say('从备份恢复 events.sqlite,再运行 npx humai verify', 'restore events.sqlite from a backup, then run npx humai verify'));
  await look('read-models', async () => readModels(server ? await server.json<LedgerStatus>('/v1/ledger/status') : await session.reading(statusHere), server !== null, output), say('运行 npx humai rebuild --all', 'run npx humai rebuild --all'));
  return checks;
}

function directoryOf({ directory, output: { say } }: Session): Finding {
  const place = existsSync(directory) ? directory : dirname(directory);
  accessSync(place, constants.W_OK);
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  const detail = say(`${directory}${existsSync(directory) ? '' : '(尚未创建)'},剩余 ${gigabytes(free)}`, `${directory}${existsSync(directory) ? '' : ' (not there yet)'}, ${gigabytes(free)} free`);
  return free < FREE_BYTES ? { detail, advice: say('腾出磁盘空间', 'make room on the disk') } : { detail };
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

function portIsFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

async function eventsOf({ store, catalogue }: Reading, { say }: Output): Promise<Finding> {
  const position = await store.lastPosition();
  const unknown: string[] = [];
  for (const type of await store.types()) {
    if (catalogue.knows(type)) continue;
    let count = 0;
    for await (const batch of store.readRaw({ types: [type] })) count += batch.length;
    unknown.push(`${type} × ${count}`);
  }
  const detail = `${say(`${position} 条事件`, `${position} events`)}${store.simulated ? say('(模拟数据)', ' (simulated)') : ''}${unknown.length > 0 ? say(`;未知类型:${unknown.join('、')}`, `; unknown types: ${unknown.join(', ')}`) : ''}`;
  return unknown.length > 0 ? { detail, advice: say('这些事件由更新的版本写入:请升级 Humai', 'a newer Humai wrote these: upgrade this one') } : { detail };
}

function readModels({ position, readModels: all, parked, processes }: LedgerStatus, running: boolean, { say }: Output): Finding {
  const stopped = all.filter((r) => r.state === 'stopped').map((r) => `${r.name} @${r.position}`);
  const failing = processes.filter((p) => p.error !== null || p.failed.length > 0).map((p) => p.name);
  const behind = Math.max(0, ...all.map((r) => position - r.position));
  const detail = [
    say(`${all.length} 个读模型,最多落后 ${behind} 条`, `${all.length} read models, at most ${behind} events behind`),
    ...(stopped.length > 0 ? [say(`已停止:${stopped.join('、')}`, `stopped: ${stopped.join(', ')}`)] : []),
    ...(failing.length > 0 ? [say(`期限处理失败:${failing.join('、')}`, `failing deadlines: ${failing.join(', ')}`)] : []),
    ...(parked > 0 ? [say(`停放消息 ${parked} 条`, `${parked} parked messages`)] : []),
  ].join(say(';', '; '));
  if (parked > 0) return { detail, advice: say('运行 npx humai parked list', 'run npx humai parked list') };
  if (stopped.length > 0 || failing.length > 0) return { detail, advice: say('查看服务日志,修正后运行 npx humai rebuild', "look into the server's log; when mended run npx humai rebuild") };
  return running || behind === 0 ? { detail } : { detail: `${detail}${say('(启动时自动补齐)', ' (it catches up at the next start)')}` };
}
