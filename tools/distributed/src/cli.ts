// `npm run start:distributed`: see options.ts. Ctrl-C ends everything that was started here.
import { localDateOf } from '@humai/kernel';
import { systemClock } from '@humai/wiring';
import { DISTRICT } from './demonstration.js';
import { readOptions } from './options.js';
import { DistributedSystem } from './system.js';

const options = readOptions(process.argv);
const stopping = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort()).on(signal, () => {});
const say = (text: string) => void process.stderr.write(`${text}\n`);

try {
  const { HUMAI_EVENT_STORE, HUMAI_EVENT_FEED, HUMAI_READ_STORE } = process.env;
  say(`户脉 Humai, every service a process of its own; data in ${options.directory}`);
  const system = await DistributedSystem.start({ ...options, eventStore: HUMAI_EVENT_STORE, eventFeed: HUMAI_EVENT_FEED, readStore: HUMAI_READ_STORE, signal: stopping.signal, say });
  const grants = [{ role: 'county', area: DISTRICT.area }, { role: 'auditor', area: '' }, { role: 'assessor', area: '' }, { role: 'ops', area: '' }];
  const token = await system.issuer.mint({ subject: 'demo-county-officer', grants, days: 7 });
  if (options.json) process.stdout.write(`${JSON.stringify({ url: system.url, token, ...system.addresses })}\n`);
  else
    say([
      '', `已就绪 Ready: ${system.url}`, '',
      `  接口文档 API reference   ${system.url}/docs`,
      `  健康 Health              ${system.url}/health/ready`, '',
      '令牌 Token (county, auditor, assessor and ops rights, 7 days):', `  ${token}`, '',
      '另开一个终端试试 In another terminal, try:',
      `  export HUMAI_URL=${system.url} HUMAI_TOKEN=<the token>`,
      '  npx humai doctor',
      `  npx humai assess --year ${Number(localDateOf(systemClock.now()).slice(0, 4)) - 1} --area ${DISTRICT.area}`,
      `  curl -H "Authorization: Bearer $HUMAI_TOKEN" "${system.url}/v1/identification/households?status=ENROLLED&limit=5"`, '',
      '按 Ctrl-C 停止。 Press Ctrl-C to stop.',
    ].join('\n'));
  await new Promise<void>((resolve) => (stopping.signal.aborted ? resolve() : stopping.signal.addEventListener('abort', () => resolve(), { once: true })));
  say('正在停止 Stopping …');
  await system.stop();
  say('已停止 Stopped.');
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
