import { closeSync, fsyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Clock, EvidenceAccess, Purpose } from '@humai/kernel';
import { readIfThere, syncFolder } from './durable.js';
import type { Sealing } from './sealing.js';

type Line = EvidenceAccess & Readonly<{ link: string }>;

/**
 * Who did what with which file, one JSON line each, on the disk before the access is granted.
 * STORAGE FORMAT. Each line carries a keyed link to the one before, so that a line taken out or changed shows.
 */
export class AccessLog {
  readonly #handle: number;
  readonly #lines: Line[] = [];

  constructor(private readonly file: string, private readonly sealing: Sealing, private readonly clock: Clock) {
    const text = readIfThere(file) ?? '';
    // A line that a crash cut off was never granted anything.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n')) if (line !== '') this.#lines.push(JSON.parse(line) as Line);
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

  /** Number of the first line that is not what was written, 1 being the first; null when the chain is unbroken. */
  broken(): number | null {
    let previous = '';
    for (const [i, { link, ...access }] of this.#lines.entries()) {
      if (link !== this.sealing.link(previous, JSON.stringify(access))) return i + 1;
      previous = link;
    }
    return null;
  }

  close(): void {
    closeSync(this.#handle);
  }
}
