import { expect } from '@jest/globals';
import type { Decider, DomainEvent } from '@humai/kernel';

const isPlain = (value: object): boolean => Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null);

/**
 * Freezes plain data with all it holds, so that a decider that changes its input throws.
 * Instances of classes (a policy source, a calendar) are left alone; a Map or Date could not be frozen, so state is plain data.
 */
export function deepFreeze<T>(value: T, seen = new WeakSet<object>()): T {
  if (value === null || typeof value !== 'object' || seen.has(value) || !isPlain(value)) return value;
  seen.add(value);
  Object.freeze(value);
  for (const inner of Object.values(value)) deepFreeze(inner, seen);
  return value;
}

/**
 * `given(...past).when(command).then(...events)`: exact fields, exact order.
 * Everything the decider gets is frozen.
 */
export const specOf = <S, C, E extends DomainEvent>(decider: Decider<S, C, E>) => ({
  given: (...past: readonly E[]) => {
    const fold = (): S => past.reduce<S>((state, event) => deepFreeze(decider.evolve(state, deepFreeze(event))), deepFreeze(decider.initialState));
    return {
      when: (command: C) => {
        const run = () => decider.decide(deepFreeze(command), fold());
        return {
          then: (...expected: readonly E[]): void => expect(run()).toStrictEqual(expected),
          thenNothing: (): void => expect(run()).toStrictEqual([]),
          thenRejects: (code: string): void => expect(run).toThrow(expect.objectContaining({ name: 'DomainError', code })),
        };
      },
      /** The state after the past, where a rule can only be seen there. */
      state: fold,
    };
  },
});
