import { type EventCatalogue, type EventStore, fold, streamName } from '@humai/kernel';
import { householdDecider, personDecider, type Household, type HouseholdEvent, type Person } from '@humai/identification-domain';

type Folded<S> = Readonly<{ state: S; /** of the last event; -1 when there is none */ revision: number }>;

/** Households and persons as their streams have them now: a read model may be behind. */
export class Streams {
  constructor(
    private readonly store: Pick<EventStore, 'readStream'>,
    private readonly catalogue: EventCatalogue,
  ) {}

  async household(id: string): Promise<Folded<Household>> {
    const events = await this.#events(streamName('household', id));
    return { state: fold(householdDecider, events as readonly HouseholdEvent[]), revision: events.length - 1 };
  }

  /** `commandId`: of the command that wrote last, '' when there is none. */
  async person(id: string): Promise<Folded<Person> & Readonly<{ commandId: string }>> {
    const events = await this.#events(streamName('person', id));
    return { state: fold(personDecider, events as never), revision: events.length - 1, commandId: events.at(-1)?.metadata.commandId ?? '' };
  }

  async #events(stream: string) {
    return (await this.store.readStream(stream)).map((event) => this.catalogue.upcast(event));
  }
}
