import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What the linter says, by file (relative to the workspace): `rule: message` each. `output` is Nx's own. */
export type Findings = Readonly<{ byFile: ReadonlyMap<string, readonly string[]>; projects: number; output: string }>;

type Report = readonly Readonly<{ filePath: string; messages: readonly Readonly<{ ruleId: string | null; message: string }>[] }>[];

/** Runs `lint` of all or some projects through Nx, without its cache. Throws when Nx did not lint what it was asked to. */
export async function lintThroughNx(workspace: string, projects: readonly string[] | 'all', started: (child: { pid?: number | undefined }) => void): Promise<Findings> {
  const reports = join(workspace, 'reports', 'lint');
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NX_')));
  const nx = join(workspace, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const only = projects === 'all' ? [] : [`--projects=${projects.join(',')}`];
  const child = spawn(process.execPath, [nx, 'run-many', '-t', 'lint', '--skip-nx-cache', '--output-style=static', ...only], {
    cwd: workspace,
    env: { ...environment, NX_DAEMON: 'false', NX_TUI: 'false', NX_WORKSPACE_ROOT_PATH: workspace, LINT_REPORTS: reports, FORCE_COLOR: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // A group of its own, so that an interrupted proof can end all of it.
  });
  started(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));

  const files = readdirSync(reports);
  if (output.includes('The rule will be skipped')) throw new Error(`the boundary rule was skipped:\n${output}`);
  if (files.length === 0 || (projects !== 'all' && files.length !== projects.length)) throw new Error(`Nx linted ${files.length} projects (exit code ${code}):\n${output}`);
  const byFile = new Map<string, string[]>();
  for (const file of files)
    for (const { filePath, messages } of JSON.parse(readFileSync(join(reports, file), 'utf8')) as Report)
      byFile.set(relative(workspace, filePath), messages.map((m) => `${m.ruleId ?? 'parse'}: ${m.message.split('\n')[0]}`));
  const found = [...byFile.values()].some((messages) => messages.length > 0);
  if (found === (code === 0)) throw new Error(`Nx ended with ${code}, but the linter found ${found ? 'something' : 'nothing'}:\n${output}`);
  return { byFile, projects: files.length, output };
}
