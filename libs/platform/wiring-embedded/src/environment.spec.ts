import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readEnvironment } from './environment.js';

const folder = mkdtempSync(join(tmpdir(), 'humai-environment-'));
let files = 0;
const fileOf = (text: string) => {
  const file = join(folder, `token-${(files += 1)}`);
  writeFileSync(file, text);
  return file;
};
afterAll(() => rmSync(folder, { recursive: true }));

const refusal = (env: Record<string, string>): string => {
  try {
    readEnvironment(env);
  } catch (error) {
    const { code, details } = error as { code: string; details: { problem: string } };
    return `${code} ${details.problem}`;
  }
  return 'taken';
};

describe('a system named by its address', () => {
  it('is none unless it is given, whatever token lies about', () => {
    expect([readEnvironment({}).remote, readEnvironment({ HUMAI_TOKEN: 'no token!', HUMAI_URL: '' }).remote]).toEqual([null, null]);
  });
  it.each([['http://127.0.0.1:7300', 'http://127.0.0.1:7300'], ['https://humai.example.cn/', 'https://humai.example.cn'], ['HTTP://[::1]:7300', 'http://[::1]:7300']])('may be %s', (HUMAI_URL, url) => {
    expect(readEnvironment({ HUMAI_URL, HUMAI_TOKEN: 'a.b-c_d' }).remote).toEqual({ url, token: 'a.b-c_d' });
  });
  it.each(['localhost:7300', '127.0.0.1', 'ftp://humai', 'https://humai/v1', 'https://humai?x=1', 'https://humai#x', 'https://me:secret@humai', 'https://', 'nonsense'])('may not be %s', (HUMAI_URL) => {
    expect(refusal({ HUMAI_URL, HUMAI_TOKEN: 't' })).toMatch(/^SHAPE\.INVALID HUMAI_URL: [^;]*$/);
  });
  it('takes its token from a file, without the line end', () => {
    expect(readEnvironment({ HUMAI_URL: 'http://humai', HUMAI_TOKEN_FILE: fileOf('a.b.c\n') }).remote).toEqual({ url: 'http://humai', token: 'a.b.c' });
  });
  it.each([
    ['none', {}, /^SHAPE\.INVALID HUMAI_TOKEN: HUMAI_URL needs a token/],
    ['two', { HUMAI_TOKEN: 't', HUMAI_TOKEN_FILE: 'f' }, /^SHAPE\.INVALID HUMAI_TOKEN: HUMAI_URL needs a token/],
    ['no token', { HUMAI_TOKEN: 'two words' }, /^SHAPE\.INVALID HUMAI_TOKEN: a bearer token is expected/],
    ['no file', { HUMAI_TOKEN_FILE: join(folder, 'missing') }, /^SHAPE\.INVALID HUMAI_TOKEN_FILE: .*missing: ENOENT$/],
    ['an empty file', { HUMAI_TOKEN_FILE: fileOf('\n') }, /^SHAPE\.INVALID HUMAI_TOKEN_FILE: .*a bearer token is expected/],
  ])('is refused with %s', (_, env, message) => expect(refusal({ HUMAI_URL: 'http://humai', ...(env as Record<string, string>) })).toMatch(message));
  it('is refused for every mistake at once', () => {
    const said = refusal({ HUMAI_URL: 'humai', HUMAI_PORT: 'x' });
    for (const name of ['HUMAI_PORT: ', 'HUMAI_URL: the base address', 'HUMAI_TOKEN: HUMAI_URL needs']) expect(said).toContain(name);
  });
});
