import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';

export type Options = Readonly<{
  directory: string;
  /** The gateway's; the others count from it. */
  port: number;
  empty: boolean;
  households: number;
  json: boolean;
}>;

const whole = (min: number, max: number) => (text: string): number => {
  const n = Number(text);
  if (!Number.isInteger(n) || n < min || n > max) throw new InvalidArgumentError(`a whole number from ${min} to ${max}`);
  return n;
};

export function readOptions(argv: readonly string[]): Options {
  const program = new Command('start:distributed')
    .description('every service as a process of its own, over a real Kafka and a MongoDB-protocol server / 以独立进程启动全部服务')
    .option('--directory <d>', 'data of everything that is started here', '.humai-distributed')
    .option('--port <n>', 'of the gateway; the services listen on ports counted from it', whole(1024, 65_000), 7300)
    .option('--empty', 'no demonstration district', false)
    .option('--households <n>', 'of the demonstration district', whole(1, 100_000), 500)
    .option('--json', 'print one line of JSON when all is ready', false)
    .addHelpText('after', [
      '', 'Taken from the environment when given, and started here otherwise:',
      '  HUMAI_EVENT_STORE  esdb://…      (here: the SQLite store, shared by the processes of this machine)',
      '  HUMAI_EVENT_FEED   kafka://…     (here: Apache Kafka, one node)',
      '  HUMAI_READ_STORE   mongodb://…   (here: a server that speaks MongoDB\'s protocol, for trying out only)',
    ].join('\n'));
  const options = program.parse([...argv]).opts<Omit<Options, 'directory'> & { directory: string }>();
  return { ...options, directory: resolve(options.directory) };
}
