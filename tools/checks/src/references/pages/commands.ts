import { type CommandDefinition, kebab } from '@humai/kernel';
import type { ContextDefinition } from '@humai/nest';
import { anchor, code, codes, link, pageOf, table } from '../markdown.js';
import { routesOf } from '../routes.js';
import { bilingual, contextHeading, contextsInOrder, fieldTable, type Material } from './parts.js';

type Command = Readonly<{ context: string; definition: CommandDefinition; path: string }>;

export function commandsPage(material: Material): string {
  const contexts = contextsInOrder(material).map((c) => [c, commandsOf(c)] as const).filter(([, commands]) => commands.length > 0);
  return pageOf(
    '命令 Commands',
    'A command asks for something to be recorded. `POST` to its path with its fields as a JSON object, a bearer token and an `Idempotency-Key`; what all commands share is on the page about [HTTP](http.md). Every body may also hold `effectiveOn`, the business date, today unless told, never after today. A household is named by its id or by its register number (户编号).',
    'Beside the refusals listed with a command, each can be refused by the [platform](errors.md#platform): a body that does not fit, a role or an area without the right, a subject that is not there.',
    ...contexts.flatMap(([context, commands]) => [
      contextHeading(context.name, material),
      table(['command', '命令', 'what it does', 'roles'], commands.map(({ definition: d }) => [link(code(d.name), '', `${context.name} ${d.name}`), d.summary.zh, d.summary.en, d.roles.join(', ')])),
      ...commands.map((command) => commandPart(command, material)),
    ]),
  );
}

/** The commands that a route leads to: a service may have others for itself. */
export function commandsOf({ name, module, aggregates }: ContextDefinition): readonly Command[] {
  const routes = new Set(routesOf(module).filter((r) => r.method === 'POST').map((r) => r.path));
  return aggregates.flatMap((a) => Object.values(a.commands)).map((definition) => ({ context: name, definition, path: pathOf(name, definition) })).filter(({ path }) => routes.has(path));
}

export const pathOf = (context: string, { subject, name }: CommandDefinition): string => `/v1/${context}/${subject}/<id>/${kebab(name)}`;

function commandPart({ context, definition: d, path }: Command, material: Material): string {
  const refusals = d.refusals.map((refusal) => link(code(refusal), 'errors.md', ownerOf(refusal, context, material)));
  return [
    `${anchor(`${context} ${d.name}`)}\n\n### ${d.name}`,
    `${bilingual(d.summary)}. Roles: ${codes(d.roles)}.`,
    `    POST ${path}`,
    fieldTable(d.name, d.body, 'input', material) || 'The body has no fields.',
    refusals.length > 0 ? `Refusals: ${refusals.join(', ')}.` : '',
  ].filter((part) => part !== '').join('\n\n');
}

const ownerOf = (refusal: string, context: string, { house }: Material): string => [context, 'platform', ...house.errors.keys()].find((owner) => refusal in (house.errors.get(owner) ?? {})) ?? context;
