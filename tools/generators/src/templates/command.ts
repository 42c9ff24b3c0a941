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

export function permissions({ command, fact }: CommandTexts, aggregate: string, aggregatePath: string): string {
  const { idField, onField } = partsOf(fact);
  return `import { permissionSpec } from '../testing/permission-spec.js';
import { ${aggregate} } from '${aggregatePath}';

permissionSpec(${aggregate}, '${command}', { data: { ${idField}: 'a1', ${onField}: '2024-06-03' }, allowed: ['village', 'township', 'county'] });
`;
}

/** What the permission specs of a service share; written with its first one. */
export function permissionHelper(context: string): string {
  const own = context === 'identification' ? '' : `import { ${pascal(context)}Events } from '@humai/contracts-${context}';\n`;
  const shapes = context === 'identification' ? 'IdentificationEvents' : `IdentificationEvents, ${pascal(context)}Events`;
  return `import { describe, expect, it } from '@jest/globals';
import { IdentificationEvents } from '@humai/contracts-identification';
${own}import { type Calendar, DomainError, EventCatalogue, type PolicySource, type RecordedEvent, type Role } from '@humai/kernel';
import { type AnyAggregate, CommandExecutor } from '@humai/nest';
import { FakeClock, syntheticEvent, syntheticId } from '@humai/testing';

const ROLES: readonly Role[] = ['village', 'township', 'county', 'department', 'assessor', 'auditor', 'ops', 'service'];
const clock = new FakeClock('2024-06-03T02:00:00.000Z');
const registered: RecordedEvent = {
  ...syntheticEvent(1, { type: 'identification.HouseholdRegistered.v1', data: { householdId: 'h1', registerNumber: null, village: '511504101201', kind: 'GENERAL' } }),
  stream: 'household-h1', revision: 0, position: 1, recordedAt: clock.now(), hash: '',
};

/** What a command on a household of 511504 comes to under one role in one area: done, or the code of the refusal. */
async function attempt(aggregate: AnyAggregate, type: string, data: unknown, role: Role, area: string): Promise<string> {
  const executor = new CommandExecutor({
    store: {
      readStream: async (_, { fromRevision = 0 } = {}) => [registered].slice(fromRevision),
      append: async (stream, events) => ({ stream, revision: events.length, position: 1 + events.length, repeated: false }),
    },
    catalogue: new EventCatalogue([${shapes}]), clock, ids: { next: () => syntheticId(2) }, calendar: {} as Calendar,
    policies: { inForce: () => ({ version: 'test', content: {} }) } as unknown as PolicySource,
  });
  try {
    await executor.execute(aggregate, { type, id: 'h1', data, actor: { id: \`\${role}-1\`, role, area }, commandId: 'tried' });
    return 'done';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

/** Who may, who may not, and where. The roles are told again in each spec, so that nobody widens them by accident. */
export function permissionSpec(aggregate: AnyAggregate, command: string, { data, allowed }: Readonly<{ data: unknown; allowed: readonly Role[] }>): void {
  const inArea = async (area: string) => Object.fromEntries(await Promise.all(ROLES.map(async (role) => [role, await attempt(aggregate, command, data, role, area)] as const)));
  const expected = (answer: string) => Object.fromEntries(ROLES.map((role) => [role, allowed.includes(role) ? answer : 'PERMISSION.ROLE']));

  describe(\`\${command} is for \${allowed.join(', ')}\`, () => {
    it('and nobody else', async () => expect(await inArea('511504')).toStrictEqual(expected('done')));
    it('and ends at the border of their area', async () => expect(await inArea('511502')).toStrictEqual(expected('PERMISSION.AREA')));
  });
}
`;
}
