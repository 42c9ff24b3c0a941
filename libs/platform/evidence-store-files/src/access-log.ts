import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock, EvidenceAccess, Purpose } from '@humai/kernel';
import { readIfThere, syncFolder } from './durable.js';
import type { Sealing } from './sealing.js';

export type Line = EvidenceAccess & Readonly<{ link: string }>;

/** The lines of a log as it lies on the disk; one that a crash cut off was never granted anything, and is none. Throws SyntaxError. */
export const linesIn = (text: string): Line[] => text.slice(0, text.lastIndexOf('\n') + 1).split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Line);

/**
 * Number of the first line that is not what was written, 1 being the first; null when the chain is unbroken.
 * Lines taken from the end leave no trace in it.
 */
export function brokenAt(lines: readonly Line[], sealing: Sealing): number | null {
  let previous = '';
  for (const [i, { link, ...access }] of lines.entries()) {
    if (link !== sealing.link(previous, JSON.stringify(access))) return i + 1;
    previous = link;
  }
  return null;
}

/**
 * Who did what with which file, one JSON line each, on the disk before the access is granted.
 * STORAGE FORMAT. Each line carries a keyed link to the one before, so that a line taken out or changed shows.
 */
export class AccessLog {
  readonly #handle: number;
  readonly #lines: Line[];

  constructor(file: string, private readonly sealing: Sealing, private readonly clock: Clock) {
    const text = readIfThere(file) ?? '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    this.#lines = linesIn(text);
    this.#handle = openSync(file, 'a', 0o600);
    if (whole.length < text.length) ftruncateSync(this.#handle, Buffer.byteLength(whole));
    syncFolder(dirname(file));
  }

  record(action: EvidenceAccess['action'], hash: string, { actor, role, purpose }: Purpose): void {
    const access: EvidenceAccess = { at: this.clock.now(), actor, role, purpose, hash, action };
    const line: Line = { ...access, link: this.sealing.link(this.#lines.at(-1)?.link ?? '', JSON.stringify(access)) };
    writeSync(this.#handle, `${JSON.stringify(line)}\n`);
    fsyncSync(this.#handle);
    this.#lines.push(line);
  }

  list({ hash, actor, limit = 100 }: Readonly<{ hash?: string; actor?: string; limit?: number }>): EvidenceAccess[] {
    return this.#lines
      .filter((l) => (hash === undefined || l.hash === hash) && (actor === undefined || l.actor === actor))
      .slice(-limit).reverse()
      .map(({ link: _, ...access }) => access);
  }

  close(): void {
    closeSync(this.#handle);
  }
}
