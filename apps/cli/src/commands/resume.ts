import type { ResumeOutcome } from '@humai/contracts-ledger';
import { readModelsCalled, stateOf } from '@humai/ledger-service';
import { type AddCommand, command } from '../define.js';
import { placeOf } from '../doctor/ledger.js';
import { tableOf } from '../output.js';

/** Has read models that stopped go on from where they stand; through the server where one runs. Without one nothing has stopped: the next start tries again. */
export const resumeReadModels: AddCommand = (program, run) => {
  command(program, 'resume', 'have a read model that has stopped go on from where it stands / 让已停止的读模型继续')
    .argument('[read-model]', 'its name, e.g. identification.households or identification.households.v1')
    .option('--all', 'all that have stopped')
    .action((name: string | undefined, options: { all?: boolean }, self) =>
      run(async (session) => {
        if ((name === undefined) === (options.all !== true)) self.error('error: name one read model, or --all', { exitCode: 2 });
        const asked = name ?? 'all';
        const { output } = session;
        const { readModels } = await session.act<ResumeOutcome>('ops', {
          server: (server) => server.json(`/v1/ledger/read-models/${encodeURIComponent(asked)}/resume`, { method: 'POST', body: {} }),
          here: () => session.existingApp(async ({ runner }) => {
            const models = readModelsCalled(asked, runner);
            const failure = await runner.catchUp(models.map((m) => m.projection)).then(() => null, (error: unknown) => error);
            const stopped = runner.status.filter((s) => s.state === 'stopped').map(stateOf);
            if (failure && stopped.length === 0) throw failure;
            return { readModels: stopped };
          }),
        });
        output.answer({ readModels }, () =>
          readModels.length === 0 ? output.say('没有已停止的读模型', 'No read model has stopped')
            : tableOf(output.language === 'zh' ? ['读模型', '状态', '情况'] : ['read model', 'state', 'where'], readModels.map((r) => [r.name, r.state, placeOf(r)])));
        return readModels.some((r) => r.error !== null) ? 1 : 0;
      }, options));
};
