import { Presets, SingleBar } from 'cli-progress';

const APPEARS_AFTER_MS = 1_000;
const LINE_EVERY_MS = 5_000;

/** How far a long work is, on stderr: a bar on a terminal once a second has passed, a line every few seconds elsewhere, nothing with `--json`. */
export class Progress {
  readonly #started = Date.now();
  #bar: SingleBar | undefined;
  #lastLine = Date.now();

  constructor(private readonly label: string, private readonly silent: boolean) {}

  readonly update = (done: number, total: number): void => {
    if (this.silent || Date.now() - this.#started < APPEARS_AFTER_MS) return;
    if (process.stderr.isTTY) {
      this.#bar ??= this.#start(total);
      this.#bar.setTotal(total);
      this.#bar.update(done);
    } else if (Date.now() - this.#lastLine >= LINE_EVERY_MS) {
      this.#lastLine = Date.now();
      process.stderr.write(`${this.label}: ${done.toLocaleString('en')} / ${total.toLocaleString('en')} (${Math.floor((100 * done) / Math.max(1, total))}%)\n`);
    }
  };

  stop(): void {
    this.#bar?.stop();
  }

  #start(total: number): SingleBar {
    const bar = new SingleBar({ format: `${this.label} {bar} {percentage}% | {value}/{total} | {duration_formatted}`, stream: process.stderr, hideCursor: true, clearOnComplete: false }, Presets.shades_classic);
    bar.start(total, 0);
    return bar;
  }
}
