import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { connectMongo, type Database, type MongoConnection } from '@humai/mongo';
import { describeReal, FakeClock, syntheticDocumentNumber } from '@humai/testing';
import { Keyring } from '@humai/vault-records';
import { type MongoVault, openMongoVault } from './index.js';
import { MongoVault as Vault } from './mongo-vault.js';

const why = { actor: 'officer-1', role: 'township', purpose: 'testing' };
const masterKey = new Uint8Array(32).fill(7);
const person = (n: number) => ({
  personId: `person-${n}`,
  record: { name: `独特姓名甲${n}`, documentNumber: syntheticDocumentNumber(n), phone: `1888000${1000 + n}`, attributes: { 健康状况: `罕见病症${n}`, employer: `Unmistakable Employer ${n}` } },
});
const refused = (code: string, details: unknown = expect.anything()) => expect.objectContaining({ code, details });
const outcomes = (stored: readonly Readonly<{ outcome: string }>[]) => stored.map((s) => s.outcome);

describeReal('what is special to the vault over MongoDB', ['mongo'], ({ mongo }) => {
  let url: string;
  let connection: MongoConnection;
  let opened: MongoVault[];
  beforeEach(async () => {
    url = `${mongo}/vault-${randomUUID().slice(0, 8)}`;
    connection = await connectMongo({ url });
    opened = [];
  });
  afterEach(async () => {
    for (const vault of opened) await vault.close();
    await connection.close();
  });
  const open = async (over: object = {}) => {
    const vault = await openMongoVault({ url, clock: new FakeClock(), masterKey, ...over });
    opened.push(vault);
    return vault;
  };
  /** Does something as somebody would who has the database but not the program. */
  const tamper = <T>(work: (database: Database) => Promise<T>) => connection.run(work);
  const entry = (_id: string) => ({ _id }) as never;

  /** A vault whose process ends in the middle of one call to the server: after `done` of its operations. */
  const dying = (call: 'bulkWrite' | 'insertMany', done: number) => {
    const cut = (database: Database): Database => new Proxy(database, {
      get: (on, name) => name !== 'collection' ? on[name as keyof Database] : (...args: [string]) => {
        const collection = on.collection(...args);
        return new Proxy(collection, {
          get: (c, method) => method !== call ? (c[method as keyof typeof c] as () => unknown).bind(c) : async (operations: never[], options: object) => {
            if (done > 0) await (c[call] as (o: never[], p: object) => Promise<unknown>)(operations.slice(0, done), options);
            throw new Error('the process ends here');
          },
        });
      },
    });
    return new Vault({ ...connection, run: (work) => connection.run((database) => work(cut(database))) }, new Keyring(masterKey), { place: 'test', clock: new FakeClock() });
  };

  describe('a process that ends in the middle', () => {
    const five = [1, 2, 3, 4, 5].map(person);
    it('of storing leaves the first ones, and the same call again stores the rest', async () => {
      const vault = await open();
      await expect(dying('bulkWrite', 2).store(five, why)).rejects.toThrow('ends here');
      expect([...(await vault.read(five.map((p) => p.personId), why)).keys()]).toStrictEqual(['person-1', 'person-2']);
      expect(outcomes(await vault.store(five.map((p, n) => ({ ...p, personId: `again-${n}` })), why))).toStrictEqual(['unchanged', 'unchanged', 'created', 'created', 'created']);
      expect(await vault.checkAccesses()).toMatchObject({ problem: null });
    });
    it('before it wrote has recorded what it was going to write', async () => {
      const vault = await open();
      await expect(dying('bulkWrite', 0).store(five, why)).rejects.toThrow('ends here');
      expect([(await vault.accesses()).map((a) => a.action), await vault.read(['person-1'], why)]).toStrictEqual([Array<string>(5).fill('write'), new Map()]);
    });
    it('of recording gives out and changes nothing, and its part of the log stands', async () => {
      const vault = await open();
      await vault.store(five, why);
      const dies = dying('insertMany', 1);
      await expect(dies.read(['person-1', 'person-2'], why)).rejects.toThrow('ends here');
      await expect(dies.store([{ ...person(1), record: { name: '乙' } }], why)).rejects.toThrow('ends here');
      await expect(dies.erase('person-1', why)).rejects.toThrow('ends here');
      await expect(dies.match([syntheticDocumentNumber(1)], why)).rejects.toThrow('ends here');
      expect((await vault.read(['person-1'], why)).get('person-1')).toStrictEqual(person(1).record);
      expect(await vault.checkAccesses()).toStrictEqual({ entries: 5 + 4 + 1, problem: null });
    });
  });

  describe('several processes at once', () => {
    it('make one person of one number, and one log of which each entry can be checked', async () => {
      const vaults = await Promise.all([1, 2, 3, 4].map(() => open()));
      const ten = Array.from({ length: 10 }, (_, n) => person(n));
      const stored = await Promise.all(vaults.map((vault, v) => vault.store(ten.map(({ record }, n) => ({ personId: `v${v}-${n}`, record })), why)));
      for (let n = 0; n < 10; n += 1) {
        expect(new Set(stored.map((s) => s[n]!.personId)).size).toBe(1);
        expect(stored.map((s) => s[n]!.outcome).sort()).toStrictEqual(['created', 'unchanged', 'unchanged', 'unchanged']);
      }
      expect(await tamper((database) => database.collection('vault.persons').countDocuments())).toBe(10);
      expect(await vaults[0]!.checkAccesses()).toMatchObject({ problem: null });
    });
    it('never write back what one of them erased', async () => {
      const [eraser, ...writers] = await Promise.all([1, 2, 3].map(() => open()));
      for (let n = 0; n < 20; n += 1) {
        const id = person(n).personId;
        await eraser!.store([person(n)], why);
        const writing = writers.map((vault, v) => vault.store([{ personId: id, record: { name: `乙${v}`, documentNumber: syntheticDocumentNumber(n) } }], why).then(outcomes, (error: { code: string }) => error.code));
        expect(await eraser!.erase(id, why)).toBe(true);
        expect((await Promise.all(writing)).flat().every((o) => ['updated', 'unchanged', 'created', 'PERSON.ERASED'].includes(o))).toBe(true);
        expect(await eraser!.read([id], why)).toStrictEqual(new Map([[id, null]]));
      }
    });
    it('of whom each writes one chain, however many ask it at once', async () => {
      const vault = await open();
      await vault.store([person(1)], why);
      await Promise.all(Array.from({ length: 20 }, () => vault.read(['person-1'], why)));
      expect(await tamper((database) => database.collection('vault.chains').countDocuments())).toBe(1);
      expect(await vault.checkAccesses()).toStrictEqual({ entries: 21, problem: null });
    });
    it('count each change of one person', async () => {
      const vaults = await Promise.all([1, 2, 3].map(() => open()));
      await vaults[0]!.store([person(1)], why);
      await Promise.all(vaults.flatMap((vault, v) => [0, 1, 2].map((n) => vault.store([{ personId: 'person-1', record: { name: `丙${v}${n}` } }], why))));
      expect(await tamper((database) => database.collection<{ turn: number; _id: string }>('vault.persons').findOne({ _id: 'person-1' }))).toMatchObject({ turn: 10 });
    });
  });

  it('holds no personal datum in clear, and nothing of who was erased', async () => {
    const vault = await open();
    await vault.store(Array.from({ length: 30 }, (_, n) => person(n)), why);
    await vault.erase('person-3', why);
    const all = await tamper(async (database) => {
      const collections = await database.listCollections().toArray();
      return (await Promise.all(collections.map(({ name }) => database.collection(name).find().toArray()))).flat();
    });
    const text = JSON.stringify(all, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value));
    const bytes = JSON.stringify(all).replace(/"([A-Za-z0-9+/]{24,}={0,2})"/g, (_, base64: string) => Buffer.from(base64, 'base64').toString());
    for (const planted of ['独特姓名甲', '罕见病症', 'Unmistakable Employer', '1888000', '00000019700101', '健康状况']) expect([text.includes(planted), bytes.includes(planted)]).toStrictEqual([false, false]);
    expect(text).toContain('officer-1'); // the search would find them
    expect(all.find((d) => (d._id as unknown) === 'person-3')).toStrictEqual({ _id: 'person-3', turn: 2, erasedAt: '2026-03-01T00:00:00.000Z' });
  });

  it("gives out neither one person's record as another's nor one with a flipped bit", async () => {
    const vault = await open();
    await vault.store([person(1), person(2)], why);
    await tamper(async (database) => {
      const persons = database.collection('vault.persons');
      const { wrapped, sealed } = (await persons.findOne(entry('person-1')))!;
      await persons.updateOne(entry('person-2'), { $set: { wrapped, sealed } });
      const bytes = Buffer.from((sealed as { buffer: Uint8Array }).buffer);
      bytes[40]! ^= 1;
      await persons.updateOne(entry('person-1'), { $set: { sealed: bytes } });
    });
    for (const id of ['person-1', 'person-2'])
      await expect(vault.read([id], why)).rejects.toThrow(refused('STORE.DAMAGED', expect.objectContaining({ problem: `the record of person ${id} cannot be opened` })));
  });

  // Two chains: 1/1 and 1/2 are the writes, 2/1 is a read by another process.
  it.each<[string, (database: Database) => Promise<unknown>, object]>([
    ['nothing', async () => {}, { entries: 3, problem: null }],
    ['a changed entry', (d) => d.collection('vault.accesses').updateOne(entry('1/2'), { $set: { actor: 'nobody' } }), { entries: 1, problem: { number: 2, problem: 'is not as it was written' } }],
    ['a removed entry', (d) => d.collection('vault.accesses').deleteOne(entry('1/1')), { entries: 0, problem: { number: 1, problem: 'is missing' } }],
    ['a removed end', (d) => d.collection('vault.accesses').deleteOne(entry('1/2')), { entries: 1, problem: { number: 2, problem: 'chain 1 ended with 2' } }],
    ['an emptied chain', (d) => d.collection('vault.accesses').deleteMany({ chain: 2 }), { entries: 2, problem: { number: 3, problem: 'chain 2 ended with 1' } }],
    ['a removed chain', async (d) => [await d.collection('vault.accesses').deleteMany({ chain: 1 }), await d.collection('vault.chains').deleteOne({ _id: 1 as never })], { entries: 0, problem: { number: 1, problem: 'chain 1 is missing' } }],
    ['an added entry', async (d) => d.collection('vault.accesses').insertOne({ ...(await d.collection('vault.accesses').findOne(entry('1/2')))!, _id: '1/3' as never, number: 3 }), { entries: 2, problem: { number: 3, problem: 'is not as it was written' } }],
    ['an entry of a chain that is none', async (d) => d.collection('vault.accesses').insertOne({ ...(await d.collection('vault.accesses').findOne(entry('1/2')))!, _id: '9/1' as never, chain: 9 }), { entries: 3, problem: { number: 4, problem: '1 entries belong to no chain' } }],
  ])('shows %s in its access log', async (_, change, expected) => {
    const vault = await open();
    await vault.store([person(1), person(2)], why);
    await (await open()).read(['person-1'], why);
    await tamper(change);
    expect(await vault.checkAccesses()).toStrictEqual(expected);
  });

  it('refuses another master key, and one that is too short, and keeps the right one', async () => {
    await (await open()).store([person(1)], why);
    for (const wrong of [new Uint8Array(32), new Uint8Array(16)]) await expect(open({ masterKey: wrong })).rejects.toThrow(refused('VAULT.WRONG_KEY', { file: url }));
    expect((await (await open()).read(['person-1'], why)).get('person-1')).toStrictEqual(person(1).record);
  });

  it('says that it is closed', async () => {
    const vault = await open();
    await vault.close();
    await expect(vault.read(['person-1'], why)).rejects.toThrow(refused('STORE.CLOSED'));
  });
});
