import type { Clock, EventMetadata, Instant, NewEvent } from '@humai/kernel';

/** A version 7 shaped id that sorts by `n` and is the same in every run. */
export const syntheticId = (n: number, kind = 0): string => {
  const hex = n.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7${kind.toString(16).padStart(3, '0')}-8000-000000000000`;
};

export const syntheticMetadata = (over: Partial<EventMetadata> = {}): EventMetadata => ({
  actor: 'officer-1',
  role: 'township',
  area: '511504101000',
  policy: null,
  effectiveOn: '2026-03-01',
  command: 'RecordTest',
  commandId: 'command-1',
  correlationId: 'correlation-1',
  causationId: 'request-1',
  ...over,
});

/** Event number `n` of nobody in particular. */
export const syntheticEvent = (n: number, over: Partial<NewEvent> = {}): NewEvent => ({
  id: syntheticId(n),
  type: 'testing.SomethingHappened.v1',
  data: { number: n, note: `第 ${n} 件事` },
  metadata: syntheticMetadata({ commandId: `command-${n}` }),
  ...over,
});

/** A clock that stands still until it is told to go on. */
export class FakeClock implements Clock {
  #ms: number;
  constructor(
    start: Instant = '2026-03-01T00:00:00.000Z',
    readonly simulated: boolean = false,
  ) {
    this.#ms = Date.parse(start);
  }
  now(): Instant {
    return new Date(this.#ms).toISOString();
  }
  /** Also backwards, as a wrongly set machine clock does. */
  advance(ms: number): void {
    this.#ms += ms;
  }
}
