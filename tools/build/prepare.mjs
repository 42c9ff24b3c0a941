// What `npm start` and `npm test` do first: the right Node, then an up-to-date dist.
import { requireNode } from './node-version.mjs';

requireNode();
const { compile } = await import('./compile.mjs');
const written = await compile();
if (written > 0) console.log(`compiled ${written} source files`);
