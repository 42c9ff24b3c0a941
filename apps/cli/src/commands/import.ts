import { createReadStream, readFileSync, statSync, writeFileSync } from 'node:fs';
import { CommandSink, type ImportProblem, type ImportReport, type ImportStep, parseMapping, ReadStoreImportProgress, RegisterImport } from '@humai/identification-service';
import { DomainError } from '@humai/kernel';
import { stringify } from 'csv-stringify/sync';
import { type AddCommand, command } from '../define.js';
import { tableOf } from '../output.js';
import { queryOf, type Server } from '../server.js';
import { OPERATOR, type Session } from '../session.js';
import { areaCode } from '../values.js';

type Options = Readonly<{ dryRun?: boolean; mapping?: string; area: string; report?: string; json?: boolean }>;

const SHOWN = 30;
const ALL = 1_000;

/** Brings a register file in; through the running server where there is one. */
export const importRegister: AddCommand = (program, run) => {
  command(program, 'import', 'import a register file, CSV or XLSX / 导入台账')
    .argument('<file>', 'the file, GB18030 or UTF-8, national headings in any order')
    .option('--dry-run', 'check all, write nothing')
    .option('--mapping <file>', "YAML or JSON: how the file's columns answer to the national headings")
    .option('--area <code>', 'only households of this area may be in it', areaCode, '')
    .option('--report <file>', 'write every problem to this CSV file')
    .action((file: string, options: Options) =>
      run(async (session) => {
        requireFile(file);
        if (options.mapping !== undefined) requireFile(options.mapping);
        const { output } = session;
        const report = await session.progress(output.say('导入', 'import'), (update) => {
          const show = (step: ImportStep) => (step.phase === 'reading' ? update(Math.floor(step.fraction * ALL), 2 * ALL) : update(ALL + Math.floor((ALL * step.households) / Math.max(1, step.total)), 2 * ALL));
          return take(session, file, options, show).catch((error: unknown) => {
            if (session.signal.aborted && options.dryRun !== true) output.note(output.say('已中断;再次运行同一命令即从中断处继续。', 'Interrupted: run the same command again and it goes on from here.'));
            throw error;
          });
        });
        const { accepted, unchanged, rejected, events, errors, queries } = report;
        if (options.report !== undefined) writeReport(options.report, errors, queries);
        output.answer({ accepted, unchanged, rejected, events, errors }, () => textOf(session, report, options));
        return rejected > 0 ? 1 : 0;
      }, options));
};

function requireFile(file: string): void {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile()) throw new DomainError('USAGE.NOT_A_FILE', { file });
}

async function take(session: Session, file: string, { dryRun = false, mapping, area }: Options, onProgress: (step: ImportStep) => void): Promise<ImportReport> {
  const text = mapping === undefined ? undefined : readFileSync(mapping, 'utf8');
  const parsed = text === undefined ? undefined : parseMapping(text);
  const send = (server: Server): Promise<ImportReport> =>
    server.work(`/v1/identification/register-imports${queryOf({ area, dryRun, mapping: text })}`, { stream: () => createReadStream(file), type: 'application/octet-stream' }, onProgress);
  const here = () => session.app(async ({ executor, runner, platform }) => {
    const { store, catalogue, readStore, vault, openStaging, areas, clock } = platform;
    await runner.catchUp(); // households registered by hand are found by their number
    const sink = new CommandSink({ executor, store, catalogue, readStore, vault, actor: { id: OPERATOR, grants: [{ role: 'county', area: '' }] } });
    const report = await new RegisterImport({ sink, openStaging, progress: new ReadStoreImportProgress(readStore), areas, clock }).run(file, {
      area, dryRun, language: session.output.language, onProgress, signal: session.signal, ...(parsed === undefined ? {} : { mapping: parsed }),
    });
    await runner.catchUp();
    return report;
  });
  return session.act('county', { server: send, here });
}

function textOf({ output }: Session, { accepted, unchanged, rejected, events, errors, queries }: ImportReport, { dryRun, report }: Options): string {
  const heading = output.language === 'zh' ? ['行', '列', '代码', '原因'] : ['row', 'column', 'code', 'reason'];
  const list = (title: string, problems: readonly ImportProblem[]) =>
    problems.length === 0 ? [] : [
      '', title, tableOf(heading, problems.slice(0, SHOWN).map((p) => [p.row, p.column, p.code, p.message])),
      ...(problems.length > SHOWN ? [output.say(`……共 ${problems.length} 处${report === undefined ? ';用 --report 文件.csv 可全部写出' : ''}`, `… ${problems.length} in all${report === undefined ? '; --report file.csv writes them out' : ''}`)] : []),
    ];
  return [
    output.say(
      `${dryRun ? '试运行,未写入:' : ''}接收 ${accepted} 行,无变化 ${unchanged} 行,退回 ${rejected} 行;新事件 ${events} 条`,
      `${dryRun ? 'Dry run, nothing written: ' : ''}${accepted} rows accepted, ${unchanged} unchanged, ${rejected} rejected; ${events} new events`,
    ),
    ...list(output.say('错误:', 'Errors:'), errors),
    ...list(output.say('请核实:', 'To be checked:'), queries),
  ].join('\n');
}

function writeReport(file: string, errors: readonly ImportProblem[], queries: readonly ImportProblem[]): void {
  const rows = [...errors.map((p) => ['错误', p.row, p.column, p.code, p.message]), ...queries.map((p) => ['核实', p.row, p.column, p.code, p.message])];
  writeFileSync(file, stringify([['类别', '行', '列', '代码', '原因'], ...rows], { bom: true, record_delimiter: 'windows' }));
}
