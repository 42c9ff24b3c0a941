import ts from 'typescript';
import { change, contractsOf, eventTypes, listIn, moduleOf, requireContext, serviceOf } from './context-model.js';
import { checkedKebab, Refusal } from './names.js';
import * as texts from './templates/read-model.js';
import type { Workspace } from './workspace.js';

const TYPE = /^([a-z][a-z0-9-]*)\.[A-Z]\w*\.v\d+$/;

/** Plans a read model that counts one event per household, and its question over HTTP. Returns what is left to do. */
export function newReadModel(workspace: Workspace, context: string, name: string, { event }: Readonly<{ event?: string | undefined }> = {}): readonly string[] {
  requireContext(workspace, context);
  const question = checkedKebab('question', name, 'visited-households');
  const type = checkedType(workspace, context, event);
  const owners = [...new Set(['identification', type.split('.')[0]!])].sort();
  const told: texts.ReadModelTexts = { context, question, type, owners };

  const models = `${serviceOf(context)}/read-model`;
  const folder = `${models}/${question}`;
  if (workspace.exists(folder)) throw new Refusal(`${folder} is there already; nothing was written.`);
  workspace.create(`${folder}/projection.ts`, texts.projection(told));
  workspace.create(`${folder}/projection.spec.ts`, texts.projectionSpec(told));
  workspace.create(`${folder}/query.ts`, texts.query(told));

  const exported = [
    `export { ${texts.projectionName(question)}, type ${texts.documentName(question)} } from './${question}/projection.js';`,
    `export { ${texts.queryName(question)} } from './${question}/query.js';`,
  ].join('\n');
  addExports(workspace, context, models, exported);
  addToModule(workspace, context, question);
  return [
    `${folder}: the document, its indexes and the events it is made of, each event with a case in the spec; a change of meaning later raises the version`,
    `${folder}/query.ts: the roles, the filters, the sentences in both languages`,
    `rebuild it where there are events already: npx humai rebuild ${context}.${question}`,
  ];
}

function checkedType(workspace: Workspace, context: string, event: string | undefined): string {
  const own = eventTypes(workspace, context);
  const type = event ?? own.at(-1);
  if (type === undefined) throw new Refusal(`${context} has no event yet: make one with "npm run new:command -- ${context} RecordVisit", or name another context's with --event.`);
  const owner = TYPE.exec(type)?.[1];
  if (!owner) throw new Refusal(`"${type}" is no type of an event: the full name is expected, like ${own.at(-1) ?? 'identification.HouseholdEnrolled.v1'}.`);
  if (!eventTypes(workspace, owner).includes(type)) throw new Refusal(`There is no event ${type} in ${contractsOf(owner)}.`);
  if (type === texts.REGISTERED || type === texts.CHANGED) throw new Refusal(`${type} is read by every such read model, for the village; name the event that is to be counted.`);
  return type;
}

function addExports(workspace: Workspace, context: string, models: string, exported: string): void {
  const index = `${models}/index.ts`;
  if (workspace.exists(index)) return workspace.edit(index, `${workspace.read(index).trimEnd()}\n${exported}\n`);
  workspace.create(index, `${exported}\n`);
  change(workspace, `${serviceOf(context)}/index.ts`, (source) => source.append("export * from './read-model/index.js';\n"));
}

function addToModule(workspace: Workspace, context: string, question: string): void {
  const file = moduleOf(context);
  const [projection, query] = [texts.projectionName(question), texts.queryName(question)];
  for (const [property, element] of [['projections', projection], ['queries', query]] as const) {
    change(workspace, file, (source) => {
      const list = listIn(source, property);
      if (list.elements.some((e) => ts.isIdentifier(e) && e.text === element)) throw new Refusal(`${file}: ${element} is there already; nothing was written.`);
      source.add(list, element);
    });
    change(workspace, file, (source) => source.import('./read-model/index.js', element));
  }
}
