import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { DomainError, type Language } from '@humai/kernel';
import { commonVariables, languageOf, type LogLevel, parseVariables } from '@humai/wiring';
import { z } from 'zod';

/** A system that is asked over HTTP: its base address without a path, and the bearer token to show there. */
export type Remote = Readonly<{ url: string; token: string }>;

/** All that the embedded mode and its command line take from outside. `remote` is null unless a system is named by its address. */
export type Environment = Readonly<{ directory: string; port: number; host: string; policies: string; language: Language; logLevel: LogLevel; remote: Remote | null }>;

const ADDRESS = 'the base address of a system is expected, http:// or https:// and a host, without a path / 应为系统的基本地址:http:// 或 https:// 加主机名,不带路径';
const NEEDS_TOKEN = 'HUMAI_URL needs a token: give HUMAI_TOKEN or HUMAI_TOKEN_FILE, and not both / 使用 HUMAI_URL 须提供令牌:HUMAI_TOKEN 或 HUMAI_TOKEN_FILE,二选一';
const NO_TOKEN = 'a bearer token is expected: one line, no spaces / 应为一行无空格的令牌';
const always = { when: () => true }; // with the other mistakes, not after them

const Variables = z.object({ ...commonVariables(7300), HUMAI_URL: z.string().optional(), HUMAI_TOKEN: z.string().optional(), HUMAI_TOKEN_FILE: z.string().optional() })
  .refine((v) => v.HUMAI_URL === undefined || isAddress(v.HUMAI_URL), { path: ['HUMAI_URL'], error: ADDRESS, ...always })
  .refine((v) => v.HUMAI_URL === undefined || (v.HUMAI_TOKEN === undefined) !== (v.HUMAI_TOKEN_FILE === undefined), { path: ['HUMAI_TOKEN'], error: NEEDS_TOKEN, ...always })
  .refine((v) => v.HUMAI_URL === undefined || v.HUMAI_TOKEN === undefined || isToken(v.HUMAI_TOKEN), { path: ['HUMAI_TOKEN'], error: NO_TOKEN, ...always });

/** Throws `SHAPE.INVALID` naming every variable that is wrong. Without HUMAI_URL a token is not looked at. */
export function readEnvironment(env: NodeJS.ProcessEnv = process.env): Environment {
  const v = parseVariables(Variables, env);
  return {
    directory: resolve(v.HUMAI_DATA), port: v.HUMAI_PORT, host: v.HUMAI_HOST, policies: resolve(v.HUMAI_POLICIES), language: v.HUMAI_LANG ?? languageOf(env), logLevel: v.HUMAI_LOG,
    remote: v.HUMAI_URL === undefined ? null : { url: new URL(v.HUMAI_URL).origin, token: v.HUMAI_TOKEN ?? tokenIn(v.HUMAI_TOKEN_FILE!) },
  };
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.href === `${url.origin}/`;
}

/** RFC 6750: what may stand behind "Bearer". */
const isToken = (text: string): boolean => /^[\w.~+/-]+=*$/.test(text);

function tokenIn(file: string): string {
  const wrong = (problem: string) => new DomainError('SHAPE.INVALID', { problem: `HUMAI_TOKEN_FILE: ${problem}`, place: 'environment' });
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw wrong(`${file}: ${(error as NodeJS.ErrnoException).code ?? 'cannot be read'}`);
  }
  if (!isToken(text)) throw wrong(`${file}: ${NO_TOKEN}`);
  return text;
}
