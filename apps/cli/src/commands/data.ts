import { createReadStream, statSync } from 'node:fs';
import { DataBatchImport, type DataBatchReport, type DataBatchStep } from '@humai/identification-service';
import { DomainError } from '@humai/kernel';
import { type AddCommand, command } from '../define.js';
import { tableOf } from '../output.js';
import { queryOf, type Server } from '../server.js';
import { OPERATOR, type Session } from '../session.js';
import { areaCode } from '../values.js';

type Options = Readonly<{ period: string; area?: string; dryRun?: boolean; json?: boolean }>;

const SHOWN = 30;
const ALL = 1_000;

/** Takes a department's data batch; through the running server where there is one. */
export const data: AddCommand = (program, run) => {
  command(program, 'data', "take a department's data batch, CSV or XLSX / 报送部门数据")
    .argument('<source>', 'a source that a policy document names, like medical-insurance')
    .argument('<file>', 'the file, GB18030 or UTF-8')
    .requiredOption('--period <period>', 'what the data is about: 2024-03, 2024-Q1, 2024 or 2024-2025-1, as the source has it')
    .option('--area <code>', "only households of this area; that of the source's document unless told", areaCode)
    .option('--dry-run', 'judge all, write nothing')
    .action((source: string, file: string, options: Options) =>
      run(async (session) => {
        if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new DomainError('USAGE.NOT_A_FILE', { file });
        const { output } = session;
        const report = await session.progress(output.say('部门数据', 'data'), (update) =>
          take(session, source, file, options, ({ fraction }) => update(Math.floor(fraction * ALL), ALL)).catch((error: unknown) => {
            if (session.signal.aborted && options.dryRun !== true) output.note(output.say('已中断;再次运行同一命令即从中断处继续。', 'Interrupted: run the same command again and it goes on from here.'));
            throw error;
          }));
        output.answer(report, () => textOf(session, report, options));
        return report.rejected > 0 ? 1 : 0;
      }, options));
};

async function take(session: Session, source: string, file: string, { period, area, dryRun = false }: Options, onProgress: (step: DataBatchStep) => void): Promise<DataBatchReport> {
  const send = (server: Server): Promise<DataBatchReport> =>
    server.work(`/v1/identification/data-batches/${encodeURIComponent(source)}${queryOf({ period, dryRun, area })}`, { stream: () => createReadStream(file), type: 'application/octet-stream' }, onProgress);
  const here = () => session.app(async ({ executor, runner, platform }) => {
    const { store, catalogue, readStore, vault, policies, calendar, clock } = platform;
    const report = await new DataBatchImport({ executor, store, catalogue, readStore, vault, policies, calendar, clock }).run(file, {
      source, period, area: area ?? '', dryRun, language: session.output.language, onProgress, signal: session.signal, sender: { id: OPERATOR, grants: [{ role: 'county', area: '' }] },
    });
    await runner.catchUp();
    return report;
  });
  return session.act('county', { server: send, here });
}

function textOf({ output }: Session, { batch, rows, rejected, unknown, doubtful, matched, outside, raised, supported, errors }: DataBatchReport, { dryRun }: Options): string {
  const heading = output.language === 'zh' ? ['行', '列', '代码', '原因'] : ['row', 'column', 'code', 'reason'];
  const wrong = errors.length === 0 ? [] : [
    '', output.say('错误:', 'Errors:'), tableOf(heading, errors.slice(0, SHOWN).map((p) => [p.row, p.column, p.code, p.message])),
    ...(errors.length > SHOWN ? [output.say(`……共 ${errors.length} 处;用 --json 可全部列出`, `… ${errors.length} in all; --json lists them`)] : []),
  ];
  return [
    output.say(
      `${dryRun ? '试运行,未写入:' : ''}${rows} 行:匹配 ${matched}(区域外 ${outside}),非登记人员 ${unknown},存疑 ${doubtful},退回 ${rejected};新预警 ${raised} 条,并入既有预警 ${supported} 条`,
      `${dryRun ? 'Dry run, nothing written: ' : ''}${rows} rows: ${matched} matched (${outside} outside the area), ${unknown} about nobody of the register, ${doubtful} doubtful, ${rejected} rejected; ${raised} warnings raised, ${supported} joined one`,
    ),
    output.say(`批次 ${batch}`, `Batch ${batch}`),
    ...wrong,
  ].join('\n');
}
