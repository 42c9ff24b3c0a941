import type { AddCommand } from '../define.js';
import { assess } from './assess.js';
import { data } from './data.js';
import { doctor } from './doctor.js';
import { exportAll } from './export.js';
import { history } from './history.js';
import { importRegister } from './import.js';
import { parked } from './parked.js';
import { rebuildReadModels } from './rebuild.js';
import { resumeReadModels } from './resume.js';
import { simulate } from './simulate.js';
import { token } from './token.js';
import { up } from './up.js';
import { verify } from './verify.js';
import { why } from './why.js';

export const commands: readonly AddCommand[] = [up, importRegister, data, simulate, history, why, assess, rebuildReadModels, resumeReadModels, verify, parked, token, doctor, exportAll];
