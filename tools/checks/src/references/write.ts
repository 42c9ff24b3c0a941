// `npm run docs`: writes the generated pages of docs/reference.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRepository } from '../repository/repository.js';
import { makeReferences } from './references.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
const repository = openRepository(root);
const { pages, problems } = await makeReferences(repository, root);
let written = 0;
for (const [file, text] of pages) {
  if (repository.files.includes(file) && repository.read(file) === text) continue;
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  console.log(`wrote ${file}`);
  written += 1;
}
for (const problem of problems) console.error(problem);
console.log(`references: ${pages.size} pages, ${written} written, ${problems.length} words missing or left over`);
process.exitCode = problems.length === 0 ? 0 : 1;
