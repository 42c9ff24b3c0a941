import type { AccessRecord, Instant, Purpose } from '@humai/kernel';
import type { Database, MongoConnection } from '@humai/mongo';
import { type AccessEntry, type AccessLogCheck, type Keyring, textOfAccess } from '@humai/vault-records';
import { type Access, accessesOf, type Chain, chainsOf, isDuplicate, newestFirst } from './collections.js';

export type Query = Readonly<{ personId?: string; actor?: string; limit?: number }>;

/**
 * Who saw or changed whose data, when and why: append-only, in chains of keyed hashes.
 *
 * Several processes write at once, and one chain for all of them would make each wait for the others. So **each opened vault writes a chain of its own**;
 * the chains are numbered without a gap, and a chain's first link is made over its number.
 * {@link check} finds an entry that was changed, added or removed from any chain, and a chain that was removed or put in another's place.
 * As with any log that lies where its writers can write, what it cannot find is an end cut off from the newest chain together with what is noted of that end:
 * a copy of the database taken earlier shows it.
 */
export class AccessLog {
  #chain: Chain | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly connection: MongoConnection, private readonly keyring: Keyring) {}

  /** Resolves when the entries are durable: only then may the access be granted. */
  append(entries: readonly AccessEntry[], why: Purpose, at: Instant): Promise<void> {
    if (entries.length === 0) return Promise.resolve();
    const mine = this.#turn.then(() => this.#append(entries, why, at));
    this.#turn = mine.catch(() => {}); // told to whom it concerns; the next one has its own turn
    return mine;
  }

  async #append(entries: readonly AccessEntry[], why: Purpose, at: Instant): Promise<void> {
    const chain = (this.#chain ??= await this.connection.run((database) => this.#begin(database)));
    let { number, link } = chain;
    const { actor, role, purpose } = why;
    const lines = entries.map((entry): Access => {
      number += 1;
      link = this.keyring.link(link, textOfAccess(number, at, why, entry));
      return { _id: `${chain._id}/${number}`, chain: chain._id, number, at, actor, role, purpose, personId: entry[0], action: entry[1], link };
    });
    // How much of it was written is not known after a failure: what comes next begins a chain, and this one stands as far as it goes.
    this.#chain = undefined;
    await this.connection.run(async (database) => {
      await accessesOf(database).insertMany(lines, { ordered: true });
      await chainsOf(database).updateOne({ _id: chain._id }, { $set: { number, link } });
    });
    this.#chain = { _id: chain._id, number, link };
  }

  /** The number after the last one: who is slower tries the next. */
  async #begin(database: Database): Promise<Chain> {
    for (;;) {
      const [last] = await chainsOf(database).find().sort({ _id: -1 }).limit(1).toArray();
      const _id = (last?._id ?? 0) + 1;
      const chain = { _id, number: 0, link: this.keyring.link('', `chain ${_id}`) };
      try {
        await chainsOf(database).insertOne(chain);
        return chain;
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    }
  }

  /** Newest first, by the clocks of those who wrote them. */
  find({ personId, actor, limit = 1000 }: Query): Promise<readonly AccessRecord[]> {
    const filter = { ...(personId === undefined ? {} : { personId }), ...(actor === undefined ? {} : { actor }) };
    return this.connection.run(async (database) => {
      const found = await accessesOf(database).find(filter).sort(newestFirst).limit(limit).toArray();
      return found.map(({ at, actor, role, purpose, personId, action }) => ({ at, actor, role, purpose, personId, action }));
    });
  }

  /** The number of a problem counts the entries of all chains, in their order. */
  check(): Promise<AccessLogCheck> {
    return this.connection.run(async (database) => {
      let entries = 0;
      const problem = (text: string): AccessLogCheck => ({ entries, problem: { number: entries + 1, problem: text } });
      let expected = 0;
      for (const chain of await chainsOf(database).find().sort({ _id: 1 }).toArray()) {
        if ((expected += 1) !== chain._id) return problem(`chain ${expected} is missing`);
        let [number, link] = [0, this.keyring.link('', `chain ${chain._id}`)];
        let noted = chain.number === 0 && chain.link === link;
        for await (const row of accessesOf(database).find({ chain: chain._id }).sort({ number: 1 })) {
          if (row.number !== number + 1) return problem('is missing');
          link = this.keyring.link(link, textOfAccess(row.number, row.at, row, [row.personId, row.action]));
          if (row.link !== link) return problem('is not as it was written');
          [number, entries] = [row.number, entries + 1];
          noted ||= number === chain.number && link === chain.link;
        }
        // Entries beyond what is noted were written just before a process ended; nobody else could have linked them.
        if (!noted) return problem(`chain ${chain._id} ended with ${chain.number}`);
      }
      const stray = await accessesOf(database).countDocuments({});
      return stray === entries ? { entries, problem: null } : problem(`${stray - entries} entries belong to no chain`);
    });
  }
}
