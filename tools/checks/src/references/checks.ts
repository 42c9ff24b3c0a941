import type { Check, Repository } from '../repository/repository.js';
import type { References } from './references.js';

/**
 * The generated pages against what the code declares now.
 * @param make what makes them; a failure of it is a problem of the repository like any other
 */
export const referenceChecks = (make: (repository: Repository) => Promise<References>): readonly Check[] => {
  let made: Promise<References> | undefined;
  const references = (repository: Repository) => (made ??= make(repository));
  return [
    {
      name: 'the generated references are current',
      async problems(repository) {
        try {
          const { pages } = await references(repository);
          return [...pages].filter(([file, text]) => !repository.files.includes(file) || repository.read(file) !== text).map(([file]) => `${file} is not what the code says: run npm run docs`);
        } catch (error) {
          return [`the references cannot be made: ${error instanceof Error ? error.message : String(error)}`];
        }
      },
    },
    {
      name: 'every event, field, code list and refusal has its meaning in Chinese and English',
      problems: async (repository) => (await references(repository).catch(() => ({ problems: [] }))).problems,
    },
  ];
};
