import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { collectionOf, type PersonRecord } from '@humai/kernel';
import type { Reading } from '@humai/wiring-embedded';
import { checkMessages, checkPlaces, compareReadModels, differenceOf, documentsOf, projectionsOf } from './checks.js';
import { HumaiProcess } from './humai-process.js';
import { Directory, Lost, type Parts } from './life.js';
import { appoint, Office } from './office.js';
import { writeRegisters } from './registers.js';
import { readVault } from './vault-check.js';

/** Where in the life of an import it is killed, and how often. */
const PHASES = { 'import: start-up': 8, 'import: opening': 12, 'import: under way': 30, 'import: power cut': 12, 'import: over HTTP': 25, 'import: interrupted': 15 };
type Phase = keyof typeof PHASES;
/** The first register takes longer than the next. */
const FILES = ['first register', 'second register'];
const AT_ITS_END = 'import: at its end';
export const IMPORT_PHASES = Object.keys(PHASES) as readonly Phase[];

/** More than the import saves its progress after. */
const HOUSEHOLDS = 320;
/** Then the file is left to come to its end. */
const MOST_KILLS = 10;
/** What is left of a file's time after a kill, about: so that the next kill comes before the end, too. */
const LEFT = 0.85;
const PROGRESS = 'identification.imports.v1';

type Report = Readonly<{ accepted: number; unchanged: number; rejected: number; events: number; errors: readonly unknown[] }>;
/** All that two imports of the same files must have in common. */
type State = Readonly<{ streams: ReadonlyMap<string, unknown>; readModels: ReadonlyMap<string, ReadonlyMap<string, unknown>>; people: ReadonlyMap<string, PersonRecord | null> }>;
type InOneGo = Readonly<{ reports: readonly [Report, Report]; state: State }>;

/** Imports that are killed and taken up again, each case on a data directory of its own, beside one that nobody disturbs. */
export class ImportLife {
  #next = [...IMPORT_PHASES];

  constructor(private readonly parts: Parts) {}

  /** @param enough whether there were enough kills; asked between two cases */
  async run(enough: () => boolean): Promise<void> {
    const files = await writeRegisters(this.parts.base, { seed: this.parts.random.int(1, 1_000_000), households: HOUSEHOLDS, areas: this.parts.rulebook.areas });
    const inOneGo = await this.#inOneGo(files);
    while (!enough() || this.#next.length > 0) await this.#case(files, inOneGo);
  }

  async #inOneGo(files: readonly [string, string]): Promise<InOneGo> {
    const directory = new Directory({ ...this.parts, name: 'undisturbed' });
    const reports: Report[] = [];
    for (const [i, file] of files.entries()) {
      const humai = new HumaiProcess(directory.path, ['import', file]);
      await humai.holding();
      const started = performance.now();
      reports.push(await this.#reportOf(humai));
      this.parts.durations.note(FILES[i]!, performance.now() - started);
    }
    directory.made = true;
    const state = await this.#stateOf(directory);
    return { reports: reports as [Report, Report], state };
  }

  async #case(files: readonly [string, string], inOneGo: InOneGo): Promise<void> {
    const directory = new Directory(this.parts);
    const { witness, log } = directory;
    for (const [i, file] of files.entries()) {
      const report = await this.#untilDone(directory, file, FILES[i]!);
      const whole = inOneGo.reports[i]!;
      witness.saw('reports');
      const rows = ({ accepted, unchanged }: Report) => accepted + unchanged;
      if (rows(report) !== rows(whole) || report.rejected !== whole.rejected || !isDeepStrictEqual(report.errors, whole.errors)) witness.objects('reports', `${say(report)} after interruptions, ${say(whole)} in one go`);
    }
    const [, second] = inOneGo.reports;
    const again = await this.#reportOf(new HumaiProcess(directory.path, ['import', files[1]]));
    const expected = { ...second, accepted: 0, unchanged: second.accepted + second.unchanged, events: 0 };
    witness.saw('reports');
    if (!isDeepStrictEqual(again, expected)) witness.objects('reports', `another run says ${say(again)} and should say ${say(expected)}`);

    const { streams, readModels, people } = await this.#stateOf(directory);
    const differences = [
      ['streams', differenceOf(streams, inOneGo.state.streams)], ['people', differenceOf(people, inOneGo.state.people)],
      ...[...inOneGo.state.readModels].map(([name, documents]) => [name, differenceOf(readModels.get(name) ?? new Map(), documents)] as const),
    ] as const;
    for (const [what, difference] of differences) {
      witness.saw('imports');
      if (difference !== null) witness.objects('imports', `${what}: ${difference}`);
    }
    await directory.verify();
    checkMessages(log.events, witness);
    checkPlaces(log.events, witness);
  }

