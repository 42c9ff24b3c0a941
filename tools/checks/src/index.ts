// `npm run check`: what neither compiler nor linter can see about the repository.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contractChecks } from './contracts/checks.js';
import { publish } from './contracts/publish.js';
import { infraChecks } from './infra/checks.js';
import { referenceChecks } from './references/checks.js';
import { makeReferences } from './references/references.js';
import { pagesAreListed, pagesAreTyped } from './repository/documents.js';
import { lockIsComplete, lockNamesNoMirror, projectsAreTagged, versionsAreExact } from './repository/packages.js';
import { projectionsAreSpecified } from './repository/projections.js';
import { type Check, openRepository } from './repository/repository.js';
import { decisionsAreNumbered, filesAreShort, linksLead, noMachinePaths, noRegistryHosts } from './repository/texts.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const checks: readonly Check[] = [
  lockIsComplete, lockNamesNoMirror, versionsAreExact, projectsAreTagged,
  projectionsAreSpecified,
  noMachinePaths, noRegistryHosts, linksLead, decisionsAreNumbered, pagesAreTyped, pagesAreListed, filesAreShort,
  ...infraChecks(root),
  ...referenceChecks((repository) => makeReferences(repository, root)),
  ...contractChecks((repository) => publish(repository, root)),
];

const repository = openRepository(root);
let failed = 0;
for (const { name, problems } of checks) {
  const found = await problems(repository);
  console.log(`${found.length === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  for (const problem of found) console.log(`       ${problem}`);
  if (found.length > 0) failed += 1;
}
console.log(`checks: ${checks.length - failed} passed, ${failed} failed (${repository.files.length} files)`);
process.exitCode = failed === 0 ? 0 : 1;
