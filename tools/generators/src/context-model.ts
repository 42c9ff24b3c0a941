// Where things stand in a context that exists, found by what the sources say, not by how they are laid out.
import ts from 'typescript';
import { pascal, Refusal } from './names.js';
import { namesIn, plain, propertyOf, Source } from './source.js';
import type { Workspace } from './workspace.js';

export const contractsOf = (context: string): string => `libs/contracts/${context}/src`;
export const domainOf = (context: string): string => `libs/${context}/domain/src`;
export const serviceOf = (context: string): string => `libs/${context}/service/src`;
export const moduleOf = (context: string): string => `${serviceOf(context)}/${context}.module.ts`;
export const contractsPackage = (context: string): string => `@humai/contracts-${context}`;
export const eventUnion = (context: string): string => `${pascal(context)}Event`;

export function requireContext(workspace: Workspace, context: string): void {
  if (!workspace.exists(moduleOf(context)))
    throw new Refusal(`There is no context ${context}: make it with "npm run new:context -- ${context}".`);
}

/** Changes one file by one step; the next step reads what this one left. */
export function change(workspace: Workspace, file: string, step: (source: Source) => void): void {
  const source = new Source(file, workspace.read(file));
  step(source);
  workspace.edit(file, source.text);
}

/** A declaration and the file it stands in. */
type Found<N> = Readonly<{ source: Source; node: N }>;

function findAll<N>(workspace: Workspace, folder: string, find: (source: Source) => readonly N[]): readonly Found<N>[] {
  return workspace.sources(folder).flatMap((file) => {
    const source = new Source(file, workspace.read(file));
    return find(source).map((node) => ({ source, node }));
  });
}

function findOne<N>(workspace: Workspace, folder: string, what: string, find: (source: Source) => N | undefined): Found<N> {
  const found = findAll(workspace, folder, (source) => [find(source)].filter((node) => node !== undefined));
  if (found.length !== 1) throw new Refusal(`${folder}: ${what} is expected once, ${found.length} were found; nothing was written.`);
  return found[0]!;
}

const tablesIn = (source: Source, definer: string): readonly ts.ObjectLiteralExpression[] =>
  source.calls(definer).map((c) => c.arguments.at(-1)).filter((a) => a !== undefined && ts.isObjectLiteralExpression(a));

/** Adds rows to the table that a context's definition names as its events or errors. Returns the file of the table. */
export function addToTable(workspace: Workspace, context: string, property: 'events' | 'errors', rows: string): string {
  const module = new Source(moduleOf(context), workspace.read(moduleOf(context)));
  const name = propertyOf(definitionIn(module), property);
  if (!name || !ts.isIdentifier(name)) throw new Refusal(`${module.file}: "${property}" of the context's definition is not the name of a table; nothing was written.`);
  const { source, node } = findOne(workspace, contractsOf(context), `the table ${name.text}`, (s) => {
    const value = s.variable(name.text)?.initializer;
    const call = value && plain(value);
    const table = call && ts.isCallExpression(call) ? call.arguments.at(-1) : undefined;
    return table && ts.isObjectLiteralExpression(table) ? table : undefined;
  });
  source.add(node, rows);
  workspace.edit(source.file, source.text);
  return source.file;
}

/** Full names of the events a context owns, in the order of its contracts. */
export const eventTypes = (workspace: Workspace, context: string): readonly string[] =>
  findAll(workspace, contractsOf(context), (source) => tablesIn(source, 'defineEvents').flatMap(namesIn)).map(({ node }) => `${context}.${node}`);

/** The table of commands by its name, with the file it stands in. */
export const commandTable = (workspace: Workspace, context: string, name: string): Found<ts.ObjectLiteralExpression> =>
  findOne(workspace, contractsOf(context), `the table ${name}`, (source) => {
    const value = source.variable(name)?.initializer;
    const object = value && plain(value);
    return object && ts.isObjectLiteralExpression(object) ? object : undefined;
  });

export type FunctionLike = ts.FunctionDeclaration | ts.ArrowFunction | ts.FunctionExpression;
export function functionIn(source: Source, name: string): FunctionLike | undefined {
  const declared = source.function(name);
  if (declared) return declared;
  const value = source.variable(name)?.initializer;
  return value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
}
export const parametersIn = (source: Source, name: string): readonly string[] => (functionIn(source, name)?.parameters ?? []).map((p) => p.name.getText(source.tree));

/** The parameters of a function of the contracts, by its name, wherever it stands there. */
export const contractParameters = (workspace: Workspace, context: string, name: string): readonly string[] => {
  const { source } = findOne(workspace, contractsOf(context), `the function ${name}`, (s) => functionIn(s, name));
  return parametersIn(source, name);
};

/** The file in which a refusal's code stands already: they all share one catalogue. */
export function fileOfCode(workspace: Workspace, code: string): string | undefined {
  const folders = [...workspace.folders('libs/contracts').map(contractsOf), 'libs/platform/kernel/src'];
  return folders.flatMap((folder) => findAll(workspace, folder, (source) => tablesIn(source, 'defineErrors').filter((t) => namesIn(t).includes(code))))[0]?.source.file;
}

/** What runs a context's commands on a household: the names its aggregate gives. */
export type HouseholdAggregate = Readonly<{ name: string; file: string; decider: string; table: string }>;

