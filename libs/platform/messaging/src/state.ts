import { type CollectionSpec, type FeedMessage, type Instant, type ReadDocument, type ReadStore } from '@humai/kernel';

// STORAGE FORMAT of the consumer's own state. Not disposable like read models: it says what was done.
const INBOX: CollectionSpec = { name: 'platform.inbox.v1', indexes: [['group']] };
const PARKED: CollectionSpec = { name: 'platform.parked.v1', indexes: [['state', 'order'], ['group', 'stream', 'state', 'order']] };

/** How far a group has come with one stream. */
type InboxEntry = ReadDocument & Readonly<{ group: string; stream: string; /** Something of this stream is, or was, in the parking lot. */ parked: boolean }>;

export type ParkedMessage = Readonly<{
  /** What `retry` and `discard` take. */
  id: string;
  group: string;
  stream: string;
  /** Log position of the message: the order within the stream. */
  order: number;
  type: string;
  eventId: string;
  state: 'parked' | 'discarded';
  /** Why: an error's code, or `PARKED.BEHIND` for a message that waits behind an earlier one. */
  code: string;
  /** The error in words, without personal data; for a defect only its name and first line. */
  problem: string;
  attempts: number;
  parkedAt: Instant;
  discarded?: Readonly<{ at: Instant; by: string; reason: string }>;
}>;
export type ParkedDocument = ReadDocument & Omit<ParkedMessage, 'id'> & Readonly<{ message: FeedMessage }>;

export const BEHIND = 'PARKED.BEHIND';
const entryId = (group: string, stream: string) => `${group}/${stream}`;
export const parkedId = (group: string, message: Pick<FeedMessage, 'id'>) => `${group}/${message.id}`;
export const toParked = ({ _id, position: _, message: __, ...rest }: ParkedDocument): ParkedMessage => ({ id: _id, ...rest });

/** Inbox and parking lot in the read store. Every step is safe to repeat after a crash between two writes. */
export class ConsumerState {
  #ready: Promise<void> | undefined;

  constructor(private readonly store: ReadStore) {}

  ensure(): Promise<void> {
    return (this.#ready ??= (async () => {
      await this.store.ensure(INBOX);
      await this.store.ensure(PARKED);
    })());
  }

  async inbox(group: string, stream: string): Promise<Readonly<{ position: number; parked: boolean }>> {
    return (await this.store.get<InboxEntry>(INBOX.name, entryId(group, stream))) ?? { position: 0, parked: false };
  }

  async setInbox(group: string, stream: string, position: number, parked: boolean): Promise<void> {
    const entry: InboxEntry = { _id: entryId(group, stream), group, stream, position, parked };
    await this.store.write({ collection: INBOX.name, upserts: [entry] });
  }

  /** The messages of a stream that wait, in order. */
  async waiting(group: string, stream: string, limit?: number): Promise<readonly ParkedDocument[]> {
    const all: ParkedDocument[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await this.store.find<ParkedDocument>(PARKED.name, {
        filter: { group, stream, state: 'parked' }, sort: [['order', 'asc']], limit: limit ?? 200, ...(cursor ? { cursor } : {}),
      });
      all.push(...page.items);
      ({ cursor } = page);
    } while (cursor && limit === undefined);
    return all;
  }

  async list(state: ParkedMessage['state'], limit: number, groups?: readonly string[]): Promise<readonly ParkedMessage[]> {
    if (groups?.length === 0) return [];
    const page = await this.store.find<ParkedDocument>(PARKED.name, { filter: { state, ...(groups && { group: { in: groups } }) }, sort: [['order', 'asc']], limit });
    return page.items.map(toParked);
  }

  async count(groups?: readonly string[]): Promise<number> {
    if (groups?.length === 0) return 0;
    return this.store.count(PARKED.name, { state: 'parked', ...(groups && { group: { in: groups } }) });
  }

  find(id: string): Promise<ParkedDocument | null> {
    return this.store.get<ParkedDocument>(PARKED.name, id);
  }

  async put(document: ParkedDocument): Promise<void> {
    await this.store.write({ collection: PARKED.name, upserts: [document] });
  }

  async remove(id: string): Promise<void> {
    await this.store.write({ collection: PARKED.name, upserts: [], deletes: [id] });
  }
}
