import { fileURLToPath } from 'node:url';
import { DomainError, type Language } from '@humai/kernel';
import { z } from 'zod';

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The variables that every mode takes; `port` is what it listens on unless told. */
export const commonVariables = (port: number) => ({
  HUMAI_DATA: z.string().min(1).default('.humai'),
  HUMAI_PORT: z.coerce.number().int().min(0).max(65_535).default(port),
  HUMAI_HOST: z.string().min(1).default('127.0.0.1'),
  HUMAI_POLICIES: z.string().min(1).default(fileURLToPath(new URL('../../../../policies', import.meta.url))),
  HUMAI_LANG: z.enum(['zh', 'en']).optional(),
  HUMAI_LOG: z.enum(LOG_LEVELS).default('warn'),
});

/** Throws `SHAPE.INVALID` naming every variable that is wrong. An empty variable is one that was not given. */
export function parseVariables<T>(shape: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const parsed = shape.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`);
  throw new DomainError('SHAPE.INVALID', { problem: places.join('; '), place: 'environment' });
}

/** The language of the terminal: Chinese where the locale is, English otherwise. */
export function languageOf(env: NodeJS.ProcessEnv): Language {
  const locale = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? Intl.DateTimeFormat().resolvedOptions().locale;
  return locale.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}
