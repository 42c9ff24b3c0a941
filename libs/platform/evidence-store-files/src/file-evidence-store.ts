import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Clock, DomainError, type EvidenceAccess, type EvidenceStore, type Purpose, type StoredEvidence } from '@humai/kernel';
import { AccessLog, chainsIn, problemIn } from './access-log.js';
import { readIfThere, syncFolder, writeOnce } from './durable.js';
import { MASTER_KEY_BYTES, Sealing } from './sealing.js';

export type FileEvidenceStoreOptions = Readonly<{
  /** The data directory. */
  directory: string;
  clock: Clock;
  /** 32 bytes. Without it the key lies in `evidence.key` beside the data, made at the first start and readable by its owner alone. */
  masterKey?: Uint8Array;
  /** Several processes have the folder at once: replicas over one volume. Each keeps a record of accesses of its own, and leaves alone what the others are at. */
  shared?: boolean;
  /** Largest file, in bytes; 10 MB unless told. */
  maxBytes?: number;
}>;

const MAX_BYTES = 10 * 1024 * 1024;
const HASH = /^[0-9a-f]{64}$/;
const PARTIAL = '.part';
const KEY = 'evidence.key';
const FINGERPRINT = 'fingerprint';
/** Nobody sends one file for so long. */
const LEFT_BEHIND_MS = 24 * 3_600_000;

/**
 * Opens the evidence of a data directory, making its folder where there is none; one process at a time unless it is `shared`.
 * @throws `EVIDENCE.WRONG_KEY`, `STORE.DAMAGED`, `STORE.UNWRITABLE`
 */
export async function openFileEvidenceStore({ directory, clock, masterKey, shared = false, maxBytes = MAX_BYTES }: FileEvidenceStoreOptions): Promise<FileEvidenceStore> {
  const folder = join(directory, 'evidence');
  try {
    const exists = existsSync(folder);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const sealing = new Sealing(keyOf(masterKey, join(directory, KEY), folder, !exists));
    const fingerprint = join(folder, FINGERPRINT);
    if (readIfThere(fingerprint) === undefined) writeOnce(fingerprint, `${sealing.fingerprint}\n`);
    if (readIfThere(fingerprint)?.trim() !== sealing.fingerprint) throw new DomainError('EVIDENCE.WRONG_KEY', { folder });
    // What a killed process left behind; where others may be at work, only what is old.
    for (const name of readdirSync(folder)) if (name.endsWith(PARTIAL) && (!shared || isOlder(join(folder, name), LEFT_BEHIND_MS))) rmSync(join(folder, name), { force: true });
    return new FileEvidenceStore(folder, sealing, new AccessLog(folder, sealing, clock, shared), maxBytes);
  } catch (error) {
    throw faultOf(error, folder);
  }
}

export type EvidenceCheck = Readonly<{ files: number; accesses: number; /** What is wrong with the record of accesses, if anything. */ problem: string | null }>;

/**
 * Looks at the evidence of a data directory and changes nothing, whoever has it open; null where there is none yet.
 * @throws `EVIDENCE.WRONG_KEY`, `STORE.DAMAGED`
 */
export function checkEvidence(directory: string, masterKey?: Uint8Array): EvidenceCheck | null {
  const folder = join(directory, 'evidence');
  const fingerprint = readIfThere(join(folder, FINGERPRINT))?.trim();
  if (fingerprint === undefined) return null;
  try {
    const sealing = new Sealing(keyOf(masterKey, join(directory, KEY), folder, false));
    if (sealing.fingerprint !== fingerprint) throw new DomainError('EVIDENCE.WRONG_KEY', { folder });
    const chains = chainsIn(folder);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => HASH.test(name.slice(-64))).length;
    return { files, accesses: chains.reduce((sum, { lines }) => sum + lines.length, 0), problem: problemIn(chains, sealing) };
  } catch (error) {
    throw faultOf(error, folder);
  }
}

function isOlder(path: string, ms: number): boolean {
  const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: Infinity };
  return Date.now() - mtimeMs > ms;
}

