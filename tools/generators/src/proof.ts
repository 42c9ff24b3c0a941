// Proves the generators by what they write: in a copy of the workspace it makes a context, commands and questions with the scripts that people use, then compiles, tests, lints and runs them.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyWorkspace, filesNamed } from '@humai/checks/boundaries/copy';
import { lintThroughNx } from '@humai/checks/boundaries/lint';
import { CALLS, CONTEXT, FOLDERS, PROJECTS, SPECS } from './proof/generated.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const copy = join(root, '.cache', 'generator-proof');
const problems: string[] = [];
let running: { pid?: number | undefined } | undefined;

type Ended = Readonly<{ code: number | null; output: string }>;
async function started(child: ChildProcess): Promise<Ended> {
  running = child;
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve));
  return { code, output: output.trim() };
}
// A group of its own each, so that an interrupted proof can end all of it.
const inCopy = (command: string, args: readonly string[]) => started(spawn(command, args, { cwd: copy, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }));
const node = (...args: string[]) => inCopy(process.execPath, args);
async function script([name, ...args]: readonly string[]): Promise<Ended> {
  const { code, output } = await inCopy('npm', ['run', '--silent', name!, '--', ...args]);
  return { code, output: output.replace(/^compiled .*\n/, '') }; // The build before it says what it did.
}

const from = performance.now();
const tell = (line: string): void => console.log(`${`${((performance.now() - from) / 1000).toFixed(1)} s`.padStart(7)}  ${line}`);
/** Fails with all that was said. */
function expect(what: string, { code, output }: Ended, expected = 0): string {
  if (code !== expected) throw new Error(`${what} ended with ${code}, not ${expected}:\n${output}`);
  return output;
}

async function generate(): Promise<void> {
  for (const call of CALLS) {
    const output = expect(call.join(' '), await script(call));
    tell(`${call.join(' ')}: ${output.split('\n').filter((l) => /^(created|changed)  /.test(l)).length} files`);
  }
  // What `npm install` would do, without the registry.
  for (const [i, project] of PROJECTS.entries()) symlinkSync(join(copy, FOLDERS[i]!), join(copy, 'node_modules', project));
  for (const call of CALLS) {
    const output = expect(`${call.join(' ')}, again`, await script(call), 1);
    if (output.split('\n').length !== 1) problems.push(`"${call.join(' ')}" a second time was not refused in one sentence:\n${output}`);
  }
  tell('each of them again: refused in one sentence');
}

/** Contexts that were written by hand take a command too, or say in one sentence why not. */
async function extend(): Promise<readonly string[]> {
  const extended: string[] = [];
  for (const context of ['identification', 'assistance', 'relocation']) {
    const { code, output } = await script(['new:command', context, 'RecordSurvey', '--event', `${context.charAt(0).toUpperCase()}${context.slice(1)}Surveyed`]);
    if (code === 0) extended.push(context);
    else if (code !== 1 || output.includes('\n')) throw new Error(`new:command ${context} ended with ${code}:\n${output}`);
    tell(`new:command ${context} RecordSurvey: ${code === 0 ? 'written' : output}`);
  }
  return extended;
}

/** The specs that were written or changed. */
const specsOf = (extended: readonly string[]): string[] => [...FOLDERS, ...extended.map((context) => `libs/${context}`)].flatMap((folder) => specsBelow(folder)).filter(isChanged);
const isChanged = (file: string): boolean => !existsSync(join(root, file)) || readFileSync(join(root, file), 'utf8') !== readFileSync(join(copy, file), 'utf8');
const specsBelow = (folder: string): string[] => filesNamed(join(copy, folder), '.spec.ts').map((f) => `${folder}/${f}`);

async function compile(extended: readonly string[], specs: readonly string[]): Promise<void> {
  const include = ['libs/**/*.d.ts', ...[...FOLDERS, 'libs/contexts', ...extended.flatMap((c) => [`libs/contracts/${c}`, `libs/${c}/domain`, `libs/${c}/service`])].map((f) => `${f}/src`)];
  writeFileSync(join(copy, 'tsconfig.proof.json'), JSON.stringify({ extends: './tsconfig.json', compilerOptions: { incremental: false }, include, exclude: ['**/*.spec.ts'], files: specs }));
  expect('the type check', await node('node_modules/typescript/bin/tsc', '-p', 'tsconfig.proof.json'));
  tell(`type check: what was written, with all that it uses`);
}

async function test(specs: readonly string[]): Promise<void> {
  const report = join(copy, 'reports.json');
  // The copy lies below a folder that the configuration leaves out.
  expect('the specs', await node('--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js', '--modulePathIgnorePatterns=/dist/', '--json', `--outputFile=${report}`, '--runTestsByPath', ...specs));
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as { numPassedTests: number; testResults: readonly { name: string; assertionResults: readonly unknown[] }[] };
  const ran = new Set(testResults.filter((r) => r.assertionResults.length > 0).map((r) => relative(copy, r.name)));
  problems.push(...specs.filter((s) => !ran.has(s)).map((s) => `${s} did not run`));
  const own = specs.filter((s) => FOLDERS.some((f) => s.startsWith(`${f}/`)));
  if (own.length !== SPECS) problems.push(`${own.length} specs were written for ${CONTEXT}, not ${SPECS}`);
  tell(`specs: ${specs.length}, ${numPassedTests} tests passed`);
}

async function lint(): Promise<void> {
  const projects = [...PROJECTS, '@humai/contexts'];
  const { byFile } = await lintThroughNx(copy, projects, (child) => (running = child));
  const found = [...byFile].flatMap(([file, messages]) => messages.map((m) => `${file}: ${m}`));
  problems.push(...found);
  const linted = FOLDERS.filter((folder) => [...byFile.keys()].some((f) => f.startsWith(`${folder}/`)));
  if (linted.length !== FOLDERS.length) problems.push(`only ${linted.join(', ')} of ${CONTEXT} were linted`);
  tell(`lint through Nx: ${byFile.size} files of ${projects.length} projects, ${found.length} findings`);
}

async function use(): Promise<void> {
  expect('the build', await node('tools/build/prepare.mjs'));
  tell(`the running application: ${expect('the running application', await node('tools/generators/dist/proof/use.js'))}`);
}

const cleanUp = (): void => {
  if (running?.pid !== undefined)
    try {
      process.kill(-running.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  rmSync(copy, { recursive: true, force: true });
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => {
    cleanUp();
    process.exit(130);
  });

if (!existsSync(join(root, 'node_modules', 'nx'))) {
  console.error('Nothing is installed: run npm ci first.');
  process.exit(1);
}
copyWorkspace(root, copy);
try {
  await generate();
  const extended = await extend();
  const specs = specsOf(extended);
  await compile(extended, specs);
  await test(specs);
  await lint();
  await use();
} catch (error) {
  problems.push(error instanceof Error ? error.message : String(error));
} finally {
  cleanUp();
}
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`generator proof: ${CONTEXT} compiles, passes its specs and the linter, and runs`);
process.exitCode = problems.length === 0 ? 0 : 1;
