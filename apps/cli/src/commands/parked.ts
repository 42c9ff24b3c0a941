import type { ParkedMessages, ParkedOutcome } from '@humai/contracts-ledger';
import { readMessages } from '@humai/wiring-embedded';
import { type AddCommand, command, type Options } from '../define.js';
import { tableOf } from '../output.js';
import { OPERATOR, type Session } from '../session.js';

/** Messages that a consumer could not handle; through the running server where there is one. */
export const parked: AddCommand = (program, run) => {
  const group = program.command('parked').description('messages a consumer could not handle / 停放的消息').exitOverride();

  command(group, 'list', 'those that wait / 列出').action((options: Options) =>
    run(async (session) => {
      const { output } = session;
      const items = await session.act('ops', {
        server: async (server) => (await server.json<ParkedMessages>('/v1/ledger/parked?limit=1000')).items,
        here: () => readMessages<ParkedMessages['items']>(session.directory, async (lot) => [...(await lot.list())], []),
      });
      output.answer({ items }, () =>
        items.length === 0 ? output.say('没有停放的消息', 'Nothing is parked')
          : tableOf(output.language === 'zh' ? ['编号', '消费者', '流', '事件', '原因', '次数'] : ['id', 'consumer', 'stream', 'event', 'why', 'tries'],
              items.map((m) => [m.id, m.group, m.stream, m.type, `${m.code} ${m.problem}`, m.attempts])));
    }, options));

  const outcome = (session: Session, result: ParkedOutcome): number => {
    session.output.answer(result, () => session.output.say(`已处理 ${result.handled} 条,仍停放 ${result.left} 条`, `${result.handled} handled, ${result.left} still parked`));
    return result.left > 0 ? 1 : 0;
  };

  command(group, 'retry', 'handle that stream again, in order / 重试').argument('<id>').action((id: string, options: Options) =>
    run(async (session) => outcome(session, await session.act<ParkedOutcome>('ops', {
      server: (server) => server.json(`/v1/ledger/parked/${encodeURIComponent(id)}/retry`, { method: 'POST', body: {} }),
      here: () => session.existingApp((app) => app.platform.lot.retry(id)),
    })), options));

  command(group, 'discard', 'take a message out for good / 丢弃').argument('<id>').requiredOption('--reason <text>', 'why, kept for the record')
    .action((id: string, options: Options & { reason: string }) =>
      run(async (session) => outcome(session, await session.act<ParkedOutcome>('ops', {
        server: (server) => server.json(`/v1/ledger/parked/${encodeURIComponent(id)}/discard`, { method: 'POST', body: { reason: options.reason } }),
        here: () => session.existingApp((app) => app.platform.lot.discard(id, { by: OPERATOR, reason: options.reason })),
      })), options));
};
