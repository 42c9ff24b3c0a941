// `npm run new:context`, `new:command`, `new:read-model`: writes the shape of the house, whole or not at all.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './run.js';

const answer = run(join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'), process.argv.slice(2));
for (const line of answer.lines) (answer.code === 0 ? console.log : console.error)(line);
process.exitCode = answer.code;
