import type { RebuildProgress, RebuildResult } from '@humai/contracts-ledger';
import { readModelsCalled, rebuild } from '@humai/ledger-service';
import type { ProjectionRunner } from '@humai/projections';
import type { z } from 'zod';
import { type AddCommand, command } from '../define.js';
import { tableOf } from '../output.js';

type Step = z.infer<typeof RebuildProgress>;
type Result = z.infer<typeof RebuildResult>;

/** Builds read models anew beside the ones that serve, compares and switches; through the server where one runs. */
export const rebuildReadModels: AddCommand = (program, run) => {
  command(program, 'rebuild', 'build a read model anew, compare and switch / 重建读模型')
    .argument('[read-model]', 'its name, e.g. identification.households or identification.households.v1')
    .option('--all', 'all of them')
    .action((name: string | undefined, options: { all?: boolean }, self) =>
      run(async (session) => {
        if ((name === undefined) === (options.all !== true)) self.error('error: name one read model, or --all', { exitCode: 2 });
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
  await runner.catchUp();
  for await (const line of rebuild(runner, models, signal)) {
    if ('result' in line) return line.result;
    onProgress(line.progress);
  }
  throw new Error('the rebuild ended without a result');
}
