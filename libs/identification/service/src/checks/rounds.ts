import { checkRoundDecider, type CheckRound, type CheckRoundEvent, type RoundFacts } from '@humai/identification-domain';
import { type EventCatalogue, type EventStore, fold, streamName } from '@humai/kernel';

const REMEMBERED = 20;
type Known = Readonly<{ state: CheckRound | null; revision: number }>;

/** Rounds as their streams have them now. A round of a county names thousands of households, so the last ones looked at are kept and only brought up to date. */
export class Rounds {
  readonly #known = new Map<string, Known>();
  readonly #places = new WeakMap<CheckRound['villages'], ReadonlyMap<string, string>>();

  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly catalogue: EventCatalogue,
  ) {}

  async find(roundId: string): Promise<CheckRound | null> {
    const known = this.#known.get(roundId) ?? { state: checkRoundDecider.initialState, revision: -1 };
    const events = await this.store.readStream(streamName('checkRound', roundId), { fromRevision: known.revision + 1 });
    const state = fold(checkRoundDecider, events.map((e) => this.catalogue.upcast(e)) as readonly CheckRoundEvent[], known.state);
    if (state) this.#keep(roundId, { state, revision: known.revision + events.length });
    return state;
  }

  /** What the check of a household must know of its round. */
  async factsFor(roundId: string, householdId: string): Promise<RoundFacts | null> {
    const round = await this.find(roundId);
    if (!round) return null;
    const { opened: { from, to, questionnaireVersion }, closed, assigned } = round;
    const village = this.#placesOf(round).get(householdId) ?? null;
    return { from, to, open: !closed, questionnaireVersion, village, visitorIds: (village !== null && assigned[village]) || null };
  }

  /** Where each household of a round is: asked for every check, and the same until more are drawn. */
  #placesOf({ villages }: CheckRound): ReadonlyMap<string, string> {
    const known = this.#places.get(villages);
    if (known) return known;
    const places = new Map(Object.entries(villages).flatMap(([village, ids]) => ids.map((id) => [id, village] as const)));
    this.#places.set(villages, places);
    return places;
  }

  #keep(roundId: string, known: Known): void {
    const present = this.#known.get(roundId);
    this.#known.delete(roundId);
    this.#known.set(roundId, present && present.revision > known.revision ? present : known);
    if (this.#known.size > REMEMBERED) this.#known.delete(this.#known.keys().next().value!);
  }
}
