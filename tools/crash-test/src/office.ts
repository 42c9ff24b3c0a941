import { openEmbeddedIssuer } from '@humai/auth';
import type { LedgerStatus } from '@humai/contracts-ledger';
import type { Answer } from './acknowledged.js';
import type { Given } from './commands.js';

export type Outcome =
  | Readonly<{ kind: 'answered'; answer: Answer }>
  /** By a rule or a revision: for good. */
  | Readonly<{ kind: 'refused'; code: string }>
  /** No answer, or one that says to try again: it may have been done or not. */
  | Readonly<{ kind: 'unknown' }>
  | Readonly<{ kind: 'defect'; problem: string }>;

const AGAIN = [429, 503];
/** Longer than anything takes that works. */
const PATIENCE_MS = 60_000;

/** The tokens of officers: they outlive the processes that they are used with. */
export async function appoint(directory: string, officers: number): Promise<Readonly<{ officers: readonly string[]; ops: string }>> {
  const issuer = await openEmbeddedIssuer(directory);
  const mint = (subject: string, role: string, area: string) => issuer.mint({ subject, grants: [{ role, area }], days: 1 });
  return { officers: await Promise.all(Array.from({ length: officers }, (_, i) => mint(`officer-${i + 1}`, 'county', '511504'))), ops: await mint('operator', 'ops', '') };
}

/** One running server, as those see it who work with it. */
export class Office {
  /** It has ceased to answer. */
  gone = false;

  constructor(
    readonly url: string,
    private readonly ops: string,
  ) {}

  async give({ key, path, body, ifMatch }: Given, token: string): Promise<Outcome> {
    const said = await this.#send(path, token, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', 'idempotency-key': key, ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) } });
    if (said === undefined) return { kind: 'unknown' };
    const { status, text } = said;
    if (status === 200) return { kind: 'answered', answer: JSON.parse(text) as Answer };
    if (AGAIN.includes(status)) return { kind: 'unknown' };
    const { code = '' } = jsonOf<{ code?: string }>(text) ?? {};
    return status < 500 && code !== '' ? { kind: 'refused', code } : { kind: 'defect', problem: `${path}: ${status} ${text.slice(0, 200)}` };
  }

  async status(): Promise<LedgerStatus> {
    const said = await this.#send('/v1/ledger/status', this.ops);
    if (said?.status !== 200) throw new Error(`the server does not tell its status: ${said?.status ?? 'gone'}`);
    return JSON.parse(said.text) as LedgerStatus;
  }

  /** What a long work came to; nothing when it broke off. */
  async work<T>(path: string, token = this.ops, body?: Uint8Array<ArrayBuffer>): Promise<{ result?: T; defect?: string }> {
    const said = await this.#send(path, token, { method: 'POST', ...(body && { body, headers: { 'content-type': 'application/octet-stream', 'accept-language': 'zh' } }) });
    if (said === undefined || AGAIN.includes(said.status)) return {};
    const last = jsonOf<{ result?: T; problem?: unknown }>(said.text.trimEnd().split('\n').at(-1) ?? '');
    if (said.status !== 200 || last?.problem !== undefined) return { defect: `${path}: ${said.status} ${said.text.slice(-300)}` };
    return last?.result === undefined ? {} : { result: last.result };
  }

  /** Told when the connection broke. */
  protected lost(): void {
    this.gone = true;
  }

  async #send(path: string, token: string, init: RequestInit = {}): Promise<{ status: number; text: string } | undefined> {
    try {
      const response = await fetch(`${this.url}${path}`, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` }, signal: AbortSignal.timeout(PATIENCE_MS) });
      return { status: response.status, text: await response.text() };
    } catch (error) {
      if ((error as Error).name === 'TimeoutError') return { status: 500, text: `no answer in ${PATIENCE_MS / 1_000} s` };
      this.lost();
      return undefined;
    }
  }
}

function jsonOf<T>(text: string): T | undefined {
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined; // it broke off in the middle of a line
  }
}
