import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { run } from './run.js';

const house = fileURLToPath(new URL('../../..', import.meta.url));
// Only sources are read and written; that they compile, pass and run is what `npm run check:generators` proves.
const TAKEN = ['package.json', 'eslint.config.mjs', 'libs/contexts', 'libs/contracts', 'libs/platform/kernel/src/error.ts', 'libs/identification', 'libs/ledger', 'libs/relocation'];
const take = (...parts: readonly string[]): void => {
  for (const part of parts) cpSync(join(house, part), join(root, part), { recursive: true, filter: (path) => !/\/(dist|node_modules)$|\.spec\.ts$/.test(path) });
};
let root: string;
const begin = (): void => {
  root = mkdtempSync(join(tmpdir(), 'humai-generators-'));
  take(...TAKEN);
};
const end = (): void => rmSync(root, { recursive: true });

const files = (): ReadonlyMap<string, string> =>
  new Map(readdirSync(root, { recursive: true, withFileTypes: true }).filter((f) => f.isFile()).map((f) => join(f.parentPath, f.name)).map((f) => [f.slice(root.length + 1), readFileSync(f, 'utf8')]));
const text = (file: string): string => readFileSync(join(root, file), 'utf8');
const replace = (file: string, from: string, to: string): void => {
  expect(text(file)).toContain(from);
  writeFileSync(join(root, file), text(file).replace(from, to));
};
const done = (...args: string[]): readonly string[] => {
  const { code, lines } = run(root, args);
  expect([code, code === 0 ? '' : lines.join('\n')]).toStrictEqual([0, '']);
  return lines;
};
/** Refused in this one sentence, and not a byte is different. */
const refused = (sentence: string | RegExp, ...args: string[]): void => {
  const before = files();
  const { code, lines } = run(root, args);
  expect([code, lines.length]).toStrictEqual([1, 1]);
  if (typeof sentence === 'string') expect(lines[0]).toBe(sentence);
  else expect(lines[0]).toMatch(sentence);
  expect(files()).toStrictEqual(before);
};

