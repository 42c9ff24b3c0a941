import ts from 'typescript';
import {
  addToTable, change, commandTable, contractParameters, contractsOf, contractsPackage, type DeciderParts, deciderParts, eventTypes, eventUnion, fileOfCode, functionIn, type HouseholdAggregate, householdAggregate,
  importPath, parametersIn, requireContext, serviceOf,
} from './context-model.js';
import { camel, checkedCommand, checkedFact, factOf, kebab, partsOf, Refusal, words } from './names.js';
import { namesIn, plain, propertyOf, Source } from './source.js';
import * as texts from './templates/command.js';
import { ENTRY, firstDecision } from './templates/context.js';
import type { Workspace } from './workspace.js';

export type CommandOptions = Readonly<{ event?: string | undefined; zh?: string | undefined; en?: string | undefined }>;

/** Plans a command on a household: its row, event and refusals in the contracts, its decision with spec, and who may. Returns what is left to do. */
export function newCommand(workspace: Workspace, context: string, name: string, options: CommandOptions = {}): readonly string[] {
  requireContext(workspace, context);
  const command = checkedCommand(name);
  const fact = checkedFact(options.event ?? factOf(command));
  const aggregate = householdAggregate(workspace, context);
  const commands = namesIn(commandTable(workspace, context, aggregate.table).node);
  if (commands.includes(command)) throw new Refusal(`${context} has a command ${command} already; nothing was written.`);
  if (eventTypes(workspace, context).includes(`${context}.${fact}.v1`)) throw new Refusal(`${context} has an event ${fact}.v1 already; name another one with --event.`);
  const { otherwise, inFuture } = partsOf(fact);
  for (const code of [otherwise, inFuture]) {
    const file = fileOfCode(workspace, code);
    if (file) throw new Refusal(`The refusal ${code} stands in ${file} already; name another event with --event.`);
  }
  const parts = deciderParts(workspace, context, aggregate.decider);
  const decisionFile = `${parts.folder}/${kebab(command)}.ts`;
  ensureEntry(workspace, parts);
  const path = (to: string): string => importPath(decisionFile, to);
  const told: texts.CommandTexts = {
    context, command, fact, stateType: parts.stateType, commandType: parts.commandType, eventType: parts.eventType, decider: aggregate.decider,
    paths: { decider: path(parts.deciderFile), state: path(parts.stateFile), command: path(parts.commandFile), event: path(parts.eventFile) },
  };

  const en = options.en ?? words(command);
  addRow(workspace, told, aggregate.table, { zh: options.zh ?? en, en });
  ensureShapes(workspace, addToTable(workspace, context, 'events', texts.eventRow(told)), EVENT_SHAPES);
  addToTable(workspace, context, 'errors', texts.errorRows(told));

  workspace.create(decisionFile, texts.decision(told));
  workspace.create(decisionFile.replace(/\.ts$/, '.spec.ts'), texts.decisionSpec(told));
  addToState(workspace, parts, told);
  addToDecide(workspace, parts, told);

  return [
    `${contractsOf(context)}/events.ts: ${context}.${fact}.v1 is stored for good; settle its name and fields before the first one is written`,
    `${contractsOf(context)}/commands.ts: the body, the roles${options.zh === undefined ? ', the summary in Chinese' : ''}`,
    addToPermissions(workspace, told, aggregate, commands.length === 0),
    `${decisionFile}: the rules, each with a case in the spec beside it`,
  ];
}

/** Who may: two rows in the permission spec of the service, which the first command brings with it. Returns what is left to say there. */
function addToPermissions(workspace: Workspace, told: texts.CommandTexts, aggregate: HouseholdAggregate, isFirst: boolean): string {
  const spec = `${serviceOf(told.context)}/application/${told.context}.permissions.spec.ts`;
  if (isFirst && !workspace.exists(spec)) workspace.create(spec, texts.permissions(told, aggregate.name, importPath(spec, aggregate.file)));
  else if (!workspace.exists(spec)) return `${told.command} in the permission spec of the service, which was not found as ${spec}`;
  else {
    const source = new Source(spec, workspace.read(spec));
    const [matrix, attempts] = ['MATRIX', 'COMMANDS'].map((name) => source.variable(name)?.initializer).map((value) => value && plain(value));
    if (!matrix || !attempts || !ts.isObjectLiteralExpression(matrix) || !ts.isObjectLiteralExpression(attempts)) return `${spec}: a row for ${told.command}`;
    source.add(matrix, texts.matrixRow(told));
    const begins = attempts.properties.some((row) => ts.isPropertyAssignment(row) && ts.isObjectLiteralExpression(row.initializer) && firstOf(propertyOf(row.initializer, 'past')) === REGISTERED);
    source.add(attempts, texts.attemptRow(told, begins ? REGISTERED : ''));
    workspace.edit(spec, source.text);
  }
  return `${spec}: the roles again, who may not among them`;
}

