import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DomainError, type Language } from '@humai/kernel';
import { z } from 'zod';

/** All that the embedded mode takes from outside; the only place that reads the environment. */
export type Environment = Readonly<{ directory: string; port: number; host: string; policies: string; language: Language; logLevel: LogLevel }>;

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const Variables = z.object({
  HUMAI_DATA: z.string().min(1).default('.humai'),
  HUMAI_PORT: z.coerce.number().int().min(0).max(65_535).default(7300),
  HUMAI_HOST: z.string().min(1).default('127.0.0.1'),
  HUMAI_POLICIES: z.string().min(1).default(fileURLToPath(new URL('../../../../policies', import.meta.url))),
  HUMAI_LANG: z.enum(['zh', 'en']).optional(),
  HUMAI_LOG: z.enum(LOG_LEVELS).default('warn'),
});

/** Throws `SHAPE.INVALID` naming every variable that is wrong. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const parsed = Variables.safeParse(env);
  if (!parsed.success) {
    const places = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
    throw new DomainError('SHAPE.INVALID', { problem: places.join('; '), place: 'environment' });
  }
  const { HUMAI_DATA, HUMAI_PORT, HUMAI_HOST, HUMAI_POLICIES, HUMAI_LANG, HUMAI_LOG } = parsed.data;
  return { directory: resolve(HUMAI_DATA), port: HUMAI_PORT, host: HUMAI_HOST, policies: resolve(HUMAI_POLICIES), language: HUMAI_LANG ?? languageOf(env), logLevel: HUMAI_LOG };
}

/** The language of the terminal: Chinese where the locale is, English otherwise. */
function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