describe('the generators', () => {
  beforeEach(begin);
  afterEach(end);

  it('say what they wrote and what comes next', () => {
    const lines = done('context', 'visits');
    const next = lines.indexOf('next:');
    expect(lines.slice(0, next - 1).every((l) => /^(created|changed) {2}\S+$/.test(l) && existsSync(join(root, l.slice(9))))).toBe(true);
    expect(lines.filter((l) => l.startsWith('changed'))).toStrictEqual(['changed  eslint.config.mjs', 'changed  libs/contexts/src/index.ts', 'changed  package.json']);
    expect(lines.slice(next + 1).join()).toContain('npm install');
  });

  it('write the same whenever they run', () => {
    const twice = [0, 1].map(() => {
      for (const part of ['libs/visits', 'libs/contracts/visits']) rmSync(join(root, part), { recursive: true, force: true });
      take(...TAKEN.slice(0, 3));
      done('context', 'visits');
      done('command', 'visits', 'RecordVisit');
      done('read-model', 'visits', 'visited-households');
      return files();
    });
    expect(twice[1]).toStrictEqual(twice[0]);
  });

  it('put a context into every list that names contexts, once', () => {
    done('context', 'visits');
    expect((JSON.parse(text('package.json')) as { workspaces: string[] }).workspaces.filter((w) => w === 'libs/visits/*')).toHaveLength(1);
    expect(text('eslint.config.mjs')).toMatch(/const contexts = \[.*'visits'\];/);
    expect(text('libs/contexts/src/index.ts')).toMatch(/ContextDefinition\[\] = \[.*visits\];/);
  });

  it('leave a list alone that names the context already', () => {
    replace('eslint.config.mjs', 'const contexts = [', "const contexts = ['visits', ");
    const before = text('eslint.config.mjs');
    done('context', 'visits');
    expect(text('eslint.config.mjs')).toBe(before);
  });

  it('name the line to add where the applications keep their list elsewhere', () => {
    writeFileSync(join(root, 'libs/contexts/src/index.ts'), 'export {};\n');
    expect(done('context', 'visits').join('\n')).toContain('add visits from @humai/visits-service to the list of ContextDefinitions that the application runs');
    expect(text('libs/contexts/src/index.ts')).toBe('export {};\n');
  });

  it('add a command to a context that was written by hand, and leave the rest of it as it was', () => {
    const before = files();
    done('command', 'relocation', 'InspectHouse', '--event', 'HouseInspected', '--zh', '查看住房');
    expect(text('libs/contracts/relocation/src/commands.ts')).toContain("  InspectHouse: onHousehold('InspectHouse', ['village', 'township', 'county'], '查看住房', 'inspect house', z.object({ houseId: Id, inspectedOn: On }),");
    expect(text('libs/contracts/relocation/src/events.ts')).toContain("  'HouseInspected.v1': z.object({ houseId: Id, inspectedOn: On }),\n});");
    expect(text('libs/relocation/domain/src/household/household.ts')).toContain("    case 'InspectHouse': return inspectHouse(state, command);\n    default: return absurd(command);");
    for (const [file, was] of before) for (const line of was.split('\n')) expect([file, text(file).includes(line.replace(/,$/, ''))]).toStrictEqual([file, true]);
  });

  it('add a decision to a table of decisions', () => {
    done('command', 'identification', 'SurveyHouse', '--event', 'HouseSurveyed');
    expect(text('libs/identification/domain/src/household/household.ts')).toMatch(/const decisions: Decisions = \{ .*, SurveyHouse: surveyHouse \};/);
    expect(text('libs/identification/domain/src/household/household.ts')).toContain("import { surveyHouse } from './survey-house.js';");
  });

  it('use what a context keeps elsewhere in its contracts, whatever the file', () => {
    const [events, stored, commands, moves] = ['events', 'stored', 'commands', 'moves'].map((name) => `libs/contracts/relocation/src/${name}.ts`) as [string, string, string, string];
    replace(events, 'const Id = z.string();\n', "import { Id } from './stored.js';\n");
    writeFileSync(join(root, stored), "import { z } from 'zod';\n\nexport const Id = z.string();\n");
    cpSync(join(root, commands), join(root, moves));
    rmSync(join(root, commands));
    done('command', 'relocation', 'InspectHouse', '--event', 'HouseInspected');
    expect([text(events).includes('const Id'), text(moves).includes("onHousehold('InspectHouse'"), existsSync(join(root, commands))]).toStrictEqual([false, true, false]);
  });

  it('say who may in the permission spec of a context, or where that is left to do', () => {
    const spec = 'libs/relocation/service/src/application/relocation.permissions.spec.ts';
    const next = () => done('command', 'relocation', 'InspectHouse', '--event', 'HouseInspected').join('\n');
    expect(next()).toContain(`InspectHouse in the permission spec of the service, which was not found as ${spec}`);
    end();
    begin();
    writeFileSync(join(root, spec), 'const MATRIX = {};\n');
    expect(next()).toContain(`${spec}: a row for InspectHouse`);
    end();
    begin();
    writeFileSync(join(root, spec), "const MATRIX = {\n  A: '+',\n} as const;\nconst COMMANDS: T = {\n  A: { past: [registered, member], data: {} },\n};\n");
    next();
    expect(text(spec)).toBe("const MATRIX = {\n  A: '+',\n  InspectHouse: '+ + + - - - - -',\n} as const;\nconst COMMANDS: T = {\n  A: { past: [registered, member], data: {} },\n"
      + "  InspectHouse: { past: [registered], data: { houseId: 'a1', inspectedOn: '2024-06-03' } },\n};\n");
  });

  it('write TypeScript', () => {
    done('context', 'visits');
    done('command', 'visits', 'RecordVisit', '--en', "a neighbour's visit \\ call");
    done('command', 'visits', 'CloseVisit');
    done('read-model', 'visits', 'visited-households');
    const broken = [...files()].filter(([f]) => f.endsWith('.ts') && !f.endsWith('.d.ts')).flatMap(([fileName, source]) =>
      ts.transpileModule(source, { reportDiagnostics: true, fileName, compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, experimentalDecorators: true } }).diagnostics!.map((d) => `${fileName}: ${String(d.messageText)}`));
    expect(broken).toStrictEqual([]);
  });
});

