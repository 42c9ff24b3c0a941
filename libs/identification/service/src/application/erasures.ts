import type { IdentificationEvent } from '@humai/contracts-identification';
import type { EventStore, RecordedEvent, Vault } from '@humai/kernel';
import { identificationService } from './household-aggregate.js';

const ERASED = 'identification.PersonErased.v1';
type Erased = RecordedEvent<Extract<IdentificationEvent, { type: typeof ERASED }>>;

/** Carries out again what the log says was erased: a vault put back from an older copy has the person still. Answers how many it had. */
export async function repeatErasures(store: Pick<EventStore, 'readAll' | 'lastPosition'>, vault: Pick<Vault, 'erase' | 'erasuresUpTo' | 'noteErasuresUpTo'>): Promise<number> {
  const last = await store.lastPosition();
  const known = await vault.erasuresUpTo();
  let erased = 0;
  // A log that is shorter than the vault knows was itself put back: nothing is known of it.
  for await (const batch of store.readAll({ after: known > last ? 0 : known, upTo: last, types: [ERASED] }))
    for (const { id, data } of batch as readonly Erased[])
      if (await vault.erase(data.personId, { actor: identificationService.id, role: identificationService.role, purpose: `erased before, event ${id}` })) erased += 1;
  if (known !== last) await vault.noteErasuresUpTo(last);
  return erased;
}
