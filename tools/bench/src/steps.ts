import { type Progress, secondsSince } from './measurement.js';

const EVERY_SECONDS = 2;

/** What is under way, on stderr: a line per step, and one every two seconds for how far a long one is. */
export class Steps {
  async run<T>(name: string, work: (progress: Progress) => Promise<T>): Promise<T> {
    const start = performance.now();
    let told = start;
    process.stderr.write(`${name} …\n`);
    const result = await work((done, of) => {
      if (secondsSince(told) < EVERY_SECONDS) return;
      told = performance.now();
      process.stderr.write(`  ${Math.floor((done / of) * 100)}%\n`);
    });
    process.stderr.write(`  ${secondsSince(start).toFixed(1)} s\n`);
    return result;
  }
}