describe('refused, with nothing written', () => {
  beforeAll(begin);
  afterAll(end);

  it.each([
    [['context', 'Visits'], /^"Visits" cannot be the name of a context: /],
    [['context', 'class'], '"class" cannot be the name of a context: it is a word of the language.'],
    [['context', 'queries'], '"queries" cannot be the name of a context: its own sources use that word.'],
    [['context', 'relocation'], 'libs/relocation is there already; nothing was written.'],
    [['context', 'assistance'], 'libs/contracts/assistance is there already; nothing was written.'],
    [['command', 'visits', 'RecordVisit'], 'There is no context visits: make it with "npm run new:context -- visits".'],
    [['command', '../relocation', 'RecordVisit'], /^There is no context /],
    [['command', 'relocation', 'Visit'], '"Visit" cannot be the name of a command: a verb and a noun are expected, like RecordVisit.'],
    [['command', 'relocation', 'RecordEmployment'], 'relocation has a command RecordEmployment already; nothing was written.'],
    [['command', 'relocation', 'NoteTitle', '--event', 'TitleRegistered'], 'relocation has an event TitleRegistered.v1 already; name another one with --event.'],
    [['command', 'relocation', 'CloseClue'], 'The refusal CLUE.CLOSED stands in libs/contracts/identification/src/errors.ts already; name another event with --event.'],
    [['command', 'relocation', 'NoteTitle', '--event', 'TitleNoted.v1'], /^"TitleNoted.v1" cannot be the name of an event: /],
    [['command', 'ledger', 'RecordVisit'], /^ledger has 0 aggregates on households /],
    [['read-model', 'visits', 'sites'], /^There is no context visits/],
    [['read-model', 'relocation', 'sites'], 'libs/relocation/service/src/read-model/sites is there already; nothing was written.'],
    [['read-model', 'relocation', 'Sites'], /^"Sites" cannot be the name of a question: /],
    [['read-model', 'relocation', 'moves', '--event', 'relocation.HouseholdMoved.v1'], 'There is no event relocation.HouseholdMoved.v1 in libs/contracts/relocation/src.'],
    [['read-model', 'relocation', 'moves', '--event', 'HouseholdRelocated'], /^"HouseholdRelocated" is no type of an event: /],
    [['read-model', 'relocation', 'moves', '--event', 'identification.HouseholdRegistered.v1'], /is read by every such read model/],
  ] as const)('%j', (args, sentence) => refused(sentence, ...args));
});

