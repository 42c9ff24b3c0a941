import { parseArgs } from 'node:util';
import { Refusal } from './names.js';
import { newCommand } from './new-command.js';
import { newContext } from './new-context.js';
import { newReadModel } from './new-read-model.js';
import { Workspace } from './workspace.js';

export type Answer = Readonly<{ code: 0 | 1 | 2; lines: readonly string[] }>;

const USAGE = [
  'npm run new:context -- <name>',
  'npm run new:command -- <context> <CommandName> [--event <Fact>] [--zh <summary>] [--en <summary>]',
  'npm run new:read-model -- <context> <question> [--event <context>.<Fact>.v<N>]',
] as const;
const MEANINGS = 'docs/reference/meanings.yaml';
const options = { event: { type: 'string' }, zh: { type: 'string' }, en: { type: 'string' } } as const;

type Given = Readonly<{ names: readonly string[]; event?: string | undefined; zh?: string | undefined; en?: string | undefined }>;
type Generator = Readonly<{ usage: string; names: number; takes: readonly string[]; plan(workspace: Workspace, given: Given): readonly string[] }>;

const generators: Readonly<Record<string, Generator>> = {
  context: { usage: USAGE[0], names: 1, takes: [], plan: (workspace, { names: [name = ''] }) => newContext(workspace, name) },
  command: { usage: USAGE[1], names: 2, takes: ['event', 'zh', 'en'], plan: (workspace, { names: [context = '', name = ''], ...given }) => newCommand(workspace, context, name, given) },
  'read-model': { usage: USAGE[2], names: 2, takes: ['event'], plan: (workspace, { names: [context = '', name = ''], ...given }) => newReadModel(workspace, context, name, given) },
};

/** Runs one generator on the workspace at `root`: 0 = written, 1 = refused and nothing written, 2 = wrong usage. */
export function run(root: string, [kind = '', ...args]: readonly string[]): Answer {
  const generator = Object.hasOwn(generators, kind) ? generators[kind] : undefined;
  if (!generator) return { code: 2, lines: ['usage:', ...USAGE.map((u) => `  ${u}`)] };
  const given = parsed(args, generator);
  if (!given) return { code: 2, lines: [`usage: ${generator.usage}`] };
  const workspace = new Workspace(root);
  try {
    const next = generator.plan(workspace, given);
    const { created, changed } = workspace.write();
    const references = workspace.exists(MEANINGS) ? [`${MEANINGS}: what is new, in both languages; then npm run docs`] : [];
    return { code: 0, lines: [...created.map((f) => `created  ${f}`), ...changed.map((f) => `changed  ${f}`), '', 'next:', ...[...next, ...references].map((n) => `  ${n}`)] };
  } catch (error) {
    if (error instanceof Refusal) return { code: 1, lines: [error.message] };
    throw error;
  }
}

function parsed(args: readonly string[], { names, takes }: Generator): Given | null {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length !== names || Object.keys(values).some((o) => !takes.includes(o))) return null;
    return { names: positionals, ...values };
  } catch {
    return null; // parseArgs throws on an option it does not know.
  }
}
