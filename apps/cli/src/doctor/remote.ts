import type { LedgerStatus } from '@humai/contracts-ledger';
import { DomainError } from '@humai/kernel';
import { z } from 'zod';
import type { Output } from '../output.js';
import { rightsIn, rightsText } from '../rights.js';
import { RemoteProblem, type Server } from '../server.js';
import type { Session } from '../session.js';
import { type Check, Checklist, type Finding } from './checklist.js';
import { logOf, readModelsOf } from './ledger.js';

const State = z.object({ status: z.enum(['up', 'down']), reason: z.string().optional(), checks: z.record(z.string(), z.object({ status: z.string(), reason: z.string().optional() })).default({}) });
/** Of a gateway, which asks every service, or of a server that is all of them. */
const Ready = State.extend({ services: z.record(z.string(), State).optional() });
const Live = z.object({ status: z.literal('up') });
type State = z.infer<typeof State>;

/** Every connection of a system that is known by its address: the way to it, its services, the token, its log and read models. */
export async function examineRemote(session: Session, server: Server): Promise<readonly Check[]> {
  const { output } = session;
  const { say } = output;
  const list = new Checklist(output);
  await list.look('node', () => ({ detail: process.version }), '');
  const there = await list.look('address', async () => {
    await answerOf(server, '/health/live', Live);
    return { detail: server.url };
  }, say('检查 HUMAI_URL、网络以及系统是否运行', 'check HUMAI_URL, the network, and that the system runs'));
  if (!there) return list.checks;

  const ready: { state?: z.infer<typeof Ready> } = {};
  await list.look('health', async () => {
    ready.state = await answerOf(server, '/health/ready', Ready);
    return ready.state.status === 'up' ? { detail: say('可以提供服务', 'it can serve') } : { detail: say('不能完全提供服务', 'it cannot serve all'), advice: say('见下列各项', 'see the checks below') };
  }, say('查看服务日志', "look into the server's log"));
  for (const [service, state] of Object.entries(ready.state?.services ?? (ready.state ? { server: ready.state } : {})))
    for (const [name, finding] of findingsOf(service, state, output)) await list.look(name, () => finding, '');

  const status = await server.json<LedgerStatus>('/v1/ledger/status').catch((error: unknown) => error as Error);
  const accepted = await list.look('token', () => tokenOf(session, status), say('请用另一令牌:HUMAI_TOKEN 或 HUMAI_TOKEN_FILE', 'give another token in HUMAI_TOKEN or HUMAI_TOKEN_FILE'));
  if (!accepted) return list.checks;
  const known: { ledger?: LedgerStatus } = {};
  await list.look('status', () => {
    if (status instanceof Error) throw status;
    const ledger = (known.ledger = status);
    const away = (ledger.unreachable ?? []).map((s) => `${s.name}: ${s.problem}`);
    return away.length === 0 ? { detail: say('各服务均已应答', 'all services have answered') } : { detail: away.join(say(';', '; ')), advice: say('启动或修复这些服务;下列情况不含它们', 'start or mend these services: what follows is without them') };
  }, status instanceof RemoteProblem && status.code.startsWith('PERMISSION.')
    ? say('运行情况须有 ops 或 auditor 角色、全域权限的令牌才能查看', 'how it runs is shown to a token with the role ops or auditor for the whole country')
    : say('查看账本(ledger)服务的日志', 'look into the log of the ledger'));
  const { ledger } = known;
  if (!ledger) return list.checks;
  await list.look('event-store', () => logOf(ledger, output), '');
  await list.look('read-models', () => readModelsOf(ledger, true, output), '');
  return list.checks;
}

/** Throws `SERVER.NOT_HUMAI` for what has another shape, whatever its status. */
async function answerOf<T>(server: Server, path: string, shape: z.ZodType<T>): Promise<T> {
  const response = await server.look(path);
  const parsed = shape.safeParse(await response.json().catch(() => null));
  if (!parsed.success) throw new DomainError('SERVER.NOT_HUMAI', { url: server.url, status: response.status });
  return parsed.data;
}

function findingsOf(service: string, { status, reason, checks }: State, { say }: Output): readonly (readonly [string, Finding])[] {
  const up: Finding = { detail: say('正常', 'up') };
  const down = (why: string | undefined): Finding => ({ detail: why ?? say('不可用', 'down'), advice: say(`查看服务 ${service} 的日志`, `look into the log of ${service}`) });
  const named = Object.entries(checks).map(([name, check]) => [`${service}/${name}`, check.status === 'up' ? up : down(check.reason)] as const);
  return named.length > 0 ? named : [[service, status === 'up' ? up : down(reason)]];
}

/** Whether the system takes the token is seen by what it answered; what it says is read from itself. Throws the refusal of it. */
function tokenOf({ environment, output: { language, say } }: Session, answer: unknown): Finding {
  const { token } = environment.remote!;
  if (answer instanceof RemoteProblem && answer.code.startsWith('IDENTITY.')) throw answer;
  const rights = rightsIn(token);
  const until = rights?.exp === undefined ? '' : say(`,有效至 ${instant(rights.exp)}`, `, good until ${instant(rights.exp)}`);
  return { detail: `${rights?.sub ?? '–'}: ${rightsText(token, language)}${until}` };
}

const instant = (seconds: number): string => new Date(seconds * 1_000).toISOString();
