import type { AddCommand } from '../define.js';
import { rebuild } from './rebuild.js';
import { simulate } from './simulate.js';
import { token } from './token.js';
import { verify } from './verify.js';

export const commands: readonly AddCommand[] = [simulate, rebuild, verify, token];
