// What a command adds: a decision that says what happened, once, not of tomorrow; and the specs that hold it to that.
import { camel, pascal, partsOf, words } from '../names.js';

/** All that the texts need to know. */
export type CommandTexts = Readonly<{
  context: string;
  command: string;
  fact: string;
  stateType: string;
  commandType: string;
  eventType: string;
  /** Import paths from the decision's folder. */
  paths: Readonly<{ decider: string; state: string; command: string; event: string }>;
  decider: string;
}>;

const typeOf = ({ context, fact }: CommandTexts): string => `${context}.${fact}.v1`;

/** A row of the commands table. */
export function row({ command, fact }: CommandTexts, summary: Readonly<{ zh: string; en: string }>): string {
  const { idField, onField, otherwise, inFuture } = partsOf(fact);
  return `${command}: onHousehold('${command}', ['village', 'township', 'county'], ${literal(summary.zh)}, ${literal(summary.en)}, z.object({ ${idField}: Id, ${onField}: On }),
  ['${otherwise}', '${inFuture}'])`;
}

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;

export function eventRow({ fact }: CommandTexts): string {
  const { idField, onField } = partsOf(fact);
  return `'${fact}.v1': z.object({ ${idField}: Id, ${onField}: On })`;
}

export function errorRows({ fact }: CommandTexts): string {
  const { noun, nounInWords, participle, onField, otherwise, inFuture } = partsOf(fact);
  return [
    `'${otherwise}': { status: 409, zh: '{${noun}} 已记录,日期为 {${onField}},不能改为其他日期', en: 'The ${nounInWords} {${noun}} was already ${participle} on {${onField}}' }`,
    `'${inFuture}': { status: 422, zh: '日期 {${onField}} 晚于业务日期 {effectiveOn}', en: 'The date {${onField}} is after the business date {effectiveOn}' }`,
  ].join(',\n');
}

export function decision(texts: CommandTexts): string {
  const { context, command, fact, stateType, commandType, paths } = texts;
  const { noun, idField, onField, stateField, otherwise, inFuture } = partsOf(fact);
  return `import type { ${pascal(context)}Event } from '@humai/contracts-${context}';
import { DomainError } from '@humai/kernel';
import type { ${commandType} } from '${paths.command}';
import { entry, type ${stateType} } from '${paths.state}';

export function ${camel(command)}(state: ${stateType}, { data, meta }: Extract<${commandType}, { type: '${command}' }>): readonly ${pascal(context)}Event[] {
  const ${onField} = entry(state.${stateField}, data.${idField});
  if (${onField} === data.${onField}) return [];
  if (${onField} !== undefined) throw new DomainError('${otherwise}', { ${noun}: data.${idField}, ${onField} }, '${onField}');
  if (data.${onField} > meta.effectiveOn) throw new DomainError('${inFuture}', { ${onField}: data.${onField}, effectiveOn: meta.effectiveOn }, '${onField}');
  return [{ type: '${typeOf(texts)}', data }];
}
`;
}

export function decisionSpec(texts: CommandTexts): string {
  const { command, fact, decider, commandType, eventType, paths } = texts;
  const { nounInWords, idField, onField, otherwise, inFuture } = partsOf(fact);
  const call = camel(command);
  return `import { describe, it } from '@jest/globals';
import type { Calendar, CommandMeta, PolicySource } from '@humai/kernel';
import { specOf } from '@humai/testing';
import type { ${commandType} } from '${paths.command}';
import { ${decider} } from '${paths.decider}';
import type { ${eventType} } from '${paths.event}';

const { given } = specOf(${decider});
const meta: CommandMeta = {
  now: '2024-06-03T02:00:00.000Z', today: '2024-06-03', effectiveOn: '2024-06-03', actor: { id: 'village-1', role: 'village', area: '511504101201' }, commandId: 'command-1',
  policies: {} as PolicySource, calendar: {} as Calendar,
};
const ${call} = (${onField} = '2024-06-03', ${idField} = 'a1'): ${commandType} => ({ type: '${command}', data: { ${idField}, ${onField} }, meta });
const fact: ${eventType} = { type: '${typeOf(texts)}', data: { ${idField}: 'a1', ${onField}: '2024-06-03' } };

describe('to ${words(command)}', () => {
  it('is told by its event', () => given().when(${call}()).then(fact));
  it('again is nothing', () => given(fact).when(${call}()).thenNothing());
  it('of another ${nounInWords} is another fact', () => given(fact).when(${call}('2024-06-02', 'a2')).then({ ...fact, data: { ${idField}: 'a2', ${onField}: '2024-06-02' } }));
  it('does not move the day of one that is told', () => given(fact).when(${call}('2024-06-02')).thenRejects('${otherwise}'));
  it('is not of tomorrow', () => given().when(${call}('2024-06-04')).thenRejects('${inFuture}'));
});
`;
}

