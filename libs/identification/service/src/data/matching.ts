import type { MatchDoubt, RowFields } from '@humai/contracts-identification';
import { type DataRow, isSameName, isSoundButForCheck } from '@humai/identification-domain';
import type { Purpose, Vault } from '@humai/kernel';
import type { Streams } from '../application/streams.js';

export type NumberedRow = Readonly<{ row: number; read: DataRow }>;
/** What became of a row: wrong, about nobody, of no interest, to be looked at, or to be given to a household. */
export type Match = NumberedRow & Readonly<
  | { kind: 'rejected' | 'unknown' | 'quiet' }
  | { kind: 'doubtful'; doubt: MatchDoubt; candidateId: string }
  | { kind: 'matched'; personId: string; householdId: string }
>;

export type Matcher = Readonly<{ vault: Vault; streams: Streams; why: Purpose; /** whether a row could be a signal about any household */ mayBeSignal: (fields: RowFields) => boolean }>;

const isWrong = ({ read }: NumberedRow): boolean => read.problems.length > 0 && !isSoundButForCheck(read);

/**
 * Finds out whom rows are about: by ID number, never by name alone. Names are read only where a row could be a signal and something has to be told apart by them.
 * An erased person's number is nobody's.
 */
export async function matchRows(rows: readonly NumberedRow[], { vault, streams, why, mayBeSignal }: Matcher): Promise<readonly Match[]> {
  const numbers = rows.flatMap((r) => (isWrong(r) || r.read.number === null ? [] : [r.read.number.idNumber]));
  const persons = await vault.match(numbers, why);
  const personOf = ({ read }: NumberedRow) => (read.number === null ? undefined : persons.get(read.number.idNumber));
  const telling = rows.filter((r) => !isWrong(r) && personOf(r) !== undefined && mayBeSignal(r.read.fields));
  const names = await vault.read(telling.filter((r) => r.read.name !== null).map((r) => personOf(r)!), why);
  const places = new Map(await Promise.all(telling.map(async (r) => [r.row, (await streams.person(personOf(r)!)).state] as const)));

  return rows.map((r): Match => {
    const personId = personOf(r);
    const place = places.get(r.row);
    if (isWrong(r)) return { ...r, kind: 'rejected' };
    const hasSameName = r.read.name !== null && personId !== undefined && isSameName(r.read.name, names.get(personId)?.name ?? '');
    if (r.read.number?.kind === 'check') return place && hasSameName ? { ...r, kind: 'doubtful', doubt: 'CHECK_DIGIT', candidateId: personId! } : { ...r, kind: 'rejected' };
    if (personId === undefined || place?.erased) return { ...r, kind: 'unknown' };
    if (!place) return { ...r, kind: 'quiet' };
    if (r.read.number?.kind === 'old') return { ...r, kind: 'doubtful', doubt: 'OLD_NUMBER', candidateId: personId };
    if (r.read.name !== null && !hasSameName) return { ...r, kind: 'doubtful', doubt: 'NAME_DIFFERS', candidateId: personId };
    if (place.householdId === null) return { ...r, kind: 'doubtful', doubt: 'NO_HOUSEHOLD', candidateId: personId };
    return { ...r, kind: 'matched', personId, householdId: place.householdId };
  });
}
