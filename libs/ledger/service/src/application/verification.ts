import type { LogVerification } from '@humai/contracts-ledger';
import type { EventCatalogue, EventStore } from '@humai/kernel';
import { verifyLog } from '@humai/integrity';
import type { StoreTraits } from '@humai/nest';

export type VerificationParts = Readonly<{ store: Pick<EventStore, 'readRaw'>; catalogue: EventCatalogue; traits: StoreTraits }>;

/** Verifies the whole log, unless the signal stops it: then rejects with the signal's reason. `onProgress` hears of events done. */
export async function verify({ store, catalogue, traits: { gaplessPositions, checkFiles } }: VerificationParts, signal?: AbortSignal, onProgress?: (events: number) => void): Promise<LogVerification> {
  const watch = (events: number) => {
    signal?.throwIfAborted();
    onProgress?.(events);
  };
  const { problemsFound, ...found } = await verifyLog(store, { catalogue, gaplessPositions, ...(checkFiles && { checkFiles }), onProgress: watch });
  const unnamed = problemsFound - found.problems.length;
  const more = unnamed > 0 ? [{ stream: '', revision: -1, problem: `${unnamed} more problems are not named here` }] : [];
  return { ...found, problems: [...found.problems, ...more], unknownTypes: [...found.unknownTypes] };
}