/** Files that are there never get a new key: it would lock them away for good. */
function keyOf(given: Uint8Array | undefined, path: string, folder: string, make: boolean): Uint8Array {
  const isNew = !given && readIfThere(path) === undefined && (make || readIfThere(join(folder, FINGERPRINT)) === undefined);
  if (isNew) writeOnce(path, `${randomBytes(MASTER_KEY_BYTES).toString('hex')}\n`);
  const text = given ? undefined : readIfThere(path)?.trim(); // of two that begin at once, both take what one has made
  const key = given ?? (text !== undefined && HASH.test(text) ? Buffer.from(text, 'hex') : undefined);
  if (key?.length !== MASTER_KEY_BYTES) throw new DomainError('EVIDENCE.WRONG_KEY', { folder });
  return key;
}

const faultOf = (error: unknown, folder: string): unknown =>
  error instanceof DomainError ? error
    : error instanceof SyntaxError ? new DomainError('STORE.DAMAGED', { file: folder, problem: error.message })
      : new DomainError('STORE.UNWRITABLE', { directory: folder, problem: error instanceof Error ? error.message : String(error) });

export class FileEvidenceStore implements EvidenceStore {
  #closed = false;

  constructor(
    private readonly folder: string,
    private readonly sealing: Sealing,
    private readonly log: AccessLog,
    private readonly maxBytes: number,
  ) {}

  async put(content: AsyncIterable<Uint8Array>, why: Purpose): Promise<StoredEvidence> {
    this.#requireOpen();
    const partial = join(this.folder, `${randomBytes(12).toString('hex')}${PARTIAL}`);
    try {
      const { hash, bytes } = await this.#seal(content, partial);
      const path = this.#pathOf(hash);
      this.#requireOpen();
      const outcome = existsSync(path) ? 'unchanged' : 'created';
      this.log.record('write', hash, why);
      if (outcome === 'created') {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        renameSync(partial, path);
        syncFolder(dirname(path));
        syncFolder(this.folder);
      }
      return { hash, bytes, outcome };
    } finally {
      await rm(partial, { force: true });
    }
  }

  async get(hash: string, why: Purpose): Promise<Uint8Array | null> {
    this.#requireOpen();
    const path = this.#pathOf(hash);
    if (!HASH.test(hash) || !existsSync(path)) return null;
    const content = this.#openFile(path, hash);
    this.log.record('read', hash, why);
    return content;
  }

  async has(hashes: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(hashes.filter((hash) => HASH.test(hash) && existsSync(this.#pathOf(hash))));
  }

  async accesses(options: Readonly<{ hash?: string; actor?: string; limit?: number }> = {}): Promise<readonly EvidenceAccess[]> {
    return this.log.list(options);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.log.close();
  }

  async #seal(content: AsyncIterable<Uint8Array>, path: string): Promise<{ hash: string; bytes: number }> {
    const digest = createHash('sha256');
    const sealed = this.sealing.seal();
    const file = await open(path, 'wx', 0o600);
    let bytes = 0;
    try {
      await file.write(sealed.head);
      for await (const piece of content) {
        bytes += piece.length;
        if (bytes > this.maxBytes) throw new DomainError('EVIDENCE.TOO_LARGE', { limit: this.maxBytes });
        digest.update(piece);
        await file.write(sealed.update(piece));
      }
      if (bytes === 0) throw new DomainError('EVIDENCE.EMPTY');
      await file.write(sealed.end());
      await file.sync();
    } finally {
      await file.close();
    }
    return { hash: digest.digest('hex'), bytes };
  }

  #openFile(path: string, hash: string): Uint8Array {
    try {
      const content = this.sealing.open(readFileSync(path));
      if (createHash('sha256').update(content).digest('hex') !== hash) throw new Error('the content is not what its name says');
      return content;
    } catch (error) {
      throw new DomainError('STORE.DAMAGED', { file: path, problem: error instanceof Error ? error.message : String(error) });
    }
  }

  /** Folders of a few hundred files, for those who list them. */
  #pathOf(hash: string): string {
    return join(this.folder, hash.slice(0, 2), hash);
  }

  #requireOpen(): void {
    if (this.#closed) throw new DomainError('STORE.CLOSED');
  }
}
