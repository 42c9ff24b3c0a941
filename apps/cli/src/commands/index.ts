import type { AddCommand } from '../define.js';
import { importRegister } from './import.js';
import { rebuild } from './rebuild.js';
import { simulate } from './simulate.js';
import { token } from './token.js';
import { up } from './up.js';
import { verify } from './verify.js';

export const commands: readonly AddCommand[] = [up, importRegister, simulate, rebuild, verify, token];
