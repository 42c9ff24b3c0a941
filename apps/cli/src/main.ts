import type { Language } from '@humai/kernel';
import { readEnvironment } from '@humai/wiring-embedded';
import { Command, CommanderError } from 'commander';
import { commands } from './commands/index.js';
import { errorCatalogue } from './errors.js';
import { complaintOf, createOutput } from './output.js';
import { Session, VERSION } from './session.js';

const FINE = 0;
const REFUSED = 1;
const WRONG_USAGE = 2;

/** Runs one command line; answers the exit code: 0 fine, 1 refused or a problem found, 2 wrong usage. */
export async function main(argv: readonly string[]): Promise<number> {
  const stopping = new AbortController();
  // Once only: npm passes a terminal's Ctrl-C on, so it comes twice.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort()).on(signal, () => {});
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  let json = argv.includes('--json');
  let language: Language = 'en';
  let debug = false;
  let code = FINE;
  const program = new Command('humai')
    .description('户脉 Humai: one event stream per household at risk of falling back into poverty')
    .version(VERSION)
    .option('--url <address>', 'work on the system at this address, like HUMAI_URL; HUMAI_TOKEN or HUMAI_TOKEN_FILE holds the token / 系统地址')
    .exitOverride()
    .showHelpAfterError();
  try {
    for (const add of commands)
      add(program, async (work, options) => {
        json = options.json === true;
        const { url } = program.opts<{ url?: string }>();
        const environment = readEnvironment({ ...process.env, ...(url === undefined ? {} : { HUMAI_URL: url }) });
        language = environment.language;
        debug = environment.logLevel === 'debug';
        code = (await work(new Session(environment, createOutput(json, language), stopping.signal))) ?? FINE;
      });
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? FINE : WRONG_USAGE;
    if (stopping.signal.aborted) return REFUSED;
    if ((error as { code?: unknown }).code === 'EPIPE') return FINE; // whoever reads has seen enough
    const complaint = complaintOf(error, errorCatalogue(), language, debug);
    if (json) process.stdout.write(`${JSON.stringify({ error: complaint })}\n`);
    else process.stderr.write(`${complaint.message} [${complaint.code}]\n`);
    return complaint.code === 'SHAPE.INVALID' || complaint.code.startsWith('USAGE.') ? WRONG_USAGE : REFUSED;
  }
}
