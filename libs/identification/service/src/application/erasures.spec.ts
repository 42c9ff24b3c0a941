import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openSqliteVault } from '@humai/vault';
import { idNumberOf, person, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';
import { repeatErasures } from './erasures.js';
import { personAggregate } from './household-aggregate.js';

let service: RunningService;
let ids: string[];
beforeAll(async () => {
  service = await runningService();
  await service.give('RegisterHousehold', 'h1', { registerNumber: null, village: VILLAGE, kind: 'GENERAL', members: [person(1), person(2, '02')] });
  ids = Object.keys((await service.streams.household('h1')).state.members);
});
afterAll(() => service.close());

const why = { actor: 'spec', role: 'ops', purpose: 'testing' };
const erase = (personId: string) =>
  service.executor.execute(personAggregate, { type: 'ErasePerson', id: personId, data: { reason: '本人申请' }, actor: { id: 'c', role: 'county', area: '511504' }, commandId: `erase ${personId}` });

describe('an older copy of the vault', () => {
  it('loses again whom the log knows as erased, once, with a record of it, and keeps the others', async () => {
    const directory = join(service.directory, 'restored');
    const before = await openSqliteVault({ directory, clock: service.clock });
    await before.store([{ personId: ids[0]!, record: { name: '测试1', documentNumber: idNumberOf(1) } }, { personId: ids[1]!, record: { name: '测试2' } }], why);
    await before.noteErasuresUpTo(await service.store.lastPosition());
    await before.close();
    copyFileSync(join(directory, 'vault.sqlite'), join(service.directory, 'copy.sqlite'));
    await erase(ids[0]!);
    const open = () => openSqliteVault({ directory, clock: service.clock });
    let vault = await open();
    expect(await repeatErasures(service.store, vault)).toBe(1);
    expect(await repeatErasures(service.store, vault)).toBe(0);
    expect([...(await vault.read(ids, why))]).toStrictEqual([[ids[0], null], [ids[1], { name: '测试2' }]]);
    await vault.close();
    copyFileSync(join(service.directory, 'copy.sqlite'), join(directory, 'vault.sqlite'));
    vault = await open();
    expect((await vault.read([ids[0]!], why)).get(ids[0]!)).toMatchObject({ name: '测试1' });
    expect(await repeatErasures(service.store, vault)).toBe(1);
    expect((await vault.read([ids[0]!], why)).get(ids[0]!)).toBeNull();
    const { id } = (await service.store.readStream(`person-${ids[0]}`)).at(-1)!;
    expect((await vault.accesses({ personId: ids[0]! })).map(({ actor, role, purpose, action }) => ({ actor, role, purpose, action })).find((a) => a.action === 'erase'))
      .toStrictEqual({ actor: 'identification', role: 'service', purpose: `erased before, event ${id}`, action: 'erase' });
    expect(await vault.erasuresUpTo()).toBe(await service.store.lastPosition());
    await vault.close();
  });

  it('is searched from the beginning where the log is shorter than it knows', async () => {
    await service.vault.noteErasuresUpTo((await service.store.lastPosition()) + 100);
    await service.vault.store([{ personId: 'p-new', record: { name: '测试9' } }], why);
    await service.record('person-p-new', { type: 'identification.PersonErased.v1', data: { personId: 'p-new' } });
    expect(await repeatErasures(service.store, service.vault)).toBe(1);
    expect(await service.vault.erasuresUpTo()).toBe(await service.store.lastPosition());
  });
});
