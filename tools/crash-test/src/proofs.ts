/** What the crash test proves, by name. */
export const PROOFS = {
  kills: 'there were as many kills as asked for, in every phase of a life',
  restarts: 'every start after a kill comes up, and nothing breaks inside',
  acknowledged: 'every acknowledged event is in the log once',
  refused: 'a refused command wrote nothing, and no answer is a defect',
  repeated: 'a command repeated with its key answers the same',
  positions: 'positions are 1 to n, without a gap or a double',
  revisions: 'the revisions of every stream are 0 to n, without a gap or a double',
  chain: 'the hash chain is sound, and what was once written is unchanged',
  readModels: 'read models equal a fresh fold of the log',
  messages: 'what one context does because of another happens once',
  deadlines: 'a limit that has passed is recorded once',
  places: 'people have the places that the households say',
  vault: 'the record of who saw personal data is unbroken, and the data of every acknowledged person is kept',
  imports: 'an interrupted import ends with the same state as an import in one go',
  reports: 'the report of an import that was taken up again is right, and another run changes nothing',
} as const;
export type Proof = keyof typeof PROOFS;

/** What became of one phase of life: a row of the table. */
export type Tally = { kills: number; acknowledged: number; once: number; doubled: number; lost: number; gaps: number; problems: number };

/** Where a life tells what was looked at and what was wrong. */
export type Witness<P extends string = Proof> = Readonly<{ saw(proof: P, times?: number): void; objects(proof: P, problem: string): void }>;

const NAMED = 20;

/** Gathers the evidence. What was never looked at is not proven. */
export class Evidence<P extends string = Proof> {
  readonly tallies = new Map<string, Tally>();
  readonly #seen = new Map<P, number>();
  readonly #problems = new Map<P, Readonly<{ phase: string; problem: string }>[]>();

  constructor(
    private readonly tell: (problem: string) => void,
    private readonly proofs: readonly P[] = Object.keys(PROOFS) as P[],
  ) {}

  tally(phase: string): Tally {
    let tally = this.tallies.get(phase);
    if (!tally) this.tallies.set(phase, (tally = { kills: 0, acknowledged: 0, once: 0, doubled: 0, lost: 0, gaps: 0, problems: 0 }));
    return tally;
  }

  get kills(): number {
    return [...this.tallies.values()].reduce((sum, t) => sum + t.kills, 0);
  }

  get acknowledged(): number {
    return [...this.tallies.values()].reduce((sum, t) => sum + t.acknowledged, 0);
  }

  get problems(): number {
    return [...this.#problems.values()].reduce((sum, p) => sum + p.length, 0);
  }

  /** How many problems of these kinds a phase had. */
  problemsIn(phase: string, ...proofs: readonly P[]): number {
    return proofs.flatMap((proof) => this.#problems.get(proof) ?? []).filter((p) => p.phase === phase).length;
  }

  /** A witness of one life; `phaseOf` is how its last life ended. */
  witness(life: string, phaseOf: () => string): Witness<P> {
    return {
      saw: (proof, times = 1) => void this.#seen.set(proof, (this.#seen.get(proof) ?? 0) + times),
      objects: (proof, problem) => {
        const tally = this.tally(phaseOf());
        tally.problems += 1;
        if (proof === 'positions' || proof === 'revisions') tally.gaps += 1;
        const all = this.#problems.get(proof) ?? [];
        this.#problems.set(proof, [...all, { phase: phaseOf(), problem }]);
        if (all.length < NAMED) this.tell(`${proof}: ${life}, after ${phaseOf()}: ${problem}`);
      },
    };
  }

  /** One line a proof, in order. */
  verdicts(): readonly Readonly<{ proof: P; passed: boolean; seen: number; problems: number }>[] {
    return this.proofs.map((proof) => {
      const [seen, problems] = [this.#seen.get(proof) ?? 0, this.#problems.get(proof)?.length ?? 0];
      return { proof, passed: seen > 0 && problems === 0, seen, problems };
    });
  }
}