describe('refused where something is missing', () => {
  beforeEach(begin);
  afterEach(end);

  it('a read model of a context without events', () => {
    done('context', 'visits');
    refused(/^visits has no event yet/, 'read-model', 'visits', 'visited-households');
  });

  it.each([
    ['the table of commands', 'libs/contracts/relocation/src/commands.ts', 'RelocationCommands = {', 'RelocationCommands = make({', /src: the table RelocationCommands is expected once, 0 were found/],
    ['the helper of its rows', 'libs/contracts/relocation/src/commands.ts', 'roles: readonly Role[], zh', 'zh', /onHousehold does not take/],
    ['the events', 'libs/contracts/relocation/src/events.ts', 'const RelocationEvents =', 'const Events =', /src: the table RelocationEvents is expected once, 0 were found/],
    ['the refusals', 'libs/contracts/relocation/src/errors.ts', 'const RelocationErrors =', 'const Errors =', /src: the table RelocationErrors is expected once, 0 were found/],
    ['the name of the events', 'libs/relocation/service/src/relocation.module.ts', 'events: RelocationEvents', 'events: { ...RelocationEvents }', /"events" of the context's definition is not the name of a table/],
    ['the aggregate', 'libs/relocation/service/src/application/aggregates.ts', "category: 'household'", 'category: CATEGORY', /^relocation has 0 aggregates on households/],
    ['the decider', 'libs/relocation/domain/src/household/household.ts', 'evolve: evolveHousehold', 'evolve: (s) => s', /householdDecider is not written as Decider/],
    ['its switch', 'libs/relocation/domain/src/household/household.ts', 'switch (command.type)', 'switch (kindOf(command))', /decide\(command, state\) has no switch/],
    ['a free name', 'libs/relocation/domain/src/household/household.ts', 'function notAfter(', 'const inspectHouse = 1;\nfunction notAfter(', /inspectHouse is something else there already/],
    ['its table', 'libs/relocation/domain/src/household/household.ts', '= { decide, evolve', '= { decide: (command, state) => decisions[command.type](state, command), evolve', /decisions is not written out as a table/],
    ['its default', 'libs/relocation/domain/src/household/household.ts', '    default: return absurd(command);\n', '', /decide\(command, state\) has no switch/],
    ['the state', 'libs/relocation/domain/src/household/state.ts', 'export type Household = Readonly<{', 'export type Household = null | Readonly<{', /the state Household is not one object type/],
    ['its beginning', 'libs/relocation/domain/src/household/state.ts', 'initialHousehold: Household = {', 'initialHousehold: Household = of({', /initialHousehold is not written out as an object/],
    ['its evolution', 'libs/relocation/domain/src/household/state.ts', '    default:\n      return state;\n', '', /evolveHousehold\(state, …\) has no switch/],
  ] as const)('a command where %s cannot be found', (_, file, from, to, sentence) => {
    replace(file, from, to);
    if (to.endsWith('({')) writeFileSync(join(root, file), text(file).replace(/^\} as const satisfies|^\};/m, (end) => `})${end.slice(1)}`));
    refused(sentence, 'command', 'relocation', 'InspectHouse', '--event', 'HouseInspected');
  });

  it.each([
    ['const queries = [', 'const queries = listOf(', /no list was found behind "queries"/],
    ['relocation: ContextDefinition', 'relocation', /one ContextDefinition is expected there, 0 were found/],
  ] as const)('a read model where the module has no %j', (from, to, sentence) => {
    replace('libs/relocation/service/src/relocation.module.ts', from, to);
    refused(sentence, 'read-model', 'relocation', 'moves');
  });

  it('a context where the linter has no list', () => {
    replace('eslint.config.mjs', 'const contexts = [', 'const scopes = [');
    refused('eslint.config.mjs: no list "contexts" was found for the new scope; nothing was written.', 'context', 'visits');
  });

  it('a file of somebody else that stands in the way', () => {
    const file = 'libs/relocation/domain/src/household/inspect-house.ts';
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), 'mine');
    refused(`${file} is there already; nothing was written.`, 'command', 'relocation', 'InspectHouse', '--event', 'HouseInspected');
  });
});

describe('wrong usage', () => {
  beforeAll(begin);
  afterAll(end);

  it.each([[[]], [['thing']], [['constructor']], [['context']], [['context', 'a', 'b']], [['context', 'a', '--event', 'X']], [['command', 'a']], [['command', 'a', 'B', '--events', 'X']], [['read-model', 'a', 'b', '--zh', 'x']]])('%j', (args) => {
    const before = files();
    const { code, lines } = run(root, args);
    expect([code, lines[0]!.startsWith('usage:')]).toStrictEqual([2, true]);
    expect(files()).toStrictEqual(before);
  });
});
