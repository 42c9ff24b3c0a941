import type { LedgerStatus, PruneOutcome, RebuildProgress, RebuildResult, UnusedCollection } from '@humai/contracts-ledger';
import { readModelsCalled, rebuild } from '@humai/ledger-service';
import type { ProjectionRunner } from '@humai/projections';
import type { z } from 'zod';
import { type AddCommand, command } from '../define.js';
import { tableOf } from '../output.js';
import type { Session } from '../session.js';

type Step = z.infer<typeof RebuildProgress>;
type Result = z.infer<typeof RebuildResult>;

/** Builds read models anew beside the ones that serve, compares and switches; through the server where one runs. */
export const rebuildReadModels: AddCommand = (program, run) => {
  command(program, 'rebuild', 'build a read model anew, compare and switch / 重建读模型')
    .argument('[read-model]', 'its name, e.g. identification.households or identification.households.v1')
    .option('--all', 'all of them')
    .option('--prune', 'instead, drop what read models that are no more have left')
    .action((name: string | undefined, options: { all?: boolean; prune?: boolean }, self) =>
      run(async (session) => {
        if ([name !== undefined, options.all, options.prune].filter(Boolean).length !== 1) self.error('error: name one read model, or --all, or --prune', { exitCode: 2 });
        if (options.prune) return prune(session);
        const { readModels } = await session.progress(session.output.say('重建', 'rebuild'), async (update) => {
          const onProgress = ({ position, of }: Step) => update(position, of);
          const asked = name ?? 'all';
          return session.act<Result>('ops', {
            server: (server) => server.work<Step, Result>(`/v1/ledger/read-models/${encodeURIComponent(asked)}/rebuild`, {}, onProgress),
            here: () => session.existingApp((app) => rebuildHere(app.runner, asked, onProgress, session.signal)),
          });
        });
        const { output } = session;
        output.answer({ readModels }, () =>
          tableOf(
            output.language === 'zh' ? ['读模型', '事件', '行', '差异', '秒'] : ['read model', 'events', 'rows', 'differences', 'seconds'],
            readModels.map((r) => [r.name, r.events, r.rows, r.differences, Number(r.seconds.toFixed(2))]),
          ));
        return readModels.some((r) => r.differences > 0) ? 1 : 0;
      }, options));
};

async function rebuildHere(runner: ProjectionRunner, name: string, onProgress: (step: Step) => void, signal: AbortSignal): Promise<Result> {
  const models = readModelsCalled(name, runner);
  for await (const line of rebuild(runner, models, signal)) {
    if ('result' in line) return line.result;
    onProgress(line.progress);
  }
  throw new Error('the rebuild ended without a result');
}

/** Says what nobody needs any more, then drops it. */
async function prune(session: Session): Promise<void> {
  const { output } = session;
  const { language, say } = output;
  const listed = (unused: readonly UnusedCollection[]) => tableOf(language === 'zh' ? ['不再使用', '行'] : ['not used any more', 'rows'], unused.map((c) => [c.name, c.rows]));
  const tell = (unused: readonly UnusedCollection[]): readonly string[] => {
    if (unused.length > 0 && !output.json) output.note(listed(unused));
    return unused.map((c) => c.name);
  };
  const { dropped } = await session.act<PruneOutcome>('ops', {
    server: async (server) => {
      const collections = tell((await server.json<LedgerStatus>('/v1/ledger/status')).unused ?? []);
      return collections.length === 0 ? { dropped: [] } : server.json('/v1/ledger/read-models/prune', { method: 'POST', body: { collections } });
    },
    here: () => session.existingApp(async ({ runner }) => ({ dropped: [...(await runner.dropUnused(tell(await runner.unused())))] })),
  });
  output.answer({ dropped }, () => (dropped.length === 0 ? say('没有不再使用的数据', 'There is nothing to drop') : say(`已删除 ${dropped.length} 个`, `${dropped.length} dropped`)));
}
