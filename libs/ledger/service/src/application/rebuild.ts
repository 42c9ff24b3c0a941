import type { RebuildLine } from '@humai/contracts-ledger';
import { DomainError, type Projection } from '@humai/kernel';
import type { ProjectionRunner, Rebuilt } from '@humai/projections';
import { Newest } from './newest.js';

export type Rebuilder = Pick<ProjectionRunner, 'rebuild' | 'status'>;
type ReadModel = Readonly<{ name: string; projection: Pick<Projection, 'name' | 'version'>; position: number }>;
type Line = Exclude<RebuildLine, { problem: unknown }>;
type Progress = Extract<RebuildLine, { progress: unknown }>['progress'];

/** The read models that a name stands for: `all`, one with its version, or every version of one. Throws `READ_MODEL.UNKNOWN`. */
export function readModelsCalled(name: string, { status }: Pick<Rebuilder, 'status'>): readonly ReadModel[] {
  const all = status.map((s): ReadModel => {
    const dot = s.name.lastIndexOf('.v');
    return { name: s.name, projection: { name: s.name.slice(0, dot), version: Number(s.name.slice(dot + 2)) }, position: s.position };
  });
  const found = name === 'all' ? all : all.filter((m) => m.name === name || m.projection.name === name);
  if (found.length === 0) throw new DomainError('READ_MODEL.UNKNOWN', { name: name.slice(0, 100), known: all.map((m) => m.name) }, 'name');
  return found;
}

/**
 * Rebuilds read models one after the other, telling how far each is and at the end what came out.
 * Throws what stopped it; what was under way then is as it was, what came before it has been switched.
 */
export async function* rebuild(runner: Rebuilder, models: readonly ReadModel[], signal: AbortSignal): AsyncGenerator<Line> {
  const readModels: Omit<Rebuilt, 'differing'>[] = [];
  for (const { name, projection, position } of models) {
    yield { progress: { name, position: 0, of: position } };
    const { events, rows, differences, seconds } = yield* one(runner, projection, signal);
    readModels.push({ name, events, rows, differences, seconds });
  }
  yield { result: { readModels } };
}

async function* one(runner: Rebuilder, projection: ReadModel['projection'], signal: AbortSignal): AsyncGenerator<Line, Rebuilt> {
  const left = new AbortController();
  const news = new Newest<Progress>();
  const work = runner.rebuild(projection, {
    signal: AbortSignal.any([signal, left.signal]),
    onProgress: ({ name, position, of }) => news.put({ name, position, of }),
  });
  const ended = work.then(() => {}, () => {}).then(() => news.end());
  try {
    for await (const progress of news) yield { progress };
    return await work;
  } finally {
    left.abort();
    await ended;
  }
}
