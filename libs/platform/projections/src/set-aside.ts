import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';

/** Bytes that are collected for one part before they are written. */
const CHUNK = 128 * 1_024;
const [BEGIN, COMMA, END] = Buffer.from('[,]');

type Chunk = Readonly<{ start: number; bytes: number }>;
type Part = Readonly<{ waiting: Buffer; chunks: Chunk[] }> & { size: number; entries: number };

/** What does not fit into memory now, part by part and in order, in a file that has no name any more: it goes with the process, however that ends. */
export class SetAside<T> {
  readonly #parts = new Map<number, Part>();
  #file: number | undefined;
  #end = 0;
  /** One for all reading: a new one each time would be memory that V8 does not see until it counts. */
  readonly #buffer = Buffer.allocUnsafeSlow(CHUNK);

  constructor(
    private readonly directory: string,
    /** Entries per batch when they are read; fewer where they are large. */
    private readonly batchSize: number,
  ) {}

  get parts(): readonly number[] {
    return [...this.#parts.keys()];
  }

  add(number: number, entry: T): void {
    let part = this.#parts.get(number);
    if (!part) this.#parts.set(number, (part = { waiting: Buffer.allocUnsafeSlow(CHUNK), size: 0, entries: 0, chunks: [] }));
    const text = JSON.stringify(entry);
    if (part.entries === this.batchSize || part.size + 3 * text.length + 2 > CHUNK) this.#flush(part);
    if (3 * text.length + 2 > CHUNK) return this.#write(part, Buffer.from(`[${text}]`));
    part.waiting[part.size] = part.size === 0 ? BEGIN! : COMMA!;
    part.size += 1 + part.waiting.write(text, part.size + 1);
    part.entries += 1;
  }

  /** All that was added to a part, in batches. */
  async *read(number: number): AsyncGenerator<readonly T[]> {
    const part = this.#parts.get(number);
    if (part) this.#flush(part);
    for (const chunk of part?.chunks ?? []) {
      yield this.#read(chunk);
      await turn(); // Let other work in between.
    }
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
    this.#parts.clear();
  }

  #flush(part: Part): void {
    if (part.size === 0) return;
    part.waiting[part.size] = END!;
    this.#write(part, part.waiting.subarray(0, part.size + 1));
    part.size = part.entries = 0;
  }

  #write(part: Part, chunk: Buffer): void {
    writeFileSync((this.#file ??= this.#open()), chunk);
    part.chunks.push({ start: this.#end, bytes: chunk.length });
    this.#end += chunk.length;
  }

  #read({ start, bytes }: Chunk): readonly T[] {
    const chunk = bytes <= CHUNK ? this.#buffer : Buffer.allocUnsafe(bytes);
    for (let done = 0; done < bytes; ) {
      const read = readSync(this.#file!, chunk, done, bytes - done, start + done);
      if (read === 0) throw new Error('what was set aside has been cut short');
      done += read;
    }
    return JSON.parse(chunk.toString('utf8', 0, bytes)) as readonly T[];
  }

  #open(): number {
    const path = join(this.directory, `humai-rebuild-${randomUUID()}`);
    mkdirSync(this.directory, { recursive: true, mode: 0o700 });
    const file = openSync(path, 'wx+', 0o600);
    rmSync(path);
    return file;
  }
}
