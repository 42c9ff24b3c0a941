import type { Repository } from '../repository/repository.js';
import { openHouse } from '../references/house.js';
import type { Published } from './checks.js';
import { makeContracts } from './documents.js';

/** All contracts as they should be, from the packages of the repository. */
export async function publish(repository: Repository, root: string): Promise<Published> {
  const { contexts } = await openHouse(repository, root);
  const contracts = await makeContracts(contexts);
  return { contexts, contracts, files: new Map() };
}
