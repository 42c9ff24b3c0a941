import type { Calendar, Instant, LocalDate } from './dates.js';
import type { DomainEvent } from './event.js';
import type { PolicySource } from './policy.js';

/** The shape of every consistency boundary. Both functions are pure; state is plain data, only what a decision needs. */
export interface Decider<State, Command, Event extends DomainEvent> {
  /** The facts a command leads to; none when it changes nothing (a retry). Throws DomainError when a rule refuses. */
  decide(command: Command, state: State): readonly Event[];
  evolve(state: State, event: Event): State;
  readonly initialState: State;
}

export type Actor = Readonly<{ id: string; role: string; area: string }>;

/** The only clock, user and rulebook the domain ever sees. */
export type CommandMeta = Readonly<{
  now: Instant;
  /** The date it is in China now. */
  today: LocalDate;
  /** The business date, never after today. */
  effectiveOn: LocalDate;
  actor: Actor;
  commandId: string;
  policies: PolicySource;
  calendar: Calendar;
}>;

export type Command<Type extends string = string, Data = unknown> = Readonly<{ type: Type; data: Data; meta: CommandMeta }>;

/** The state after a list of events. */
export const fold = <S, C, E extends DomainEvent>(decider: Decider<S, C, E>, events: Iterable<E>, from: S = decider.initialState): S => {
  let state = from;
  for (const event of events) state = decider.evolve(state, event);
  return state;
};
