import type { Repository } from '../repository/repository.js';
import { breachesOf } from './additive.js';
import { CONTRACTS, type Doc, textOf } from './documents.js';
import { digestOf, fixturesIn } from './fixtures.js';

/** What others build on already: the contracts as they were accepted last, and the digests of the fixtures. */
export const BASELINE = `${CONTRACTS}/baseline`;
const FIXTURES = `${BASELINE}/fixtures.json`;

const documentsBelow = (folder: string, { files, read }: Repository): ReadonlyMap<string, Doc> =>
  new Map(files.filter((f) => f.startsWith(`${folder}/`) && f.endsWith('.json') && f !== FIXTURES).map((f) => [f.slice(folder.length + 1), JSON.parse(read(f)) as Doc]));

/** Every breach of what was accepted; none when the contracts only grew. */
export function breachesOfBaseline(repository: Repository, contracts: ReadonlyMap<string, Doc>): readonly string[] {
  const kept = repository.files.includes(FIXTURES) ? (JSON.parse(repository.read(FIXTURES)) as Readonly<Record<string, string>>) : {};
  return [
    ...breachesOf(documentsBelow(BASELINE, repository), contracts).map((breach) => `${CONTRACTS}/${breach}`),
    ...Object.entries(kept).flatMap(([file, digest]) =>
      !repository.files.includes(file) ? [`${file}: is gone, but such events stand in logs for ever`] : digestOf(repository.read(file)) === digest ? [] : [`${file}: was changed; what a log once held never changes`]),
  ];
}

/** The files of a new baseline, by path. */
export function baselineOf(repository: Repository, contracts: ReadonlyMap<string, Doc>): ReadonlyMap<string, string> {
  const digests = Object.fromEntries(fixturesIn(repository).map((file) => [file, digestOf(repository.read(file))]));
  return new Map([...[...contracts].map(([path, document]) => [`${BASELINE}/${path}`, textOf(document)] as const), [FIXTURES, textOf(digests)]]);
}
