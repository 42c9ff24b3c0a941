import { DomainError } from '@humai/kernel';
import type { ProjectionRunner, Rebuilt } from '@humai/projections';
import { type AddCommand, command } from '../define.js';
import { tableOf } from '../output.js';
import type { Session } from '../session.js';

type Line = Pick<Rebuilt, 'name' | 'events' | 'rows' | 'differences' | 'seconds'>;
type Step = Readonly<{ name: string; position: number; of: number }>;

/** Builds read models anew beside the ones that serve, compares and switches; through the server where one runs. */
export const rebuild: AddCommand = (program, run) => {
  command(program, 'rebuild', 'build a read model anew, compare and switch / 重建读模型')
    .argument('[read-model]', 'its name, e.g. identification.households or identification.households.v1')
    .option('--all', 'all of them')
    .action((name: string | undefined, options: { all?: boolean }, self) =>
      run(async (session) => {
        if ((name === undefined) === (options.all !== true)) self.error('error: name one read model, or --all', { exitCode: 2 });
        const readModels = await session.progress(session.output.say('重建', 'rebuild'), async (update) => {
          const onProgress = ({ position, of }: Step) => update(position, of);
          const server = await session.server('ops');
          if (server) return (await server.work<Step, { readModels: Line[] }>(`/v1/ledger/read-models/${encodeURIComponent(name ?? 'all')}/rebuild`, {}, onProgress)).readModels;
          return session.existingApp((app) => rebuildHere(app.runner, name, onProgress, session));
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

async function rebuildHere(runner: ProjectionRunner, name: string | undefined, onProgress: (step: Step) => void, session: Session): Promise<readonly Line[]> {
  const known = runner.status.map((s) => s.name);
  const chosen = name === undefined ? known : known.filter((k) => k === name || k.startsWith(`${name}.v`));
  if (chosen.length === 0) throw new DomainError('READ_MODEL.UNKNOWN', { name: name ?? '', known });
  await runner.catchUp();
  const rebuilt: Line[] = [];
  for (const full of chosen) {
    const at = full.lastIndexOf('.v');
    const { events, rows, differences, seconds } = await runner.rebuild({ name: full.slice(0, at), version: Number(full.slice(at + 2)) }, { onProgress, signal: session.signal });
    rebuilt.push({ name: full, events, rows, differences, seconds });
  }
  return rebuilt;
}
