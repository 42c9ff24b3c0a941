/** How long things take on this machine at this time: random moments are drawn from it. */
export class Durations {
  readonly #last = new Map<string, number[]>();

  constructor(private readonly assumed: Readonly<Record<string, number>>) {}

  note(name: string, ms: number): void {
    this.#last.set(name, [...(this.#last.get(name) ?? []), ms].slice(-5));
  }

  /** The median of the last few. */
  of(name: string): number {
    const last = [...(this.#last.get(name) ?? [this.assumed[name] ?? 0])].sort((a, b) => a - b);
    return last[Math.floor(last.length / 2)]!;
  }
}