export function householdAggregate(workspace: Workspace, context: string): HouseholdAggregate {
  const found = workspace.sources(`${serviceOf(context)}/application`).flatMap((file): HouseholdAggregate[] => {
    const source = new Source(file, workspace.read(file));
    return source.all(ts.isVariableDeclaration).flatMap((declaration) => {
      const call = declaration.initializer && plain(declaration.initializer);
      if (!call || !ts.isCallExpression(call) || call.expression.getText(source.tree) !== 'defineAggregate' || !ts.isIdentifier(declaration.name)) return [];
      const [definition] = call.arguments;
      if (!definition || !ts.isObjectLiteralExpression(definition)) return [];
      const [category, decider, table] = ['category', 'decider', 'commands'].map((name) => propertyOf(definition, name));
      if (!category || !ts.isStringLiteralLike(category) || category.text !== 'household' || !decider || !ts.isIdentifier(decider) || !table || !ts.isIdentifier(table)) return [];
      return [{ name: declaration.name.text, file, decider: decider.text, table: table.text }];
    });
  });
  if (found.length !== 1)
    throw new Refusal(`${context} has ${found.length} aggregates on households (defineAggregate with category 'household') in ${serviceOf(context)}/application; a command is added where there is one. Nothing was written.`);
  return found[0]!;
}

/** How a decider finds what decides a command: a function with a switch, or a table by the command's name. */
export type Deciding = Readonly<{ by: 'switch' | 'table'; name: string }>;

function decidingOf(decide: ts.Expression | undefined): Deciding | undefined {
  if (!decide) return undefined;
  if (ts.isIdentifier(decide)) return { by: 'switch', name: decide.text };
  // `(command, state) => decisions[command.type](state, command)`, alone or after what is required of every command.
  const body = ts.isArrowFunction(decide) ? decide.body : undefined;
  const last = body && ts.isBlock(body) ? body.statements.at(-1) : undefined;
  const answer = last ? (ts.isReturnStatement(last) ? last.expression : undefined) : body;
  const place = answer && ts.isCallExpression(answer) ? answer.expression : undefined;
  const isTable = place && ts.isElementAccessExpression(place) && ts.isIdentifier(place.expression) && place.argumentExpression.getText() === 'command.type';
  return isTable ? { by: 'table', name: place.expression.getText() } : undefined;
}

/** What a decider consists of, each part with its file. */
export type DeciderParts = Readonly<{
  folder: string;
  deciderFile: string;
  stateType: string;
  stateFile: string;
  commandType: string;
  commandFile: string;
  eventType: string;
  eventFile: string;
  deciding: Deciding;
  evolve: string;
  evolveFile: string;
  initial: string;
  initialFile: string;
}>;

export function deciderParts(workspace: Workspace, context: string, decider: string): DeciderParts {
  const domain = domainOf(context);
  const { source, node } = findOne(workspace, domain, `the decider ${decider}`, (s) => s.variable(decider));
  const type = node.type;
  const value = node.initializer && plain(node.initializer);
  const names = type && ts.isTypeReferenceNode(type) ? (type.typeArguments ?? []).map((t) => (ts.isTypeReferenceNode(t) ? t.getText(source.tree) : undefined)) : [];
  const partOf = (name: string): ts.Expression | undefined => (value && ts.isObjectLiteralExpression(value) ? propertyOf(value, name) : undefined);
  const nameOf = (name: string): string | undefined => {
    const part = partOf(name);
    return part && ts.isIdentifier(part) ? part.text : undefined;
  };
  const [stateType, commandType, eventType] = names;
  const [deciding, evolve, initial] = [decidingOf(partOf('decide')), nameOf('evolve'), nameOf('initialState')];
  if (!stateType || !commandType || !eventType || !deciding || !evolve || !initial)
    throw new Refusal(`${source.file}: ${decider} is not written as Decider<State, Command, Event> = { decide, evolve, initialState } with names or a table of decisions, so the command has to be added by hand; nothing was written.`);
  const fileOfType = (name: string): string => findOne(workspace, domain, `the type ${name}`, (s) => s.type(name)).source.file;
  const fileOfValue = (name: string): string => findOne(workspace, domain, name, (s) => s.function(name) ?? s.variable(name)).source.file;
  return {
    folder: source.file.slice(0, source.file.lastIndexOf('/')), deciderFile: source.file,
    stateType, stateFile: fileOfType(stateType), commandType, commandFile: fileOfType(commandType), eventType, eventFile: fileOfType(eventType),
    deciding, evolve, evolveFile: fileOfValue(evolve), initial, initialFile: fileOfValue(initial),
  };
}

/** The path by which one source imports another. */
export function importPath(from: string, to: string): string {
  const [here, there] = [from.split('/').slice(0, -1), to.split('/')];
  while (here.length > 0 && there.length > 1 && here[0] === there[0]) {
    here.shift();
    there.shift();
  }
  return `${here.length === 0 ? './' : '../'.repeat(here.length)}${there.join('/').replace(/\.ts$/, '.js')}`;
}

/** The definition of a context, and the list that its module and others read the questions from. */
function definitionIn(source: Source): ts.ObjectLiteralExpression {
  const found = source.all(ts.isVariableDeclaration).flatMap((d) => {
    const value = d.initializer && plain(d.initializer);
    return d.type?.getText(source.tree) === 'ContextDefinition' && value && ts.isObjectLiteralExpression(value) ? [value] : [];
  });
  if (found.length !== 1) throw new Refusal(`${source.file}: one ContextDefinition is expected there, ${found.length} were found; nothing was written.`);
  return found[0]!;
}

/** A property of the definition that is a list, or the name of one in the same file. */
export function listIn(source: Source, property: string): ts.ArrayLiteralExpression {
  let value = propertyOf(definitionIn(source), property);
  if (value && ts.isIdentifier(value)) value = source.variable(value.text)?.initializer;
  const list = value && plain(value);
  if (!list || !ts.isArrayLiteralExpression(list)) throw new Refusal(`${source.file}: no list was found behind "${property}" of the context's definition; nothing was written.`);
  return list;
}
