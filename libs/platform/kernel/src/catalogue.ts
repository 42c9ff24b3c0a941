import type { z } from 'zod';
import type { EventShapes, RecordedEvent, Upcaster } from './event.js';

export type UnknownEvent = Readonly<{ type: string; count: number; firstPosition: number }>;

/**
 * Every event type a running system knows, with the upcasters between versions.
 * Unknown types never stop a reader: they pass through and are counted, for `doctor` and `verify` to name.
 */
export class EventCatalogue {
  readonly #shapes: Map<string, z.ZodType>;
  readonly #upcasters: Map<string, Upcaster>;

  constructor(shapes: readonly EventShapes[], upcasters: readonly Upcaster[] = []) {
    this.#shapes = new Map(shapes.flatMap((s) => Object.entries(s)));
    this.#upcasters = new Map(upcasters.map((u) => [u.from, u]));
  }

  knows(type: string): boolean {
    return this.#shapes.has(type);
  }

  get types(): readonly string[] {
    return [...this.#shapes.keys()].sort();
  }

  shapeOf(type: string): z.ZodType | undefined {
    return this.#shapes.get(type);
  }

  /** The types under which events stand in the log that are read as one of these: they themselves and all older shapes. */
  storedAs(types: readonly string[]): readonly string[] {
    const found = new Set(types);
    for (const type of found) for (const { from, to } of this.#upcasters.values()) if (to === type) found.add(from);
    return [...found];
  }

  /** The event in its newest shape. */
  upcast(event: RecordedEvent): RecordedEvent {
    let current = event;
    for (let step = this.#upcasters.get(current.type); step; step = this.#upcasters.get(current.type))
      current = { ...current, type: step.to, data: step.upcast(current.data as never, current) };
    return current;
  }

  /** The problem with an event's data, or null; an unknown type is no problem here. */
  problemOf(event: Pick<RecordedEvent, 'type' | 'data'>): string | null {
    const result = this.#shapes.get(event.type)?.safeParse(event.data);
    if (!result || result.success) return null;
    const [issue] = result.error.issues;
    return `${issue?.path.join('.') || 'data'}: ${issue?.message}`;
  }
}
