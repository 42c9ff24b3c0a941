import type { Instant } from './dates.js';
import type { Purpose } from './vault.js';

/** What was done with a file; every one of them is recorded. */
export type EvidenceAccess = Readonly<{ at: Instant; actor: string; role: string; purpose: string; hash: string; action: 'write' | 'read' }>;

export type StoredEvidence = Readonly<{ hash: string; bytes: number; outcome: 'created' | 'unchanged' }>;

/**
 * The evidence port: photos and papers by the SHA-256 of their content (hex), which is what stands in events.
 * They may show people, so they are unreadable where they lie, and every read is recorded.
 */
export interface EvidenceStore {
  /** Takes a file whole or not at all. Throws `EVIDENCE.EMPTY`, `EVIDENCE.TOO_LARGE`. */
  put(content: AsyncIterable<Uint8Array>, why: Purpose): Promise<StoredEvidence>;
  /** The content, which is what the hash says or an error; null when there is none. */
  get(hash: string, why: Purpose): Promise<Uint8Array | null>;
  /** Which of these are here. */
  has(hashes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Newest first. */
  accesses(options?: Readonly<{ hash?: string; actor?: string; limit?: number }>): Promise<readonly EvidenceAccess[]>;
  close(): Promise<void>;
}
