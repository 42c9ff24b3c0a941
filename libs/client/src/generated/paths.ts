// Made by `npm run docs`. Do not edit.
import type { paths as assessment } from './assessment.js';
import type { paths as assistance } from './assistance.js';
import type { paths as identification } from './identification.js';
import type { paths as ledger } from './ledger.js';
import type { paths as relocation } from './relocation.js';

/** Every route of every service. */
export type Paths = assessment & assistance & identification & ledger & relocation;