/** Rows of a permission spec: who may, and with what it is tried. */
export const matrixRow = ({ command }: CommandTexts): string => `${command}: '+ + + - - - - -'`;
export function attemptRow({ command, fact }: CommandTexts, past = ''): string {
  const { idField, onField } = partsOf(fact);
  return `${command}: { past: [${past}], data: { ${idField}: 'a1', ${onField}: '2024-06-03' } }`;
}

/** The permission spec of a service, written with its first command. */
export function permissions(texts: CommandTexts, aggregate: string, aggregatePath: string): string {
  const { context } = texts;
  return `import { describe, expect, it } from '@jest/globals';
import { IdentificationEvents } from '@humai/contracts-identification';
import { ${pascal(context)}Events } from '@humai/contracts-${context}';
import { type Actor, type Calendar, type DomainEvent, EventCatalogue, type PolicySource, type RecordedEvent } from '@humai/kernel';
import { CommandExecutor } from '@humai/nest';
import { elsewhere, FakeClock, permissionsOf, syntheticEvent, syntheticId } from '@humai/testing';
import { ${aggregate} } from '${aggregatePath}';

// Who does each step: told here a second time, so that nobody widens a right by accident.
const MATRIX = {
  // village township county department assessor auditor ops service
  ${matrixRow(texts)},
} as const;
type Name = keyof typeof MATRIX;

/** What was before each command, beside the registration, and the command itself; everything it needs is there, so that rights alone decide. */
const COMMANDS: Readonly<Record<Name, Readonly<{ past: readonly DomainEvent[]; data: object }>>> = {
  ${attemptRow(texts)},
};

const VILLAGE = '511504101201';
const HERE = { village: VILLAGE, township: '511504101', county: '511504', service: '' };
const ELSEWHERE = { village: '511504101202', township: '511504102', county: '511503', service: '511503' };
const clock = new FakeClock('2024-06-03T02:00:00.000Z');
const registered: DomainEvent = { type: 'identification.HouseholdRegistered.v1', data: { householdId: 'h1', registerNumber: null, village: VILLAGE, kind: 'GENERAL' } };

/** A stream that holds these and forgets what is written to it: whoever gives the command meets the same past. */
const streamOf = (...facts: readonly DomainEvent[]) => {
  const events = facts.map((fact, i): RecordedEvent => ({ ...syntheticEvent(i + 1, fact), stream: 'household-h1', revision: i, position: i + 1, recordedAt: clock.now(), hash: '' }));
  return {
    readStream: async (_: string, { fromRevision = 0 } = {}) => events.slice(fromRevision),
    append: async (stream: string, written: readonly unknown[]) => ({ stream, revision: events.length + written.length - 1, position: events.length + written.length, repeated: false }),
  };
};

const attempt = (name: Name) => async (actor: Actor) => {
  const { past, data } = COMMANDS[name];
  const executor = new CommandExecutor({
    store: streamOf(registered, ...past), catalogue: new EventCatalogue([IdentificationEvents, ${pascal(context)}Events]), clock, ids: { next: () => syntheticId(1_000) },
    policies: {} as PolicySource, calendar: {} as Calendar,
  });
  const { events } = await executor.execute(${aggregate}, { type: name, id: 'h1', data, actor, commandId: 'tried' });
  expect(events.length).toBeGreaterThan(0);
};

describe('who may do what in ${context}', () => {
  it('is said for every command there is', () => expect(Object.keys(MATRIX).sort()).toStrictEqual(Object.keys(${aggregate}.commands).sort()));

  it.each(Object.entries(MATRIX) as [Name, string][])('%s', async (name, row) => {
    expect(await permissionsOf(attempt(name), HERE)).toBe(row);
    expect(await permissionsOf(attempt(name), ELSEWHERE)).toBe(elsewhere(row));
  });
});
`;
}
