import type { ReadStore } from '@humai/kernel';
import { discard } from './rebuild.js';

/** A collection of a read model that is no more: removed, or of a version that another has followed. */
export type UnusedCollection = Readonly<{ name: string; rows: number }>;

const COLLECTION = /^(?<question>(?<context>[^.]+)\..+)\.v(?<version>\d+)(?<rebuilt>~\d+)?$/;
const partsOf = (name: string) => {
  const { question = '', context = '', version = '', rebuilt } = COLLECTION.exec(name)?.groups ?? {};
  return { question, context, version: Number(version), rebuilt: rebuilt !== undefined };
};

/**
 * The collections that no read model of these contexts stands behind any more; `kept` are the logical names of all there are.
 * Left out are what a rebuild replaced or is building, which goes with its read model; a version above the one that is kept: a newer Humai made it;
 * and what was never a read model and keeps something else of a context: only a read model has a checkpoint under its name, or a number behind it.
 */
export async function unusedCollections(readStore: ReadStore, kept: readonly string[]): Promise<readonly UnusedCollection[]> {
  const logical = new Set(kept);
  const models = kept.map(partsOf);
  const [contexts, versions] = [new Set(models.map((m) => m.context)), new Map<string, number>()];
  for (const { question, version } of models) versions.set(question, Math.max(version, versions.get(question) ?? 0));
  const unused: UnusedCollection[] = [];
  for (const name of await readStore.collections()) {
    const { question, context, version, rebuilt } = partsOf(name);
    if (!contexts.has(context) || logical.has(`${question}.v${version}`) || version > (versions.get(question) ?? Infinity)) continue;
    if (rebuilt || (await readStore.checkpoint(name)) > 0) unused.push({ name, rows: await readStore.count(name) });
  }
  return unused;
}

/** Drops those of the named that are unused, and answers which they were. */
export async function dropUnused(readStore: ReadStore, kept: readonly string[], names: readonly string[]): Promise<readonly UnusedCollection[]> {
  const dropped = (await unusedCollections(readStore, kept)).filter((c) => names.includes(c.name));
  for (const { name } of dropped) await discard(readStore, name);
  return dropped;
}
