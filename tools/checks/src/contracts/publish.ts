import type { Repository } from '../repository/repository.js';
import { openHouse } from '../references/house.js';
import type { Published } from './checks.js';
import { clientTypes } from './client-types.js';
import { makeContracts } from './documents.js';

/** All contracts as they should be, from the packages of the repository. */
export async function publish(repository: Repository, root: string): Promise<Published> {
  const { contexts, errors } = await openHouse(repository, root);
  const contracts = await makeContracts(contexts);
  const owners = ['platform', ...contexts.map((c) => c.name)];
  const codes = owners.flatMap((owner) => Object.keys(errors.get(owner) ?? {}));
  return { contexts, contracts, files: await clientTypes(contracts, codes) };
}
