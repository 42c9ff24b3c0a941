import type { LoggedEvent } from '@humai/contracts-ledger';
import type { Logged } from '@humai/crash-test';
import type { Garbage } from './kafka-checks.js';
import type { Seen } from './kafka.js';

/** What can be spoiled, each so that one check must object. */
export const SABOTAGES = ['lost', 'doubled', 'reordered', 'read-models', 'messages', 'parked', 'dead-letters'] as const;
export type Sabotage = (typeof SABOTAGES)[number];

type Written = Readonly<{ writtenBy(commandId: string): readonly Logged[] }>;

/** What the checks look at, as it is or spoiled. Only the checks see it: the system is left alone. */
export class Saboteur {
  constructor(private readonly what?: Sabotage) {}

  /** Takes away what one command wrote, or tells it twice. */
  log(log: Written, victim: string | undefined): Written {
    if (this.what !== 'lost' && this.what !== 'doubled') return log;
    const doubled = this.what === 'doubled';
    return { writtenBy: (key) => (key !== victim ? log.writtenBy(key) : doubled ? [...log.writtenBy(key), ...log.writtenBy(key)] : []) };
  }

  /** Lets two neighbours of one stream change places. */
  seen(seen: readonly Seen[]): readonly Seen[] {
    if (this.what !== 'reordered') return seen;
    const [first, second] = [...Map.groupBy(seen.filter((m) => m.headers['humai_revision'] !== undefined), (m) => m.key).values()].find((messages) => messages.length > 1) ?? [];
    return !first || !second ? seen : seen.map((m) => (m === first ? { ...second, offset: first.offset } : m === second ? { ...first, offset: second.offset } : m));
  }

  /** Leaves one registration out of the fold. */
  folded(events: readonly LoggedEvent[]): readonly LoggedEvent[] {
    const victim = this.what === 'read-models' ? events.find((e) => e.type === 'identification.HouseholdRegistered.v1') : undefined;
    return events.filter((e) => e !== victim);
  }

  /** Tells a reaction once more. */
  reactions(events: readonly Logged[]): readonly Logged[] {
    const again = this.what === 'messages' ? events.findLast((e) => e.type === 'identification.PersonLeftHousehold.v1') : undefined;
    return again ? [...events, again] : events;
  }

  parked<T>(parked: readonly T[]): readonly T[] {
    return this.what === 'parked' ? parked.slice(1) : parked;
  }

  garbage(planted: readonly Garbage[]): readonly Garbage[] {
    return this.what === 'dead-letters' ? planted.slice(1) : planted;
  }
}
