import { Command, InvalidArgumentError } from 'commander';
import { FAULTS, type FaultName } from './faults.js';
import { SABOTAGES, type Sabotage } from './sabotage.js';

export type Options = Readonly<{ seed: number; only: readonly FaultName[]; json: boolean; sabotage?: Sabotage }>;

const whole = (text: string): number => {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('a whole number');
  return Number(text);
};
const oneOf = <T extends string>(known: readonly T[]) => (text: string): T => {
  if (!(known as readonly string[]).includes(text)) throw new InvalidArgumentError(`one of ${known.join(', ')}`);
  return text as T;
};

export function readOptions(argv: readonly string[]): Options {
  const names = Object.keys(FAULTS) as FaultName[];
  const fault = oneOf(names);
  return new Command('drill')
    .description('breaks one thing after another under a distributed system of its own, and proves that nothing acknowledged is lost, doubled or out of order / 故障演练')
    .option('--seed <n>', 'of all chance', whole, Date.now() % 1_000_000)
    .option('--only <faults>', `some of them, separated by commas: ${names.join(', ')}`, (text: string) => text.split(',').map(fault), names)
    .option('--json', 'print one line of JSON instead of the table', false)
    .option('--sabotage <check>', `spoil what a check looks at, to see it fail: ${SABOTAGES.join(', ')}`, oneOf(SABOTAGES))
    .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
    .parse([...argv]).opts<Options>();
}