/** What permission specs call the registration; some say it in each past, others before all of them. */
const REGISTERED = 'registered';
const firstOf = (list: ts.Expression | undefined): string | undefined => (list && ts.isArrayLiteralExpression(list) ? list.elements[0]?.getText() : undefined);

const EVENT_SHAPES: Readonly<Record<string, string>> = {
  Id: 'const Id = z.string();',
  On: 'const On = z.string(); // YYYY-MM-DD. Structure only: a rule tightened later must not make history unreadable.',
};
const BODY_SHAPES: Readonly<Record<string, string>> = {
  Id: "const Id = z.string().min(1).max(64).regex(/^[\\w.:-]+$/).describe('letters, digits, . _ : -');",
  On: "const On = z.string().refine(isLocalDate, 'not a date (YYYY-MM-DD)').meta({ format: 'date' });",
  onHousehold: `
const onHousehold = <const N extends string, B extends z.ZodType>(name: N, roles: readonly Role[], zh: string, en: string, body: B, refusals: readonly string[] = []) =>
  defineCommand({ name, subject: 'households', category: 'household', roles, summary: { zh, en }, body, refusals });`,
};
const SHAPES_IMPORT: Readonly<Record<string, readonly string[]>> = { Id: [], On: ['isLocalDate'], onHousehold: ['defineCommand', 'type Role'] };

/** What rows are written with: where a file has none of a name yet, the house's own, below the imports. */
function ensureShapes(workspace: Workspace, file: string, shapes: Readonly<Record<string, string>>): void {
  let missing: readonly string[] = [];
  change(workspace, file, (source) => {
    missing = Object.keys(shapes).filter((name) => !source.knows(name));
    if (missing.length > 0) source.declare(missing.map((name) => shapes[name]!).join('\n'));
  });
  if (shapes === BODY_SHAPES) change(workspace, file, (source) => source.import('@humai/kernel', ...missing.flatMap((name) => SHAPES_IMPORT[name]!)));
  change(workspace, file, (source) => source.import('zod', 'z'));
}

const ROW_PARAMETERS = 'name, roles, zh, en, body, refusals';

function addRow(workspace: Workspace, told: texts.CommandTexts, table: string, summary: Readonly<{ zh: string; en: string }>): void {
  const { file } = commandTable(workspace, told.context, table).source;
  ensureShapes(workspace, file, BODY_SHAPES);
  if (contractParameters(workspace, told.context, 'onHousehold').join(', ') !== ROW_PARAMETERS)
    throw new Refusal(`${contractsOf(told.context)}: onHousehold does not take (${ROW_PARAMETERS}), so the command has to be added by hand; nothing was written.`);
  const { source, node } = commandTable(workspace, told.context, table);
  source.add(node, texts.row(told, summary));
  workspace.edit(file, source.text);
}

/** Ids come from outside, so they are looked up by `entry`; where a state has none beside it, this is added. */
function ensureEntry(workspace: Workspace, { stateFile }: DeciderParts): void {
  change(workspace, stateFile, (source) => {
    if (!source.knows('entry')) source.append(`\n${ENTRY}`);
  });
}

