// `npm run contracts:accept`: from here on others may build on the contracts as they are. Refused while they break what was accepted before.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRepository } from '../repository/repository.js';
import { baselineOf, breachesOfBaseline } from './baseline.js';
import { publish } from './publish.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');
const repository = openRepository(root);
const { contracts } = await publish(repository, root);
const breaches = breachesOfBaseline(repository, contracts);
for (const breach of breaches) console.error(breach);
if (breaches.length > 0) {
  console.error(`not accepted: ${breaches.length} breaches of what was accepted before. Put a new version beside the old one.`);
  process.exitCode = 1;
} else {
  let written = 0;
  for (const [file, text] of baselineOf(repository, contracts)) {
    if (repository.files.includes(file) && repository.read(file) === text) continue;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    written += 1;
  }
  console.log(`accepted: ${contracts.size} documents, ${written} files written`);
}
