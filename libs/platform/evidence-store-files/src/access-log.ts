import { closeSync, fsyncSync, ftruncateSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock, EvidenceAccess, Purpose } from '@humai/kernel';
import { readIfThere, syncFolder } from './durable.js';
import type { Sealing } from './sealing.js';

type Line = EvidenceAccess & Readonly<{ link: string }>;
type Chain = Readonly<{ number: number; file: string; lines: readonly Line[] }>;

const NAME = /^accesses(?:-(\d+))?\.ndjson$/;
const fileOf = (number: number): string => (number === 1 ? 'accesses.ndjson' : `accesses-${number}.ndjson`);
/** What the first line of a chain is linked to: a file put in another's place shows. */
const beginOf = (number: number, sealing: Sealing): string => (number === 1 ? '' : sealing.link('', `chain ${number}`));

/** The lines of a log as it lies on the disk; one that is cut off was never granted anything, and is none. Throws SyntaxError. */
const linesIn = (text: string): Line[] => text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line);

const numbersIn = (folder: string): number[] => readdirSync(folder).flatMap((name) => {
  const [whole, number = '1'] = NAME.exec(name) ?? [];
  return whole === undefined ? [] : [Number(number)];
}).sort((a, b) => a - b);

/** All chains in order of their numbers. Throws SyntaxError. */
export const chainsIn = (folder: string): Chain[] => numbersIn(folder).map((number) => ({ number, file: fileOf(number), lines: linesIn(readIfThere(join(folder, fileOf(number))) ?? '') }));

/** What is not as it was written, null when nothing is. Lines taken from the end of a chain, and chains after the last one, leave no trace. */
export function problemIn(chains: readonly Chain[], sealing: Sealing): string | null {
  for (const [i, { number, file, lines }] of chains.entries()) {
    if (number !== i + 1) return `${fileOf(i + 1)} is missing`;
    let previous = beginOf(number, sealing);
    for (const [n, { link, ...access }] of lines.entries()) {
      if (link !== sealing.link(previous, JSON.stringify(access))) return `line ${n + 1} of ${file} is not what was written`;
      previous = link;
    }
  }
  return null;
}

/**
 * Who did what with which file, one JSON line each, on the disk before the access is granted.
 * STORAGE FORMAT. Each line carries a keyed link to the one before, so that a line taken out or changed shows. Files `accesses.ndjson`, `accesses-2.ndjson`, …
 *
 * Where several processes have the folder, two that went on with one file would break its chain: each begins a file of its own with the first access it records.
 */
export class AccessLog {
  #open: Readonly<{ handle: number }> | undefined;
  #link = '';

  constructor(private readonly folder: string, private readonly sealing: Sealing, private readonly clock: Clock, shared: boolean) {
    if (!shared) this.#goOn();
  }

  record(action: EvidenceAccess['action'], hash: string, { actor, role, purpose }: Purpose): void {
    const { handle } = (this.#open ??= this.#begin());
    const access: EvidenceAccess = { at: this.clock.now(), actor, role, purpose, hash, action };
    const link = this.sealing.link(this.#link, JSON.stringify(access));
    writeSync(handle, `${JSON.stringify({ ...access, link })}\n`);
    fsyncSync(handle);
    this.#link = link;
  }

  /** Of all processes, newest first. */
  list({ hash, actor, limit = 100 }: Readonly<{ hash?: string; actor?: string; limit?: number }>): EvidenceAccess[] {
    return chainsIn(this.folder).flatMap(({ lines }) => lines)
      .filter((l) => (hash === undefined || l.hash === hash) && (actor === undefined || l.actor === actor))
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) // those of one moment in the order in which they stand
      .slice(-limit).reverse()
      .map(({ link: _, ...access }) => access);
  }

  close(): void {
    if (this.#open) closeSync(this.#open.handle);
  }

  /** Goes on with the last file, after the last line that is whole. */
  #goOn(): void {
    const number = numbersIn(this.folder).at(-1) ?? 1;
    const file = join(this.folder, fileOf(number));
    const text = readIfThere(file) ?? '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    this.#link = linesIn(text).at(-1)?.link ?? beginOf(number, this.sealing);
    this.#open = { handle: openSync(file, 'a', 0o600) };
    if (whole.length < text.length) ftruncateSync(this.#open.handle, Buffer.byteLength(whole));
    syncFolder(this.folder);
  }

  /** The number after the last one: who is slower takes the next. */
  #begin(): Readonly<{ handle: number }> {
    for (;;) {
      const number = (numbersIn(this.folder).at(-1) ?? 0) + 1;
      try {
        const handle = openSync(join(this.folder, fileOf(number)), 'ax', 0o600);
        this.#link = beginOf(number, this.sealing);
        syncFolder(this.folder);
        return { handle };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
  }
}
