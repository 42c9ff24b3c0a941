import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { MemberRecord } from '@humai/contracts-identification';
import { county, idNumberOf, person, runningService, VILLAGE, type RunningService } from '../testing/running-service.js';
import { householdAggregate, personAggregate } from './household-aggregate.js';

let service: RunningService;
beforeEach(async () => { service = await runningService(); });
afterEach(() => service.close());

const why = { actor: 'spec', role: 'ops', purpose: 'testing' };
const refusal = (code: string, field?: string) => expect.objectContaining(field === undefined ? { code } : { code, field });
const body = (...members: MemberRecord[]) => ({ registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL', members });
const register = (id: string, members: MemberRecord[], commandId?: string) => service.give('RegisterHousehold', id, body(...members), commandId === undefined ? {} : { commandId });
const idOf = async (n: number) => (await service.vault.match([idNumberOf(n)], why)).get(idNumberOf(n));
const placeOf = async (n: number) => { const id = await idOf(n); return id === undefined ? undefined : (await service.streams.person(id)).state.householdId; };
const membersOf = async (household: string) => Object.keys((await service.streams.household(household)).state.members);

describe('registering a household', () => {
  it('gives each person an id, a place and a record, and the events hold none of their data', async () => {
    await register('h1', [person(1), person(2, '02')]);
    const [p1, p2] = [await idOf(1), await idOf(2)];
    expect((await service.history('h1')).map((e) => [e.type, e.data])).toStrictEqual([
      ['identification.HouseholdRegistered.v1', { householdId: 'h1', registerNumber: '5115040001', village: VILLAGE, kind: 'GENERAL' }],
      ['identification.MemberAdded.v1', { personId: p1, relation: '01', labour: 'ORDINARY', reason: 'REGISTER' }],
      ['identification.MemberAdded.v1', { personId: p2, relation: '02', labour: 'ORDINARY', reason: 'REGISTER' }],
    ]);
    expect([await placeOf(1), await placeOf(2)]).toStrictEqual(['h1', 'h1']);
    expect((await service.vault.read([p1!], why)).get(p1!)).toStrictEqual({ name: '测试1', documentNumber: idNumberOf(1), phone: '10000000001', attributes: { 文化程度: '小学' } });
    const text = JSON.stringify(await service.log());
    for (const secret of ['测试', idNumberOf(1), '10000000001', '小学']) expect(text).not.toContain(secret);
  });

  it('changes nothing when the same key comes again, also after a restart', async () => {
    const first = await register('h1', [person(1), person(2, '02')], 'key');
    const position = await service.store.lastPosition();
    expect(await register('h1', [person(1), person(2, '02')], 'key')).toStrictEqual(first);
    expect(await service.newExecutor().execute(householdAggregate, { type: 'RegisterHousehold', id: 'h1', data: body(person(1), person(2, '02')), actor: county, commandId: 'key' })).toStrictEqual(first);
    expect(await service.store.lastPosition()).toBe(position);
  });

  it('changes nothing when the same household comes under another key', async () => {
    await register('h1', [person(1), person(2, '02')]);
    const position = await service.store.lastPosition();
    expect((await register('h1', [person(1), person(2, '02')])).events).toStrictEqual([]);
    expect(await service.store.lastPosition()).toBe(position);
  });

  it('knows a person by the ID number in a disability certificate, and keeps the certificate', async () => {
    await register('h1', [person(1, '01', { documentNumber: `${idNumberOf(1).toLowerCase()}41` })]);
    const id = (await idOf(1))!;
    expect((await service.vault.read([id], why)).get(id)).toMatchObject({ documentNumber: idNumberOf(1), attributes: { 文化程度: '小学', 残疾证号码: `${idNumberOf(1)}41` } });
  });

  it('names the member and field that is wrong, and takes no place', async () => {
    const wrong = `${idNumberOf(2).slice(0, 17)}${idNumberOf(2).endsWith('0') ? '1' : '0'}`;
    await expect(register('h1', [person(1), person(2, '02', { documentNumber: wrong })])).rejects.toEqual(refusal('PERSON.ID_NUMBER_CHECK', 'members.1.documentNumber'));
    await expect(register('h1', [person(1), person(2, '02', { documentNumber: '123' })])).rejects.toEqual(refusal('PERSON.ID_NUMBER_LENGTH', 'members.1.documentNumber'));
    await expect(register('h1', [person(1, '01', { phone: '12345' })])).rejects.toEqual(refusal('PERSON.PHONE', 'members.0.phone'));
    await expect(register('h1', [person(1), person(1, '02')])).rejects.toEqual(refusal('MEMBER.EXISTS', 'members'));
    await expect(service.give('RegisterHousehold', 'h1', { ...body(person(1)), village: '511504101999' })).rejects.toEqual(refusal('AREA.UNKNOWN', 'village'));
    expect([await service.store.lastPosition(), await idOf(1)]).toStrictEqual([0, undefined]);
  });

  it('takes neither places nor records for a household that its rules refuse', async () => {
    await expect(register('h1', [person(1), person(2)])).rejects.toEqual(refusal('HOUSEHOLD.NOT_ONE_HOUSEHOLDER'));
    await expect(register('h1', [person(2, '02')])).rejects.toEqual(refusal('HOUSEHOLD.NOT_ONE_HOUSEHOLDER'));
    expect([await service.store.lastPosition(), await idOf(1)]).toStrictEqual([0, undefined]);
    await register('h2', [person(1)]);
    await expect(register('h2', [person(1), person(3, '03')])).rejects.toEqual(refusal('HOUSEHOLD.EXISTS'));
    expect(await idOf(3)).toBeUndefined();
  });

  it('does not let the same new person into two households, though both come at the same moment', async () => {
    const results = await Promise.allSettled(['h1', 'h2', 'h3'].map((id, i) => register(id, [person(1), person(10 + i, '03')])));
    expect(results.map((r) => r.status).sort()).toStrictEqual(['fulfilled', 'rejected', 'rejected']);
    const winner = ['h1', 'h2', 'h3'][results.findIndex((r) => r.status === 'fulfilled')]!;
    expect(await placeOf(1)).toBe(winner);
    expect(await membersOf(winner)).toContain(await idOf(1));
    for (const loser of ['h1', 'h2', 'h3'].filter((h) => h !== winner)) expect(await service.history(loser)).toStrictEqual([]);
    const free = [10, 11, 12].filter((n) => `h${n - 9}` !== winner);
    expect(await Promise.all(free.map(placeOf))).toStrictEqual(expect.not.arrayContaining(['h1', 'h2', 'h3']));
  });
});

describe('a person of another household', () => {
  beforeEach(() => register('h1', [person(1), person(2, '02'), person(3, '03')]));

  it('is refused by the number of that household, and keeps their record; the others take no place', async () => {
    const before = await service.store.lastPosition();
    await expect(register('h2', [person(4), person(3, '03', { name: '别名' })])).rejects.toEqual(
      expect.objectContaining({ code: 'PERSON.IN_OTHER_HOUSEHOLD', details: { household: 'h1' }, field: 'members.1.documentNumber' }));
    expect(await service.store.lastPosition()).toBe(before);
    expect([await placeOf(3), await idOf(4)]).toStrictEqual(['h1', undefined]);
    const id = (await idOf(3))!;
    expect((await service.vault.read([id], why)).get(id)?.name).toBe('测试3');
  });

  it('may come with the same command once they are free', async () => {
    await expect(register('h2', [person(4), person(3, '03')], 'key')).rejects.toEqual(refusal('PERSON.IN_OTHER_HOUSEHOLD'));
    await service.give('RemoveMember', 'h1', { personId: await idOf(3), reason: 'MOVE_OUT' });
    await service.record(`person-${await idOf(3)}`, { type: 'identification.PersonLeftHousehold.v1', data: { personId: await idOf(3), householdId: 'h1', reason: 'MOVE_OUT' } });
    await register('h2', [person(4), person(3, '03')], 'key');
    expect([await placeOf(3), await placeOf(4), await membersOf('h2')]).toStrictEqual(['h2', 'h2', [await idOf(4), await idOf(3)]]);
  });

  it('who comes between look and place makes the places just taken free again, and they can be taken by the same command later', async () => {
    await service.vault.store([{ personId: 'p4', record: { name: '测试4', documentNumber: idNumberOf(4) } }, { personId: 'p5', record: { name: '测试5', documentNumber: idNumberOf(5) } }], why);
    const slow = service.newExecutor({
      readStream: async (stream) => {
        const seen = await service.store.readStream(stream);
        if (stream === 'person-p5' && seen.length === 0) await service.record(stream, { type: 'identification.PersonJoinedHousehold.v1', data: { personId: 'p5', householdId: 'h9', village: VILLAGE } });
        return seen;
      },
    });
    const command = { type: 'RegisterHousehold', id: 'h2', data: body(person(4), person(5, '03')), actor: county, commandId: 'key' };
    await expect(slow.execute(householdAggregate, command)).rejects.toEqual(refusal('PERSON.IN_OTHER_HOUSEHOLD'));
    expect([await placeOf(4), await placeOf(5)]).toStrictEqual([null, 'h9']);

    await service.record('person-p5', { type: 'identification.PersonLeftHousehold.v1', data: { personId: 'p5', householdId: 'h9', reason: 'OTHER' } });
    await service.executor.execute(householdAggregate, command);
    expect([await placeOf(4), await placeOf(5), await membersOf('h2')]).toStrictEqual(['h2', 'h2', ['p4', 'p5']]);
  });
});

describe('adding a member', () => {
  beforeEach(() => register('h1', [person(1)]));
  /** Ends between the place and the household. */
  const crashing = () => service.newExecutor(service.store, {
    readStream: (stream, options) => service.store.readStream(stream, options),
    append: (stream, events, expected) => (stream === 'household-h1' ? Promise.reject(new Error('crash')) : service.store.append(stream, events, expected)),
  });
  const add = (member: MemberRecord, commandId?: string) => service.give('AddMember', 'h1', { member, reason: 'MARRIAGE_IN' }, commandId === undefined ? {} : { commandId });

  it('takes the place and keeps the record, once', async () => {
    const first = await add(person(2, '02'), 'key');
    expect(await add(person(2, '02'), 'key')).toStrictEqual(first);
    expect((await add(person(2, '02'))).events).toStrictEqual([]);
    expect([await placeOf(2), await membersOf('h1')]).toStrictEqual(['h1', [await idOf(1), await idOf(2)]]);
  });

  it('leaves a person alone whom the rules refuse', async () => {
    await expect(add(person(2))).rejects.toEqual(refusal('HOUSEHOLD.NOT_ONE_HOUSEHOLDER'));
    await expect(add(person(1, '28', { name: '别名' }))).rejects.toEqual(refusal('MEMBER.EXISTS'));
    const id = (await idOf(1))!;
    expect([await idOf(2), (await service.vault.read([id], why)).get(id)?.name]).toStrictEqual([undefined, '测试1']);
  });

  it('gives the place up again when somebody was faster on the condition of If-Match', async () => {
    const at = (n: number) => service.give('AddMember', 'h1', { member: person(n, '03'), reason: 'MARRIAGE_IN' }, { expectedRevision: 1 });
    const results = await Promise.allSettled([at(2), at(3)]);
    expect(results.map((r) => r.status).sort()).toStrictEqual(['fulfilled', 'rejected']);
    const [taken, refused] = results[0]?.status === 'fulfilled' ? [2, 3] : [3, 2];
    expect([await placeOf(taken), await placeOf(refused), await membersOf('h1')]).toStrictEqual(['h1', null, [await idOf(1), await idOf(taken)]]);
  });

  it('gives the place up that it took before a crash, when its repeat is refused; a second repeat may have it again', async () => {
    const command = { type: 'AddMember', id: 'h1', data: { member: person(2, '02'), reason: 'MARRIAGE_IN' }, actor: county, commandId: 'key' };
    await expect(crashing().execute(householdAggregate, command)).rejects.toThrow('crash');
    expect(await placeOf(2)).toBe('h1');
    await add(person(3, '02'));
    await expect(service.executor.execute(householdAggregate, command)).rejects.toEqual(refusal('HOUSEHOLD.TWO_SPOUSES'));
    expect([await placeOf(2), await placeOf(3)]).toStrictEqual([null, 'h1']);
    await service.give('ChangeMember', 'h1', { personId: await idOf(3), relation: '28', labour: 'ORDINARY' });
    await service.executor.execute(householdAggregate, command);
    expect([await placeOf(2), await membersOf('h1')]).toStrictEqual(['h1', [await idOf(1), await idOf(3), await idOf(2)]]);
  });

  it('takes no place away that another command has taken or needs by now', async () => {
    const command = { type: 'AddMember', id: 'h1', data: { member: person(2, '03'), reason: 'MARRIAGE_IN' }, actor: county, commandId: 'key' };
    await expect(crashing().execute(householdAggregate, command)).rejects.toThrow('crash');
    await expect(add(person(2))).rejects.toEqual(refusal('HOUSEHOLD.NOT_ONE_HOUSEHOLDER'));
    expect(await placeOf(2)).toBe('h1');
    await add(person(2, '28'));
    await expect(service.executor.execute(householdAggregate, command)).rejects.toEqual(refusal('MEMBER.EXISTS'));
    expect([await placeOf(2), await membersOf('h1')]).toStrictEqual(['h1', [await idOf(1), await idOf(2)]]);
  });

  it('takes a person without a document number, who has an id by the command alone', async () => {
    const { documentNumber: _, ...unnumbered } = person(2, '03', { labour: 'NONE' });
    await add(unnumbered, 'key');
    await add(unnumbered, 'key');
    expect(await membersOf('h1')).toHaveLength(2);
  });
});

it('erases a person in the vault and says so; the id stays in the household', async () => {
  await register('h1', [person(1), person(2, '02')]);
  const id = (await idOf(2))!;
  const erase = () => service.executor.execute(personAggregate, { type: 'ErasePerson', id, data: { reason: '本人申请' }, actor: county, commandId: 'erase' });
  expect((await erase()).events).toStrictEqual(['identification.PersonErased.v1']);
  expect(await erase()).toMatchObject({ events: ['identification.PersonErased.v1'] });
  expect((await service.vault.read([id], why)).get(id)).toBeNull();
  expect(await membersOf('h1')).toContain(id);
  await expect(service.executor.execute(personAggregate, { type: 'ErasePerson', id: 'nobody', data: { reason: 'x' }, actor: county, commandId: 'k' })).rejects.toEqual(refusal('SUBJECT.NOT_FOUND'));
});
