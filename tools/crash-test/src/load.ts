import { isDeepStrictEqual } from 'node:util';
import type { Random } from '@humai/simulation';
import { type Answer, fateOf } from './acknowledged.js';
import type { District, Given } from './commands.js';
import type { LogRecord } from './log-record.js';
import type { Office, Outcome } from './office.js';
import type { Evidence, Witness } from './proofs.js';

export type Acknowledged = Readonly<{ given: Given; answer: Answer; phase: string }>;
type Parts = Readonly<{ district: District; random: Random; officers: readonly string[]; evidence: Pick<Evidence, 'tally'>; witness: Witness }>;

/** Share of commands that a phone sends twice at once. */
const TWICE = 0.05;
const CONFLICT = 'STREAM.REVISION_CONFLICT';
/** It led to events, by which it is known again. */
const isTaken = (outcome: Outcome): outcome is Extract<Outcome, { kind: 'answered' }> => outcome.kind === 'answered' && outcome.answer.events.length > 0;
const say = (value: unknown) => JSON.stringify(value);

/** Officers at work over HTTP. It lives in the parent, so it knows what was acknowledged whatever becomes of the server. */
export class Load {
  readonly acknowledged: Acknowledged[] = [];
  /** So many of them were looked for. */
  #found = 0;
  readonly #refused: Given[] = [];
  /** Given, and no answer came: they are given again with the same key until one does. */
  readonly #doubtful: Given[] = [];
  readonly #doubted = new Set<string>();

  constructor(private readonly parts: Parts) {}

  get doubtful(): number {
    return this.#doubtful.length;
  }

  /** All officers work until the signal, or until the server has gone. */
  async run(office: Office, phase: string, stop: AbortSignal): Promise<void> {
    const { officers, district, random } = this.parts;
    await Promise.all(officers.map(async (token) => {
      while (!stop.aborted && !office.gone) {
        const given = this.#doubtful.shift() ?? district.next();
        await (random.happens(TWICE) ? this.#giveTwice(office, given, token, phase) : this.#give(office, given, token, phase));
      }
    }));
  }

  /** Gives all doubtful commands again, and nothing new. */
  async settle(office: Office, phase: string): Promise<void> {
    const { officers } = this.parts;
    while (this.#doubtful.length > 0 && !office.gone) {
      const all = this.#doubtful.splice(0);
      await Promise.all(officers.map(async (token) => {
        for (let given = all.shift(); given; given = all.shift()) await this.#give(office, given, token, phase);
      }));
    }
  }

  /** Gives commands again that were acknowledged: the answers must be the same. */
  async repeat(office: Office, some: readonly Acknowledged[]): Promise<void> {
    const { officers, witness } = this.parts;
    const all = [...some];
    await Promise.all(officers.map(async (token) => {
      for (let one = all.shift(); one && !office.gone; one = all.shift()) {
        const outcome = await office.give(one.given, token);
        if (outcome.kind === 'unknown') continue;
        witness.saw('repeated');
        if (outcome.kind !== 'answered' || !isDeepStrictEqual(outcome.answer, one.answer)) witness.objects('repeated', `${one.given.key} ${one.given.path} was answered ${say(one.answer)}, and then ${say(outcome)}`);
      }
    }));
  }

  /** Looks for what was acknowledged since it was last looked for, or for everything. */
  find(log: Pick<LogRecord, 'writtenBy'>, everything = false): void {
    const { evidence, witness } = this.parts;
    const from = everything ? 0 : this.#found;
    for (const [i, { given, answer, phase }] of this.acknowledged.slice(from).entries()) {
      const written = log.writtenBy(given.key);
      const fate = fateOf(answer, written);
      witness.saw('acknowledged');
      if (from + i >= this.#found) {
        const tally = evidence.tally(phase);
        tally.acknowledged += 1;
        if (fate !== 'elsewhere') tally[fate] += 1;
      }
      if (fate !== 'once') witness.objects('acknowledged', `${given.key} ${given.path} was answered ${say(answer)}, the log holds ${say(written.map((e) => [e.position, e.stream, e.revision, e.type]))} (${fate})`);
    }
    this.#found = this.acknowledged.length;
    if (!everything) return;
    for (const { key, path } of this.#refused) {
      witness.saw('refused');
      if (log.writtenBy(key).length > 0) witness.objects('refused', `${key} ${path} was refused, and wrote ${say(log.writtenBy(key).map((e) => e.type))}`);
    }
  }

  async #give(office: Office, given: Given, token: string, phase: string): Promise<void> {
    this.#take(given, await office.give(given, token), phase);
  }

  async #giveTwice(office: Office, given: Given, token: string, phase: string): Promise<void> {
    const { witness } = this.parts;
    const outcomes = await Promise.all([office.give(given, token), office.give(given, token)]);
    const answered = outcomes.find(isTaken);
    this.#take(given, answered ?? outcomes.find((o) => o.kind === 'unknown') ?? outcomes[0], phase);
    // What was refused at first, for somebody was in the way, or changed nothing, may be taken a moment later. Once it was taken it stays so.
    const repeat = answered && (await office.give(given, token));
    const later = [...outcomes.filter(isTaken), ...(repeat === undefined || repeat.kind === 'unknown' ? [] : [repeat])];
    for (const other of later) {
      witness.saw('repeated');
      if (!isDeepStrictEqual(answered, other)) witness.objects('repeated', `${given.key} ${given.path}, given twice at once, was answered ${say(answered)} and ${say(other)}`);
    }
  }

  #take(given: Given, outcome: Outcome, phase: string): void {
    const { district, witness } = this.parts;
    if (outcome.kind === 'unknown') {
      this.#doubted.add(given.key);
      this.#doubtful.push(given);
    } else if (outcome.kind === 'refused' && outcome.code === CONFLICT && this.#doubted.has(given.key)) {
      // It may have been half done, which the repeat must find: an officer reads again and repeats.
      const { ifMatch: _, ...again } = given;
      this.#doubtful.push(again);
    } else if (outcome.kind === 'defect') witness.objects('refused', outcome.problem);
    else if (!isTaken(outcome)) this.#refused.push(given);
    else {
      this.acknowledged.push({ given, answer: outcome.answer, phase });
      const { stream } = outcome.answer;
      if (outcome.answer.events[0] === 'identification.HouseholdRegistered.v1') district.registered(stream.slice('household-'.length));
      district.answered(outcome.answer);
    }
  }
}