  /** Kills the import of a file, and takes it up again, until it comes to its end before its time. */
  async #untilDone(directory: Directory, file: string, which: string): Promise<Report> {
    for (let kills = 0; ; ) {
      const phase = kills >= MOST_KILLS ? 'none' : (this.#next[0] ?? this.parts.random.weighted(PHASES));
      const told = await directory.reading(savedEvents);
      const from = directory.log.lastPosition;
      const report = phase === 'none' ? await this.#reportOf(new HumaiProcess(directory.path, ['import', file])) : await this.#attempt(directory, file, phase, this.parts.durations.of(which) * LEFT ** kills);
      await directory.look();
      if (!report) {
        if (phase === this.#next[0]) this.#next.shift();
        kills += 1;
        continue;
      }
      directory.made = true;
      // What it says to have written: what was saved of earlier tries, and what this one added.
      directory.phase = AT_ITS_END;
      const written = (told ?? 0) + directory.log.events.filter((e) => e.position > from && isOfImport(e.commandId)).length;
      const tally = this.parts.evidence.tally(AT_ITS_END);
      tally.acknowledged += report.events;
      tally.once += Math.min(report.events, written);
      tally.lost += Math.max(0, report.events - written);
      directory.witness.saw('reports');
      if (report.events !== written) directory.witness.objects('reports', `the report tells of ${report.events} events, ${written} were written`);
      return report;
    }
  }

  /** One try that is going to be killed; the report when it was faster. */
  async #attempt(directory: Directory, file: string, phase: Phase, whole: number): Promise<Report | undefined> {
    if (phase === 'import: over HTTP') return this.#overHttp(directory, file, whole);
    const { random, durations } = this.parts;
    if (phase === 'import: power cut') directory.beforePowerCut();
    const humai = new HumaiProcess(directory.path, ['import', file]);
    switch (phase) {
      case 'import: start-up':
        await humai.within(random.unit() * durations.of('start'));
        break;
      case 'import: opening':
        if (await humai.holding()) await humai.within(random.unit() * durations.of('opening'));
        break;
      case 'import: under way':
      case 'import: power cut':
        if (await humai.holding()) await humai.within(random.unit() * whole);
        break;
      case 'import: interrupted':
        if (await humai.holding()) await humai.within(random.unit() * whole);
        humai.interrupt();
        await humai.within(random.unit() * durations.of('shutdown') * 1.5);
    }
    if (!(await directory.kill(humai, phase))) {
      // It may have stopped clean, half way through its file: that is an interruption, too, but no kill.
      const stopped = phase === 'import: interrupted' && (await humai.exit).code === 1 && !humai.stdout.includes('"accepted"');
      return stopped ? undefined : this.#reportOf(humai);
    }
    if (phase === 'import: power cut') directory.afterPowerCut();
    return undefined;
  }

  /** The same import through a running server. */
  async #overHttp(directory: Directory, file: string, whole: number): Promise<Report | undefined> {
    const { humai, url } = await directory.serve();
    const { officers: [county], ops } = await appoint(directory.path, 1);
    const importing = new Office(url, ops).work<Report>('/v1/identification/register-imports', county, readFileSync(file));
    await Promise.race([humai.within(this.parts.random.unit() * whole), importing]);
    if (await Promise.race([importing.then(() => true), new Promise<false>((resolve) => setImmediate(() => resolve(false)))])) {
      const { result, defect } = await importing;
      if (!result) throw new Lost(`the import over HTTP ended with ${defect ?? 'nothing'}: ${humai.stderr}`);
      await directory.stop(humai);
      const { accepted, unchanged, rejected, events, errors } = result;
      return { accepted, unchanged, rejected, events, errors };
    }
    await directory.kill(humai, 'import: over HTTP');
    await importing;
    return undefined;
  }

  /** What an import prints when it comes to its end. */
  async #reportOf(humai: HumaiProcess): Promise<Report> {
    const { code } = await humai.exit;
    if (!humai.stdout.includes('"accepted"')) throw new Lost(`an import ended with ${code}: ${humai.stdout}${humai.stderr}`);
    return JSON.parse(humai.stdout) as Report;
  }

  /** After all that reacts and is due has been done by a server. */
  async #stateOf(directory: Directory): Promise<State> {
    const { humai, url } = await directory.serve();
    await directory.quiet(new Office(url, (await appoint(directory.path, 1)).ops));
    await directory.stop(humai);
    await directory.look();
    const { witness, log, path } = directory;
    const readModels = new Map<string, ReadonlyMap<string, unknown>>();
    await directory.reading(async (reading) => {
      await compareReadModels(reading, witness);
      for (const projection of projectionsOf(reading)) {
        const name = collectionOf(projection);
        readModels.set(name, new Map([...(await documentsOf(reading, name))].map(([id, document]) => [id, timeless(document)])));
      }
    });
    const streams = new Map<string, [type: string, data: unknown][]>();
    // Households are taken many at once, and deadlines fall between: the order holds within a stream, for what the import writes.
    for (const { stream, type, data } of log.events) if (type.startsWith('identification.')) streams.set(stream, [...(streams.get(stream) ?? []), [type, data]]);
    return { streams, readModels, people: await readVault(path, log, witness) };
  }
}

/** Without what tells when and in which order households were taken, wherever in a document it stands. */
const timeless = (document: unknown): unknown =>
  Array.isArray(document) ? document.map(timeless)
    : typeof document === 'object' && document !== null ? Object.fromEntries(Object.entries(document).flatMap(([key, value]) => (key === 'position' || key === 'recordedAt' ? [] : [[key, timeless(value)]])))
      : document;

const say = ({ errors, ...counts }: Report): string => JSON.stringify({ ...counts, errors: errors.length });

const isOfImport = (commandId: string): boolean => commandId.startsWith('import-');

/** How many events an interrupted import has counted so far. */
async function savedEvents({ readStore }: Reading): Promise<number> {
  let events = 0;
  if (readStore) for await (const batch of readStore.scan(PROGRESS)) for (const saved of batch) events += (saved as unknown as { state: { events: number } }).state.events;
  return events;
}
