import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

// Runs sources as they are: types stripped by Node itself, `./x.js` found as `./x.ts`. Enough for projects without decorators.
const hooks = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ resolve(specifier, context, next) {
    try { return next(specifier, context); }
    catch (error) { if (!specifier.endsWith('.js')) throw error; return next(specifier.slice(0, -2) + 'ts', context); }
  } });`)}`;

export type TestProcess = Readonly<{
  pid: number;
  /** What it prints, line by line. */
  lines: AsyncIterable<string>;
  /** Ends it as a power cut would: no handler runs. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves with its exit code, or null when it was killed. */
  exited: Promise<number | null>;
}>;

/** Starts another Node process on a piece of JavaScript that may import the house's packages. `args` are `process.argv.slice(1)` there. */
export function startModule(source: string, args: readonly string[] = []): TestProcess {
  const flags = ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--conditions=@humai/source', '--import', hooks, '--input-type=module'];
  const child: ChildProcessByStdio<null, Readable, null> = spawn(process.execPath, [...flags, '--eval', source, '--', ...args], { stdio: ['ignore', 'pipe', 'inherit'], cwd: import.meta.dirname, env: {} });
  const exited = new Promise<number | null>((resolve, reject) => {
    child.once('exit', (code) => resolve(code));
    child.once('error', reject);
  });
  return {
    pid: child.pid ?? 0,
    lines: createInterface({ input: child.stdout }),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
    exited,
  };
}