/** The state keeps what was told under which id, so that a repeat is known for one. */
function addToState(workspace: Workspace, { stateType, stateFile, evolve, evolveFile, initial, initialFile }: DeciderParts, { context, fact }: texts.CommandTexts): void {
  const { nounInWords, participle, idField, onField, stateField } = partsOf(fact);
  change(workspace, stateFile, (source) => {
    let type: ts.TypeNode | undefined = source.type(stateType)?.type;
    if (type && ts.isTypeReferenceNode(type) && type.typeName.getText(source.tree) === 'Readonly') type = type.typeArguments?.[0];
    if (!type || !ts.isTypeLiteralNode(type)) throw new Refusal(`${stateFile}: the state ${stateType} is not one object type, so the command has to be added by hand; nothing was written.`);
    if (type.members.some((m) => m.name?.getText(source.tree) === stateField)) throw new Refusal(`${stateFile}: ${stateType} has a field ${stateField} already; name another event with --event.`);
    source.add(type, `/** ${capital(nounInWords)} id → the day it was ${participle}. */\n${stateField}: Readonly<Record<string, string>>`);
  });
  change(workspace, initialFile, (source) => {
    const value = source.variable(initial)?.initializer;
    const object = value && plain(value);
    if (!object || !ts.isObjectLiteralExpression(object)) throw new Refusal(`${initialFile}: ${initial} is not written out as an object, so the command has to be added by hand; nothing was written.`);
    source.add(object, `${stateField}: {}`);
  });
  change(workspace, evolveFile, (source) => {
    const own = evolutionIn(source, evolve);
    const body = bodyOf(source, own);
    const [found] = body ? switchesOn(source, body, ['type', 'event.type']) : [];
    const text = `case '${context}.${fact}.v1':\n  return { ...state, ${stateField}: { ...state.${stateField}, [data.${idField}]: data.${onField} } };`;
    if (!found || !parametersIn(source, own).some((p) => p === 'state') || !source.addCase(found, text))
      throw new Refusal(`${evolveFile}: ${evolve}(state, …) has no switch over the event's type that ends in default, so the command has to be added by hand; nothing was written.`);
  });
}

function addToDecide(workspace: Workspace, parts: DeciderParts, { context, command }: texts.CommandTexts): void {
  const { deciding, folder, deciderFile, stateType, stateFile, commandType } = parts;
  const byHand = (found: string): Refusal => new Refusal(`${deciderFile}: ${found}, so the command has to be added by hand; nothing was written.`);
  const text = `case '${command}': return ${camel(command)}(state, command);`;
  const imported: [module: string, name: string][] = [[importPath(deciderFile, `${folder}/${kebab(command)}.ts`), camel(command)]];
  change(workspace, deciderFile, (source) => {
    if (source.knows(camel(command))) throw byHand(`${camel(command)} is something else there already`);
    if (deciding.by === 'table') {
      const table = source.variable(deciding.name)?.initializer;
      if (!table || !ts.isObjectLiteralExpression(plain(table))) throw byHand(`${deciding.name} is not written out as a table`);
      return source.add(plain(table) as ts.ObjectLiteralExpression, `${command}: ${camel(command)}`);
    }
    const empty = emptyDecision(source, deciding.name);
    if (empty) {
      imported.push([contractsPackage(context), `type ${eventUnion(context)}`]);
      if (stateFile !== deciderFile) imported.push([importPath(deciderFile, stateFile), `type ${stateType}`]);
      return source.replace(empty, firstDecision(context, deciding.name, commandType, stateType, text));
    }
    const body = bodyOf(source, deciding.name);
    const [found] = body ? switchesOn(source, body, ['command.type', 'type']) : [];
    if (!found || parametersIn(source, deciding.name).join() !== 'command,state' || !source.addCase(found, text))
      throw byHand(`${deciding.name}(command, state) has no switch over the command's type that ends in default`);
  });
  for (const [module, name] of imported) change(workspace, deciderFile, (source) => source.import(module, name));
}

/** `const decide = (command) => absurd(command)`: a decider without commands. */
function emptyDecision(source: Source, decide: string): ts.VariableStatement | undefined {
  const declaration = source.variable(decide);
  const value = declaration?.initializer;
  if (!declaration || !value || !ts.isArrowFunction(value) || !ts.isCallExpression(value.body) || value.body.expression.getText(source.tree) !== 'absurd') return undefined;
  return declaration.parent.parent as ts.VariableStatement;
}

const bodyOf = (source: Source, name: string): ts.Node | undefined => functionIn(source, name)?.body;
/** The function that has the switch: the evolution itself, or the one beside it that is handed the state as a whole, where parts of the state evolve by themselves. */
function evolutionIn(source: Source, evolve: string): string {
  const body = bodyOf(source, evolve);
  if (!body || switchesOn(source, body, ['type', 'event.type']).length > 0) return evolve;
  const calls = source.all(ts.isCallExpression).filter((call) => call.pos >= body.pos && call.end <= body.end && call.arguments.map((a) => a.getText(source.tree)).join() === 'state,event');
  const [own, another] = calls.map((call) => call.expression.getText(source.tree)).filter((name) => bodyOf(source, name));
  return own !== undefined && another === undefined ? own : evolve;
}
const switchesOn = (source: Source, body: ts.Node, over: readonly string[]): readonly ts.SwitchStatement[] =>
  source.all(ts.isSwitchStatement, body).filter((s) => over.includes(s.expression.getText(source.tree)));

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
