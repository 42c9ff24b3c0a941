import type { ContextDefinition } from '@humai/nest';
import type { Check, Repository } from '../repository/repository.js';
import { BASELINE, breachesOfBaseline } from './baseline.js';
import { CONTRACTS, type Doc, textOf } from './documents.js';
import { problemsOfFixtures } from './fixtures.js';

/** Contracts by their path below `contracts/`, what else is generated from them by its path, and what they are made from. */
export type Published = Readonly<{ contexts: readonly ContextDefinition[]; contracts: ReadonlyMap<string, Doc>; files: ReadonlyMap<string, string> }>;

/** All generated files: path from the root → text. */
export const filesOf = ({ contracts, files }: Pick<Published, 'contracts' | 'files'>): ReadonlyMap<string, string> =>
  new Map([...[...contracts].map(([path, document]) => [`${CONTRACTS}/${path}`, textOf(document)] as const), ...files]);

const isGenerated = (file: string): boolean => (file.startsWith(`${CONTRACTS}/`) && file.endsWith('.json') && !file.startsWith(`${BASELINE}/`)) || file.startsWith('libs/client/src/generated/');
/** Files that nothing makes any more. */
export const leftOver = (repository: Repository, files: ReadonlyMap<string, string>): readonly string[] => repository.files.filter((file) => isGenerated(file) && !files.has(file));

/** @param make what makes them; a failure of it is a problem of the repository like any other */
export const contractChecks = (make: (repository: Repository) => Promise<Published>): readonly Check[] => {
  let made: Promise<Published> | undefined;
  const checking = (name: string, problems: (repository: Repository, published: Published) => readonly string[]): Check => ({
    name,
    async problems(repository) {
      try {
        return problems(repository, await (made ??= make(repository)));
      } catch (error) {
        return [`the contracts cannot be made: ${error instanceof Error ? error.message : String(error)}`];
      }
    },
  });
  return [
    checking('the published contracts are current', (repository, published) => {
      const files = filesOf(published);
      return [
        ...[...files].filter(([file, text]) => !repository.files.includes(file) || repository.read(file) !== text).map(([file]) => `${file} is not what the code says: run npm run docs`),
        ...leftOver(repository, files).map((file) => `${file}: nothing makes it any more: run npm run docs`),
      ];
    }),
    checking('a change of a contract only adds', (repository, { contracts }) => breachesOfBaseline(repository, contracts)),
    checking('every version of every event has a fixture, and each is read as it was written', (repository, { contexts }) => problemsOfFixtures(repository, contexts)),
  ];
};
