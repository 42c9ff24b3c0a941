import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import type { LedgerStatus } from '@humai/contracts-ledger';
import { checkEvidence, checkVault, type Reading } from '@humai/wiring-embedded';
import type { Output } from '../output.js';
import type { Session } from '../session.js';
import { statusHere } from '../status.js';
import { type Check, Checklist, type Finding } from './checklist.js';
import { eventsOf, readModelsOf } from './ledger.js';

const FREE_BYTES = 1_000_000_000;

/** Everything that a system on this machine needs, found in its data directory. */
export async function examineHere(session: Session): Promise<readonly Check[]> {
  const { output, directory, environment } = session;
  const list = new Checklist(output);
  const say = output.say;

  await list.look('node', () => ({ detail: process.version }), '');
  const rules = await list.look('policies', () => ({ detail: say(`${session.rulebook.catalogue.types.length} 种事件,政策目录 ${environment.policies}`, `${session.rulebook.catalogue.types.length} event types, documents in ${environment.policies}`) }),
    say('按所示位置修改政策文件', 'mend the document at the place named'));
  await list.look('data-directory', () => directoryOf(session), say('检查目录权限,或用 HUMAI_DATA 指定其他目录', 'check its rights, or name another directory by HUMAI_DATA'));
  const { holder } = session;
  const server = await session.server('ops').catch(() => null);
  await list.look('server', async () => {
    if (!holder) return (await portIsFree(environment.port, environment.host))
      ? { detail: say(`未运行;端口 ${environment.port} 空闲`, `not running; port ${environment.port} is free`) }
      : { detail: say(`未运行;端口 ${environment.port} 被占用`, `not running; port ${environment.port} is taken`), advice: say('启动前用 HUMAI_PORT 指定其他端口', 'name another port by HUMAI_PORT before you start') };
    if (!server) return { detail: say(`进程 ${holder.pid} 占用数据目录,尚未提供服务`, `process ${holder.pid} holds the data directory and does not serve yet`), advice: say('等待其就绪或结束', 'wait until it is ready or ends') };
    const response = await fetch(`${server.url}/health/ready`, { signal: session.signal });
    const detail = `${server.url} (${say('进程', 'process')} ${holder.pid})`;
    return response.ok ? { detail } : { detail: `${detail}: ${await response.text()}`, advice: say('查看服务日志', "look into the server's log") };
  }, say('查看服务日志;必要时重启服务', "look into the server's log; restart it if need be"));

  if (!rules || !existsSync(directory)) return list.checks;
  await list.look('vault', async () => {
    const { entries, problem } = await checkVault(directory);
    return problem ? { detail: `#${problem.number}: ${problem.problem}`, advice: say('访问记录被改动,请上报', 'the record of accesses was tampered with: report it') } : { detail: say(`访问记录 ${entries} 条,完整`, `${entries} recorded accesses, unbroken`) };
  }, say('从备份恢复 vault.sqlite 和 vault.key(须成对)', 'restore vault.sqlite and vault.key together from a backup'));
  await list.look('evidence', () => {
    const found = checkEvidence(directory);
    if (!found) return { detail: say('尚无佐证材料', 'none yet') };
    return found.problem ? { detail: found.problem, advice: say('查看记录被改动,请上报', 'the record of accesses was tampered with: report it') } : { detail: say(`佐证材料 ${found.files} 份,查看记录 ${found.accesses} 条,完整`, `${found.files} files, ${found.accesses} recorded accesses, unbroken`) };
  }, say('从备份恢复 evidence 目录和 evidence.key(须成对)', 'restore the folder evidence and evidence.key together from a backup'));
  await list.look('event-store', () => session.reading(async (reading) => eventsIn(reading, output)), say('从备份恢复 events.sqlite,再运行 npx humai verify', 'restore events.sqlite from a backup, then run npx humai verify'));
  await list.look('read-models', async () => readModelsOf(server ? await server.json<LedgerStatus>('/v1/ledger/status') : await session.reading(statusHere), server !== null, output), say('运行 npx humai rebuild --all', 'run npx humai rebuild --all'));
  return list.checks;
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

async function eventsIn({ store, catalogue }: Reading, output: Output): Promise<Finding> {
  const unknown: string[] = [];
  for (const type of await store.types()) {
    if (catalogue.knows(type)) continue;
    let count = 0;
    for await (const batch of store.readRaw({ types: [type] })) count += batch.length;
    unknown.push(`${type} × ${count}`);
  }
  return eventsOf({ position: await store.lastPosition(), simulated: store.simulated, unknown }, output);
}
