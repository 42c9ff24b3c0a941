import ts from 'typescript';
import { change, contractsOf, domainOf, serviceOf } from './context-model.js';
import { camel, checkedKebab, Refusal } from './names.js';
import { plain, Source } from './source.js';
import * as texts from './templates/context.js';
import type { Workspace } from './workspace.js';

/** Names that would collide inside the texts of a context. */
const TAKEN = new Set(['queries', 'household']);

/** Plans a context: three projects, and its place in the lists of workspaces, scopes and contexts. Returns what is left to do. */
export function newContext(workspace: Workspace, name: string): readonly string[] {
  const context = checkedKebab('context', name, 'village-visits');
  if (TAKEN.has(camel(context))) throw new Refusal(`"${context}" cannot be the name of a context: its own sources use that word.`);
  for (const folder of [`libs/${context}`, `libs/contracts/${context}`]) if (workspace.exists(folder)) throw new Refusal(`${folder} is there already; nothing was written.`);

  const contracts = contractsOf(context);
  workspace.create(`libs/contracts/${context}/package.json`, texts.manifest(`contracts-${context}`, 'contract', context));
  workspace.create(`${contracts}/index.ts`, texts.contractsIndex());
  workspace.create(`${contracts}/commands.ts`, texts.commands(context));
  workspace.create(`${contracts}/errors.ts`, texts.errors(context));
  workspace.create(`${contracts}/events.ts`, texts.events(context));

  const domain = domainOf(context);
  workspace.create(`libs/${context}/domain/package.json`, texts.manifest(`${context}-domain`, 'domain', context));
  workspace.create(`${domain}/index.ts`, texts.domainIndex());
  workspace.create(`${domain}/household/context.ts`, texts.householdContext(context));
  workspace.create(`${domain}/household/household.ts`, texts.household(context));
  workspace.create(`${domain}/household/state.ts`, texts.state(context));
  workspace.create(`${domain}/household/state.spec.ts`, texts.stateSpec(context));

  const service = serviceOf(context);
  workspace.create(`libs/${context}/service/package.json`, texts.manifest(`${context}-service`, 'service', context));
  workspace.create(`${service}/index.ts`, texts.serviceIndex(context));
  workspace.create(`${service}/${context}.module.ts`, texts.module(context));
  workspace.create(`${service}/application/household-aggregate.ts`, texts.aggregate(context));

  addWorkspace(workspace, context);
  addScope(workspace, context);
  return [
    ...addToContexts(workspace, context),
    'npm install      # links the three projects and enters them in the lock file',
    `npm run new:command -- ${context} RecordVisit`,
  ];
}

/** The npm workspaces: the contracts are covered by a pattern, the context's own folder is not. */
function addWorkspace(workspace: Workspace, context: string): void {
  const manifest = JSON.parse(workspace.read('package.json')) as { workspaces?: string[] };
  const { workspaces } = manifest;
  const last = workspaces?.findLastIndex((w) => /^libs\/[^/]+\/\*$/.test(w)) ?? -1;
  if (!workspaces || last < 0) throw new Refusal('package.json: no workspaces of contexts (libs/<context>/*) were found to stand beside; nothing was written.');
  if (!workspaces.includes(`libs/${context}/*`)) workspaces.splice(last + 1, 0, `libs/${context}/*`);
  workspace.edit('package.json', `${JSON.stringify(manifest, null, 2)}\n`);
}

/** The linter's list of contexts, from which it makes a rule for each. */
function addScope(workspace: Workspace, context: string): void {
  change(workspace, 'eslint.config.mjs', (source) => {
    const value = source.variable('contexts')?.initializer;
    if (!value || !ts.isArrayLiteralExpression(value)) throw new Refusal('eslint.config.mjs: no list "contexts" was found for the new scope; nothing was written.');
    if (!value.elements.some((e) => ts.isStringLiteral(e) && e.text === context)) source.add(value, `'${context}'`);
  });
}

const listOfContexts = (source: Source): readonly ts.ArrayLiteralExpression[] =>
  source.all(ts.isVariableDeclaration).flatMap((d) => {
    const value = d.initializer && plain(d.initializer);
    return d.type?.getText(source.tree).includes('ContextDefinition[]') && value && ts.isArrayLiteralExpression(value) ? [value] : [];
  });

/** The list that applications run; where there is not exactly one, its line is left to the reader. */
function addToContexts(workspace: Workspace, context: string): readonly string[] {
  const lists = workspace.sources('libs/contexts/src').flatMap((file) => listOfContexts(new Source(file, workspace.read(file))).map(() => file));
  const [file] = lists;
  if (!file || lists.length > 1) return [`add ${camel(context)} from @humai/${context}-service to the list of ContextDefinitions that the application runs`];
  change(workspace, file, (source) => {
    source.add(listOfContexts(source)[0]!, camel(context));
    source.import(`@humai/${context}-service`, camel(context));
  });
  return [];
}
