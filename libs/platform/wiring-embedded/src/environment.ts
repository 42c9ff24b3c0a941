import { resolve } from 'node:path';
import type { Language } from '@humai/kernel';
import { commonVariables, languageOf, type LogLevel, parseVariables } from '@humai/wiring';
import { z } from 'zod';

/** All that the embedded mode takes from outside. */
export type Environment = Readonly<{ directory: string; port: number; host: string; policies: string; language: Language; logLevel: LogLevel }>;

const Variables = z.object(commonVariables(7300));

/** Throws `SHAPE.INVALID` naming every variable that is wrong. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const { HUMAI_DATA, HUMAI_PORT, HUMAI_HOST, HUMAI_POLICIES, HUMAI_LANG, HUMAI_LOG } = parseVariables(Variables, env);
  return { directory: resolve(HUMAI_DATA), port: HUMAI_PORT, host: HUMAI_HOST, policies: resolve(HUMAI_POLICIES), language: HUMAI_LANG ?? languageOf(env), logLevel: HUMAI_LOG };
}
