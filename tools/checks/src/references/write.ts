// `npm run docs`: writes the generated pages of docs/reference, the contracts, what is made from them, and a first fixture for an event that has none.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { filesOf, leftOver } from '../contracts/checks.js';
import { catalogueOf } from '../contracts/documents.js';
import { draftOf, fixturePath, textOfFixture, typesWithout } from '../contracts/fixtures.js';
import { publish } from '../contracts/publish.js';
import { openRepository } from '../repository/repository.js';
import { makeReferences } from './references.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
const repository = openRepository(root);
const { pages, problems } = await makeReferences(repository, root);
const published = await publish(repository, root);
const contracts = filesOf(published);
const drafts = typesWithout(repository, catalogueOf(published.contexts)).map((type) => [fixturePath(type), textOfFixture(draftOf(type, published.contexts))] as const);
let written = 0;
for (const [file, text] of [...pages, ...contracts, ...drafts]) {
  if (repository.files.includes(file) && repository.read(file) === text) continue;
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  console.log(`wrote ${file}`);
  written += 1;
}
for (const file of leftOver(repository, contracts)) {
  rmSync(join(root, file));
  console.log(`removed ${file}`);
}
for (const problem of problems) console.error(problem);
console.log(`references: ${pages.size} pages, ${contracts.size} contracts, ${written} written, ${problems.length} words missing or left over`);
process.exitCode = problems.length === 0 ? 0 : 1;
