import { existsSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { addDays, addMonths, DomainError, localDateOf } from '@humai/kernel';
import { type EmbeddedApp, makeDirectory, systemClock } from '@humai/wiring-embedded';
import { type AddCommand, command } from '../define.js';
import { Session, VERSION } from '../session.js';
import { runSimulation } from './simulate.js';

const DEMONSTRATION = { area: '511504', households: 2_000, years: 3, seed: 1 };
const STOP_WITHIN_MS = 15_000;

/** Starts all contexts on the data directory and serves until Ctrl-C; an empty store first gets a demonstration district. */
export const up: AddCommand = (program, run) => {
  command(program, 'up', 'start everything; an empty store first gets a demonstration district / 启动全部服务')
    .option('--empty', 'leave an empty store empty')
    .action((options: { empty?: boolean }) =>
      run(async (session) => {
        const { output, environment } = session;
        output.note(output.say(`户脉 Humai ${VERSION},数据目录 ${session.directory}`, `Humai 户脉 ${VERSION}, data in ${session.directory}`));
        requireFree(session);
        await requirePort(environment.port, environment.host);
        makeDirectory(session.directory);
        const made = options.empty !== true && (await isEmpty(session));
        if (made) await makeDemonstration(session);
        if (session.signal.aborted) return 0;
        await session.app(async (app) => {
          await level(session, app);
          const url = await app.listen(environment.port, environment.host);
          if (output.json) output.answer({ url, docs: `${url}/docs` }, () => '');
          else await welcome(session, app, url);
          await aborted(session.signal);
          output.note(output.say('正在停止……', 'Stopping…'));
          // What still hangs then is not worth waiting for: events are durable when they are acknowledged.
          setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
        });
        output.note(output.say('已停止。', 'Stopped.'));
        return 0;
      }, options));
};

function requireFree({ holder, directory }: Session): void {
  if (holder) throw new DomainError('STORE.HELD', { directory, pid: holder.pid, since: holder.since });
}

/** Before anything long is begun. */
function requirePort(port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new DomainError('SERVER.PORT_TAKEN', { port }) : new DomainError('SERVER.ADDRESS', { host, port, problem: error.code ?? error.message })));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

async function isEmpty(session: Session): Promise<boolean> {
  try {
    return await session.reading(async ({ store }) => (await store.lastPosition()) === 0);
  } catch (error) {
    // From before an upgrade, or killed while it was made: what a reader cannot get over, this very start mends, or names.
    if (error instanceof DomainError && error.code.startsWith('STORE.')) return error.code === 'STORE.MISSING';
    throw error;
  }
}

/** Made beside the data directory and moved there when it is whole, so that an interrupted start leaves nothing half done. */
async function makeDemonstration(session: Session): Promise<void> {
  const { output, environment, directory, signal } = session;
  // An old store without events has keys of its own that may be in use.
  if (existsSync(directory) && readdirSync(directory).length > 0) return output.note(output.say('数据目录中已有空库,不生成演示数据。', 'The data directory holds an empty store: no demonstration data is made.'));
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  const to = addDays(localDateOf(systemClock.now()), -1);
  const from = addDays(addMonths(to, -12 * DEMONSTRATION.years), 1);
  const { area, households, seed } = DEMONSTRATION;
  const name = session.rulebook.areas.find(`${area}000000`)?.name ?? area;
  output.note(output.say(
    `首次启动:正在生成演示数据(${name},${households} 户,${from} 至 ${to},均为模拟)。不需要时用 npx humai up --empty`,
    `First start: making a demonstration district (${name}, ${households} households, ${from} to ${to}, all made up). To do without: npx humai up --empty`,
  ));
  try {
    await runSimulation(new Session({ ...environment, directory: draft }, output, signal), { area, households, from, to, seed });
    if (existsSync(directory)) rmdirSync(directory);
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!signal.aborted) throw error;
    output.note(output.say('已中断,未留下任何数据。', 'Interrupted; nothing was left behind.'));
  }
}

/** Read models are level with the log before anybody asks. */
async function level(session: Session, app: EmbeddedApp): Promise<void> {
  const last = await app.platform.store.lastPosition();
  await session.progress(session.output.say('读模型', 'read models'), async (update) => {
    const timer = setInterval(() => update(Math.min(...app.runner.status.map((s) => s.position)), last), 200);
    try {
      await app.project();
      await app.runner.catchUp();
    } finally {
      clearInterval(timer);
    }
  });
}

async function welcome(session: Session, app: EmbeddedApp, url: string): Promise<void> {
  const { output } = session;
  const { store, issuer } = app.platform;
  const grants = [{ role: 'county', area: DEMONSTRATION.area }, { role: 'auditor', area: '' }, { role: 'assessor', area: '' }, { role: 'ops', area: '' }];
  const token = await issuer.mint({ subject: 'demo-county-officer', grants, days: 7 });
  const household = await exampleOf(app);
  const year = Number(localDateOf(systemClock.now()).slice(0, 4)) - 1;
  const events = await store.lastPosition();
  const simulated = store.simulated ? output.say('(模拟数据)', ' (made up)') : '';
  output.note([
    '',
    output.say(`已就绪:${events} 条事件${simulated}`, `Ready: ${events} events${simulated}`),
    '',
    `  ${output.say('接口文档', 'API reference')}   ${url}/docs`,
    `  ${output.say('健康与指标', 'Health, metrics')} ${url}/health/ready  ${url}/metrics`,
    '',
    output.say('令牌(县级及审计、考核、运维,7 天):', 'Token (county, auditor, assessor and ops rights, 7 days):'),
    `  ${token}`,
    '',
    output.say('另开一个终端试试:', 'In another terminal, try:'),
    ...(household ? [`  npx humai history ${household}`] : [`  npx humai import <${output.say('户籍台账.csv', 'register.csv')}>`]),
    `  npx humai assess --year ${year} --area ${DEMONSTRATION.area}`,
    `  curl -H "Authorization: Bearer $(npx humai token --role county --area ${DEMONSTRATION.area})" "${url}/v1/identification/households?status=ENROLLED&limit=5"`,
    '',
    output.say('按 Ctrl-C 停止。', 'Press Ctrl-C to stop.'),
  ].join('\n'));
}

/** A household with much to tell: one that was cleared, where there is one. */
async function exampleOf({ platform: { readStore } }: EmbeddedApp): Promise<string | null> {
  const collection = await readStore.resolve('identification.households.v1');
  for (const status of ['CLEARED', 'ENROLLED', 'REGISTERED']) {
    const { items } = await readStore.find<{ _id: string; position: number; registerNumber: string | null }>(collection, { filter: { status }, limit: 1 });
    if (items[0]) return items[0].registerNumber ?? items[0]._id;
  }
  return null;
}

const aborted = (signal: AbortSignal) => new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
