import type { PersonRecord } from '@humai/kernel';
import { openSqliteVault } from '@humai/vault';
import { systemClock } from '@humai/wiring-embedded';
import type { Acknowledged } from './load.js';
import type { LogRecord } from './log-record.js';
import { nameOf } from './people.js';
import type { Witness } from './proofs.js';

type People = ReadonlyMap<string, PersonRecord | null>;

/** The records of all people in the log, and what is wrong with the record of who saw them. The directory must be free. */
export async function readVault(directory: string, log: LogRecord, witness: Witness): Promise<People> {
  const ids = new Set(log.events.flatMap((e) => (e.type === 'identification.MemberAdded.v1' ? [String(e.data['personId'])] : [])));
  const vault = await openSqliteVault({ directory, clock: systemClock });
  try {
    const people = await vault.read([...ids], { actor: 'crash-test', role: 'auditor', purpose: 'crash-test' });
    const { entries, problem } = await vault.checkAccesses();
    witness.saw('vault', entries);
    if (problem) witness.objects('vault', `access ${problem.number} of ${entries} ${problem.problem}`);
    return people;
  } finally {
    await vault.close();
  }
}

/** Whoever was acknowledged is known by the number and name that were sent. */
export function checkPeople(people: People, acknowledged: readonly Acknowledged[], log: LogRecord, witness: Witness): void {
  for (const { given } of acknowledged) {
    if (!given.documents) continue;
    const ids = log.writtenBy(given.key).flatMap((e) => (e.type === 'identification.MemberAdded.v1' ? [String(e.data['personId'])] : []));
    const kept = ids.map((id) => people.get(id)).flatMap((p) => (p?.documentNumber !== undefined && p.name === nameOf(p.documentNumber) ? [p.documentNumber] : []));
    witness.saw('vault');
    if ([...kept].sort().join() !== [...given.documents].sort().join()) witness.objects('vault', `${given.key} brought ${given.documents.length} people, ${kept.length} of them are kept as they were sent`);
  }
}
