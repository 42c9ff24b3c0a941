import { createWriteStream, existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { writeRegister } from '@humai/identification-service';
import { DomainError, localDateOf, type LocalDate } from '@humai/kernel';
import { makeRegister, Random, simulate as live, SimulatedClock, type SimulationOptions, type SimulationResult } from '@humai/simulation';
import { openReading, systemClock } from '@humai/wiring-embedded';
import { Option } from 'commander';
import { type AddCommand, command } from '../define.js';
import type { Session } from '../session.js';
import { areaCode, date, whole } from '../values.js';

/** Fills an empty store with the life of a district, through the real deciders and under a simulated clock. */
export const simulate: AddCommand = (program, run) => {
  command(program, 'simulate', "fill an empty store with a district's made-up life / 在空库中模拟一个区县")
    .requiredOption('--area <code>', 'division to simulate, e.g. 511504', areaCode)
    .option('--households <n>', 'how many', whole(1, 1_000_000), 2_000)
    .requiredOption('--from <date>', 'first day', date)
    .requiredOption('--to <date>', 'last day, before today', date)
    .option('--seed <n>', 'the same seed gives the same events', whole(0, 2 ** 31 - 1), 1)
    .option('--register <file>', 'also write the register of these people as of the first day, for import to read')
    .addOption(new Option('--encoding <e>', 'of that file').choices(['utf8', 'gb18030'] as const).default('utf8'))
    .action(({ register, encoding, json, ...options }: SimulationOptions & { register?: string; encoding: 'utf8' | 'gb18030'; json?: boolean }) =>
      run(async (session) => {
        const { output } = session;
        const started = performance.now();
        await requireEmpty(session); // before anything is written
        if (register !== undefined) await writeRegisterFile(session, options, register, encoding);
        const { households, events, refusals } = await runSimulation(session, options);
        const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
        output.answer({ households, events, seconds }, () =>
          [
            output.say(`${households} 户,${events} 条事件,${seconds} 秒`, `${households} households, ${events} events, ${seconds} seconds`),
            ...Object.entries(refusals).map(([code, count]) => output.say(`  被拒绝 ${count} 次:${code}`, `  refused ${count} times: ${code}`)),
          ].join('\n'));
      }, { ...(json === undefined ? {} : { json }) }));
};

async function writeRegisterFile({ rulebook, signal }: Session, { area, households, from, seed }: SimulationOptions, file: string, encoding: 'utf8' | 'gb18030'): Promise<void> {
  await pipeline(Readable.from(writeRegister(makeRegister({ area, households, today: from, seed }, rulebook.areas), { encoding })), createWriteStream(file), { signal });
}

/** @throws `SIMULATION.STORE_NOT_EMPTY`, `SIMULATION.IN_FUTURE`, `SIMULATION.OPTIONS` */
export async function runSimulation(session: Session, { seed, ...options }: SimulationOptions): Promise<SimulationResult> {
  await requireEmpty(session);
  requirePast(options.to);
  const random = new Random(seed);
  const clock = new SimulatedClock(options.from);
  return session.progress(session.output.say('模拟', 'simulate'), (update) =>
    session.app(
      async (app) => {
        const { store, calendar, areas, policies, feed } = app.platform;
        const system = { executor: app.executor, store, clock, calendar, areas, policies, evidence: app.platform.evidence, drain: () => feed.drain(), deadlines: async (today: LocalDate) => void (await app.processes.tick(today)) };
        const result = await live(system, options, random, (done, total) => {
          session.signal.throwIfAborted();
          update(done, total);
        });
        await app.runner.catchUp();
        return result;
      },
      { clock, random: () => random.bytes(10), live: false, durability: 'normal' },
    ));
}

async function requireEmpty({ directory, rulebook }: Session): Promise<void> {
  if (!existsSync(directory)) return;
  const reading = await openReading(directory, rulebook).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'STORE.MISSING') return null;
    throw error;
  });
  if (!reading) return;
  const events = await reading.store.lastPosition();
  await reading.close();
  if (events > 0) throw new DomainError('SIMULATION.STORE_NOT_EMPTY', { directory, events });
}

function requirePast(to: LocalDate): void {
  const today = localDateOf(systemClock.now());
  if (to >= today) throw new DomainError('SIMULATION.IN_FUTURE', { to, today });
}
