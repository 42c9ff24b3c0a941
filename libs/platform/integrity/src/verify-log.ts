import { createHash, hash } from 'node:crypto';
import { DomainError, type EventCatalogue, EventMetadata, type EventStore, hashedText, ownerOf, type RawEvent, type UnknownEvent } from '@humai/kernel';

/** What is wrong with one event; revision -1 and stream '' where it cannot be told which. */
export type IntegrityProblem = Readonly<{ stream: string; revision: number; problem: string }>;

export type Verification = Readonly<{
  ok: boolean;
  events: number;
  streams: number;
  /** SHA-256, hex, over the name and last hash of every stream: the same for the same events, in whatever order the streams stand. */
  root: string;
  /** The first {@link MAX_PROBLEMS} of them. */
  problems: readonly IntegrityProblem[];
  problemsFound: number;
  /** Types that no schema is known for; no problem as long as a known context owns them. */
  unknownTypes: readonly UnknownEvent[];
}>;

export type VerifyOptions = Readonly<{
  catalogue: EventCatalogue;
  /** True for a store that numbers the whole log 1, 2, 3, … */
  gaplessPositions: boolean;
  /** Looks at the files below the events, where the store can: gives what is wrong with them. */
  checkFiles?: () => Promise<readonly string[]>;
  /** Called after each batch with the number of events and the last position so far. */
  onProgress?: (events: number, position: number) => void;
}>;

export const MAX_PROBLEMS = 10_000;

/** Where a stream has come to: `stored` is what its last event says its hash is, `own` what it really is. */
type Head = { revision: number; stored: string; own: string };

class LogVerifier {
  readonly #heads = new Map<string, Head>();
  readonly #problems: IntegrityProblem[] = [];
  readonly #unknown = new Map<string, { type: string; count: number; firstPosition: number }>();
  readonly #owners: ReadonlySet<string>;
  #found = 0;
  #events = 0;
  #position = 0;
  #recordedAt = '';

  constructor(
    private readonly catalogue: EventCatalogue,
    private readonly gapless: boolean,
  ) {
    this.#owners = new Set(catalogue.types.map(ownerOf));
  }

  get position(): number {
    return this.#position;
  }

  get events(): number {
    return this.#events;
  }

  add(event: RawEvent): void {
    this.#events += 1;
    const problems = [...this.#positionProblems(event), ...(event.hash === '' ? [`position ${event.position} cannot be read: ${event.data}`] : this.#contentProblems(event))];
    if (problems.length > 0) this.report(event.stream, event.revision, problems.join('; '));
  }

  report(stream: string, revision: number, problem: string): void {
    this.#found += 1;
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ stream, revision, problem });
  }

  result(): Verification {
    return {
      ok: this.#found === 0,
      events: this.#events,
      streams: this.#heads.size,
      root: this.#root(),
      problems: this.#problems,
      problemsFound: this.#found,
      unknownTypes: [...this.#unknown.values()],
    };
  }

  #positionProblems({ position }: RawEvent): string[] {
    const before = this.#position;
    this.#position = Math.max(before, position);
    if (position <= before) return [`position ${position} comes after ${before}`];
    return this.gapless && position !== before + 1 ? [`positions ${before + 1} to ${position - 1} are missing`] : [];
  }

  #contentProblems(event: RawEvent): string[] {
    const { stream, revision, recordedAt, previousHash } = event;
    const problems: string[] = [];
    const own = hash('sha256', hashedText(event));
    const intact = own === event.hash;
    if (!intact) problems.push('the hash does not fit what is stored');
    const head = this.#heads.get(stream);
    const expected = (head?.revision ?? -1) + 1;
    if (revision !== expected) problems.push(`revision ${revision} stands where ${expected} should`);
    // A wrong hash is reported at the event that has it, not again at the next one.
    if (previousHash !== (head?.stored ?? '') && previousHash !== head?.own) problems.push('it does not follow the event before it in its stream: one of the two was changed');
    if (this.gapless && recordedAt < this.#recordedAt) problems.push(`recorded at ${recordedAt}, before the event at the position before`);
    if (intact) this.#recordedAt = recordedAt;
    this.#heads.set(stream, { revision: intact ? revision : expected, stored: event.hash, own: intact ? event.hash : own });
    return [...problems, ...this.#shapeProblems(event)];
  }

  #shapeProblems({ type, position, data, metadata }: RawEvent): string[] {
    const problems: string[] = [];
    if (!this.#owners.has(ownerOf(type))) problems.push(`no context owns the type ${type}`);
    if (!this.catalogue.knows(type)) this.#countUnknown(type, position);
    try {
      const problem = this.catalogue.problemOf({ type, data: JSON.parse(data) as unknown });
      if (problem !== null) problems.push(`not a ${type}: ${problem}`);
    } catch {
      problems.push('the data is not JSON');
    }
    try {
      const { error } = EventMetadata.safeParse(JSON.parse(metadata));
      if (error) problems.push(`the metadata is not as it should be: ${error.issues[0]?.path.join('.') || 'metadata'}: ${error.issues[0]?.message}`);
    } catch {
      problems.push('the metadata is not JSON');
    }
    return problems;
  }

  #countUnknown(type: string, firstPosition: number): void {
    const known = this.#unknown.get(type);
    if (known) known.count += 1;
    else if (this.#unknown.size < MAX_PROBLEMS) this.#unknown.set(type, { type, count: 1, firstPosition });
  }

  #root(): string {
    const root = createHash('sha256');
    for (const stream of [...this.#heads.keys()].sort()) root.update(`${stream}\n${this.#heads.get(stream)?.own}\n`);
    return root.digest('hex');
  }
}

/**
 * Checks a whole log: every hash over the exact stored text, the chain and the revisions of every stream, the positions,
 * the schema and the owner of every event. A damaged log is reported, never thrown. Memory grows with the streams, not with the events.
 */
export async function verifyLog(store: Pick<EventStore, 'readRaw'>, { catalogue, gaplessPositions, checkFiles, onProgress }: VerifyOptions): Promise<Verification> {
  const log = new LogVerifier(catalogue, gaplessPositions);
  try {
    for await (const batch of store.readRaw()) {
      for (const event of batch) log.add(event);
      onProgress?.(log.events, log.position);
    }
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'STORE.DAMAGED')) throw error;
    log.report('', -1, `reading stopped after position ${log.position}: ${error.details['problem']}`);
  }
  for (const problem of (await checkFiles?.()) ?? []) log.report('', -1, problem);
  return log.result();
}
