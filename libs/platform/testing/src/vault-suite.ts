import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PersonRecord, Purpose, Vault } from '@humai/kernel';

/** One empty vault for one test. */
export type VaultHarness = Readonly<{
  open(): Promise<Vault>;
  /** Closes the vault and opens it again on the same data. */
  reopen(): Promise<Vault>;
  dispose(): Promise<void>;
}>;

const why: Purpose = { actor: 'officer-1', role: 'township', purpose: 'testing' };
/** A number of the right length that is nobody's: area 000000 is given to no one. */
export const syntheticDocumentNumber = (n: number): string => `00000019700101${String(n).padStart(3, '0')}X`;
const NUMBER = syntheticDocumentNumber(1);
const record: PersonRecord = { name: '张测试', documentNumber: NUMBER, phone: '10000000000', attributes: { 健康状况: '健康', 文化程度: '小学' } };

/** What every vault must do. Run it in a spec of each adapter. */
export function vaultSuite(name: string, factory: () => VaultHarness | Promise<VaultHarness>): void {
  describe(`${name} as a vault`, () => {
    let harness: VaultHarness;
    let vault: Vault;
    beforeEach(async () => {
      harness = await factory();
      vault = await harness.open();
    });
    afterEach(() => harness.dispose());

    const store = (personId: string, of: PersonRecord) => vault.store([{ personId, record: of }], why);
    const read = async (...ids: string[]) => [...(await vault.read(ids, why))];
    const match = async (...numbers: string[]) => [...(await vault.match(numbers, why))];

    describe('stores', () => {
      it('a new person and gives the record back as it was, after a restart too', async () => {
        expect(await store('p1', record)).toStrictEqual([{ personId: 'p1', outcome: 'created' }]);
        expect(await read('p1')).toStrictEqual([['p1', record]]);
        vault = await harness.reopen();
        expect(await read('p1')).toStrictEqual([['p1', record]]);
      });
      it('the same record again without a change, whatever the order of its fields', async () => {
        await store('p1', record);
        const again = { attributes: { 文化程度: '小学', 健康状况: '健康' }, phone: '10000000000', documentNumber: NUMBER, name: '张测试' };
        expect(await store('p1', again)).toStrictEqual([{ personId: 'p1', outcome: 'unchanged' }]);
      });
      it('a changed record in the place of the old one', async () => {
        await store('p1', record);
        expect(await store('p1', { name: '张测试', documentNumber: NUMBER })).toStrictEqual([{ personId: 'p1', outcome: 'updated' }]);
        expect(await read('p1')).toStrictEqual([['p1', { name: '张测试', documentNumber: NUMBER }]]);
      });
      it('a known document number under the id it has, however it is typed', async () => {
        await store('p1', record);
        expect(await store('p2', { ...record, documentNumber: ` ${NUMBER.toLowerCase()}` })).toStrictEqual([{ personId: 'p1', outcome: 'updated' }]);
        expect(await store('p3', { ...record, name: '李测试' })).toStrictEqual([{ personId: 'p1', outcome: 'updated' }]);
        expect(await read('p1', 'p2', 'p3')).toStrictEqual([['p1', { ...record, name: '李测试' }]]);
      });
      it('a number that stands twice in one call as one person', async () => {
        const both = [{ personId: 'p1', record }, { personId: 'p2', record }, { personId: 'p3', record: { ...record, name: '李测试' } }];
        expect((await vault.store(both, why)).map((s) => [s.personId, s.outcome])).toStrictEqual([['p1', 'created'], ['p1', 'unchanged'], ['p1', 'updated']]);
      });
      it('a number that somebody of the same call gave up, as that of another', async () => {
        await store('p1', record);
        const [other, third] = [syntheticDocumentNumber(2), syntheticDocumentNumber(3)];
        const call = [{ personId: 'p1', record: { ...record, documentNumber: other } }, { personId: 'p2', record }, { personId: 'p1', record: { ...record, documentNumber: third } }, { personId: 'p3', record: { name: '丙', documentNumber: other } }];
        expect((await vault.store(call, why)).map((s) => [s.personId, s.outcome])).toStrictEqual(
          [['p1', 'updated'], ['p2', 'created'], ['p1', 'updated'], ['p3', 'created']]);
        expect(await match(NUMBER, other, third)).toStrictEqual([[NUMBER, 'p2'], [other, 'p3'], [third, 'p1']]);
      });
      it('people without a number by their id alone', async () => {
        expect(await vault.store([{ personId: 'p1', record: { name: '甲' } }, { personId: 'p2', record: { name: '甲' } }], why)).toStrictEqual([
          { personId: 'p1', outcome: 'created' }, { personId: 'p2', outcome: 'created' }]);
      });
      it('nothing of a call that it refuses', async () => {
        await store('gone', record);
        await vault.erase('gone', why);
        const batch = [{ personId: 'new', record: { name: '乙' } }, { personId: 'gone', record }];
        await expect(vault.store(batch, why)).rejects.toThrow(expect.objectContaining({ code: 'PERSON.ERASED' }));
        expect(await read('new', 'gone')).toStrictEqual([['gone', null]]);
        expect(await vault.accesses({ personId: 'new' })).toStrictEqual([]);
      });
      it('nothing at all when there is nothing', async () => {
        expect(await vault.store([], why)).toStrictEqual([]);
        expect(await vault.accesses()).toStrictEqual([]);
      });
    });

    describe('matches', () => {
      it('known numbers and leaves the others out', async () => {
        await store('p1', record);
        expect(await match(NUMBER, syntheticDocumentNumber(2))).toStrictEqual([[NUMBER, 'p1']]);
      });
      it('a number no more once its person has another', async () => {
        await store('p1', record);
        await store('p1', { ...record, documentNumber: syntheticDocumentNumber(2) });
        expect(await match(NUMBER, syntheticDocumentNumber(2))).toStrictEqual([[syntheticDocumentNumber(2), 'p1']]);
        expect(await store('p2', record)).toStrictEqual([{ personId: 'p2', outcome: 'created' }]);
      });
    });

    describe('erases', () => {
      it('a person for good: read as null, matched no more, after a restart too', async () => {
        await store('p1', record);
        expect(await vault.erase('p1', why)).toBe(true);
        for (const restarted of [false, true]) {
          if (restarted) vault = await harness.reopen();
          expect([await read('p1'), await match(NUMBER)]).toStrictEqual([[['p1', null]], []]);
        }
      });
      it('only once, and only whom it knows', async () => {
        await store('p1', record);
        expect([await vault.erase('p1', why), await vault.erase('p1', why), await vault.erase('nobody', why)]).toStrictEqual([true, false, false]);
      });
      it('so that who comes back is a new person', async () => {
        await store('p1', record);
        await vault.erase('p1', why);
        expect(await store('p2', record)).toStrictEqual([{ personId: 'p2', outcome: 'created' }]);
        expect(await read('p1', 'p2')).toStrictEqual([['p1', null], ['p2', record]]);
      });
      it('many at once', async () => {
        await vault.store(['a', 'b', 'c'].map((personId) => ({ personId, record: { name: personId } })), why);
        expect(await Promise.all(['a', 'c', 'a'].map((id) => vault.erase(id, why)))).toStrictEqual([true, true, false]);
        expect(await read('a', 'b', 'c')).toStrictEqual([['a', null], ['b', { name: 'b' }], ['c', null]]);
      });
    });

    describe('records', () => {
      const actions = async (options = {}) => (await vault.accesses(options)).map((a) => [a.action, a.personId, a.actor]);
      it('every access with who, why and when, newest first', async () => {
        await store('p1', record);
        await store('p1', record);
        await vault.match([NUMBER, syntheticDocumentNumber(2)], { ...why, actor: 'officer-2' });
        await vault.read(['p1', 'unknown'], why);
        await vault.erase('p1', why);
        await vault.erase('p1', why);
        await vault.read(['p1'], why);
        expect(await actions()).toStrictEqual([
          ['read', 'p1', 'officer-1'], ['erase', 'p1', 'officer-1'], ['read', 'p1', 'officer-1'], ['match', 'p1', 'officer-2'], ['match', 'p1', 'officer-1'], ['write', 'p1', 'officer-1']]);
        const [first] = await vault.accesses({ limit: 1 });
        expect(first).toStrictEqual({ at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/), actor: 'officer-1', role: 'township', purpose: 'testing', personId: 'p1', action: 'read' });
      });
      it('them by person and by who it was, after a restart too', async () => {
        await store('p1', { name: '甲' });
        await vault.store([{ personId: 'p2', record: { name: '乙' } }], { ...why, actor: 'officer-2' });
        await vault.read(['p1'], { ...why, actor: 'officer-2' });
        vault = await harness.reopen();
        expect(await actions({ personId: 'p1' })).toStrictEqual([['read', 'p1', 'officer-2'], ['write', 'p1', 'officer-1']]);
        expect(await actions({ actor: 'officer-2' })).toStrictEqual([['read', 'p1', 'officer-2'], ['write', 'p2', 'officer-2']]);
        expect(await actions({ actor: 'officer-2', personId: 'p2' })).toStrictEqual([['write', 'p2', 'officer-2']]);
        expect(await actions({ limit: 2 })).toHaveLength(2);
      });
    });

    it('keeps how far the erasures of the log were carried out, after a restart too', async () => {
      expect(await vault.erasuresUpTo()).toBe(0);
      await vault.noteErasuresUpTo(12);
      vault = await harness.reopen();
      expect(await vault.erasuresUpTo()).toBe(12);
      await vault.noteErasuresUpTo(7);
      expect(await vault.erasuresUpTo()).toBe(7);
    });

    it('behaves as a plain map would, whatever the order of commands', async () => {
      const id = fc.integer({ min: 0, max: 4 }).map((n) => `p${n}`);
      const number = fc.option(fc.integer({ min: 0, max: 4 }).map(syntheticDocumentNumber), { nil: undefined });
      const command = fc.oneof(
        { weight: 4, arbitrary: fc.record({ kind: fc.constant('store' as const), id, number, name: fc.string({ unit: 'binary', maxLength: 8 }) }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), id }) },
      );
      let run = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(command, { maxLength: 12 }), async (commands) => {
          const scope = `${(run += 1)}-`;
          const numberOf = (n: string) => `${scope}${n}`.toUpperCase();
          const model = new Map<string, PersonRecord | null>();
          for (const c of commands) {
            const given = scope + c.id;
            if (c.kind === 'erase') {
              expect(await vault.erase(given, why)).toBe(model.has(given) && model.get(given) !== null);
              if (model.has(given)) model.set(given, null);
              continue;
            }
            const next: PersonRecord = { name: c.name, ...(c.number === undefined ? {} : { documentNumber: numberOf(c.number) }) };
            const holder = [...model].find(([, r]) => r?.documentNumber !== undefined && r.documentNumber === next.documentNumber)?.[0];
            const personId = holder ?? given;
            if (model.get(personId) === null) {
              await expect(store(given, next)).rejects.toThrow(expect.objectContaining({ code: 'PERSON.ERASED' }));
              continue;
            }
            const before = model.get(personId);
            const outcome = !before ? 'created' : JSON.stringify(before) === JSON.stringify(next) ? 'unchanged' : 'updated';
            expect(await store(given, next)).toStrictEqual([{ personId, outcome }]);
            model.set(personId, next);
          }
          expect(new Map(await vault.read([...model.keys()], why))).toStrictEqual(model);
          const numbers = [...model].flatMap(([personId, r]) => (r?.documentNumber === undefined ? [] : [[r.documentNumber, personId] as const]));
          expect(new Map(await vault.match(numbers.map(([n]) => n), why))).toStrictEqual(new Map(numbers));
        }),
        { numRuns: 40 },
      );
    });
  });
}
