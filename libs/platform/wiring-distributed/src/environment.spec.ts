import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DomainError } from '@humai/kernel';
import { readGatewayEnvironment, readHolderEnvironment, readServiceEnvironment } from './environment.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const GOOD = {
  HUMAI_EVENT_STORE: 'esdb://127.0.0.1:2113?tls=false', HUMAI_EVENT_FEED: 'kafka://127.0.0.1:7392', HUMAI_READ_STORE: 'mongodb://127.0.0.1:7317/humai',
  HUMAI_VAULT_KEY: KEY, HUMAI_JWKS: 'https://id.example/keys', HUMAI_ISSUER: 'https://id.example',
};
const problemOf = (read: () => unknown): string => {
  try {
    read();
  } catch (error) {
    return (error as DomainError).details['problem'] as string;
  }
  return 'none';
};

describe('the environment of a service', () => {
  it('is three addresses, a key and whom to trust; everything else has a default', () => {
    expect(readServiceEnvironment(7311, GOOD)).toMatchObject({
      host: '127.0.0.1', port: 7311, logLevel: 'info', directory: resolve('.humai'), eventStore: GOOD.HUMAI_EVENT_STORE, eventFeed: GOOD.HUMAI_EVENT_FEED, readStore: GOOD.HUMAI_READ_STORE,
      vaultKey: Buffer.alloc(32, 7), identity: { jwks: 'https://id.example/keys', issuer: 'https://id.example', audience: 'humai' }, peers: [], readyLag: 60, stopWithin: 15, address: undefined,
    });
  });

  it('says everything that is wrong with it at once, and no secret', () => {
    const problem = problemOf(() => readServiceEnvironment(7311, { HUMAI_EVENT_STORE: 'postgres://x', HUMAI_READ_STORE: '', HUMAI_VAULT_KEY: 'c2hvcnQ=', HUMAI_PORT: '99999', HUMAI_PEERS: 'a=b', HUMAI_JWKS: 'k' }));
    expect(problem.split('; ').map((p) => p.slice(0, p.indexOf(':'))).sort()).toEqual(['HUMAI_EVENT_FEED', 'HUMAI_EVENT_STORE', 'HUMAI_ISSUER', 'HUMAI_PEERS', 'HUMAI_PORT', 'HUMAI_READ_STORE', 'HUMAI_VAULT_KEY']);
    expect(problem).not.toContain('c2hvcnQ=');
    expect(problemOf(() => readServiceEnvironment(7311, {})).match(/HUMAI_\w+(?=:)/g)).toEqual(['HUMAI_EVENT_STORE', 'HUMAI_EVENT_FEED', 'HUMAI_READ_STORE', 'HUMAI_JWKS', 'HUMAI_ISSUER', 'HUMAI_VAULT_KEY']);
  });

  it('takes the vault key from a file, and from one place only', () => {
    const directory = mkdtempSync(join(tmpdir(), 'humai-env-'));
    const file = join(directory, 'key');
    const { HUMAI_VAULT_KEY: _, ...rest } = GOOD;
    const read = (more: object) => () => readServiceEnvironment(1, { ...rest, ...more });
    writeFileSync(file, `${KEY}\n`);
    expect(read({ HUMAI_VAULT_KEY_FILE: file })().vaultKey).toEqual(Buffer.alloc(32, 7));
    writeFileSync(file, 'c2hvcnQ=');
    expect(problemOf(read({ HUMAI_VAULT_KEY_FILE: file }))).toBe(`HUMAI_VAULT_KEY_FILE: ${file} does not hold 32 bytes in base64`);
    expect(problemOf(read({ HUMAI_VAULT_KEY_FILE: join(directory, 'none') }))).toBe(`HUMAI_VAULT_KEY_FILE: ${join(directory, 'none')}: ENOENT`);
    expect(problemOf(read({}))).toContain('HUMAI_VAULT_KEY: give it');
    expect(problemOf(read({ HUMAI_VAULT_KEY: KEY, HUMAI_VAULT_KEY_FILE: file }))).toContain('not both');
    rmSync(directory, { recursive: true });
  });

  it('says where its other replicas reach it, by a name or a number', () => {
    expect(readServiceEnvironment(1, { ...GOOD, HUMAI_ADDRESS: 'fd00::7' }).address).toBe('fd00::7');
    expect(problemOf(() => readServiceEnvironment(1, { ...GOOD, HUMAI_ADDRESS: 'http://me:1' }))).toContain('HUMAI_ADDRESS: a name or a number');
  });

  it('names the services beside it', () => {
    expect(readServiceEnvironment(1, { ...GOOD, HUMAI_PEERS: 'identification=http://127.0.0.1:7311, relocation=https://r.example' }).peers)
      .toEqual([{ name: 'identification', url: 'http://127.0.0.1:7311' }, { name: 'relocation', url: 'https://r.example' }]);
    expect(problemOf(() => readGatewayEnvironment({}))).toContain('HUMAI_PEERS: name at least one service');
    expect(readGatewayEnvironment({ HUMAI_PEERS: 'a=http://h:1' })).toEqual({ host: '127.0.0.1', port: 7300, services: [{ name: 'a', url: 'http://h:1' }] });
  });

  it('of the holder is the directory of the store', () => {
    expect(readHolderEnvironment({ HUMAI_EVENT_STORE: 'sqlite:/data/humai' })).toEqual({ host: '127.0.0.1', port: 7301, directory: '/data/humai', logLevel: 'info' });
    expect(problemOf(() => readHolderEnvironment({ HUMAI_EVENT_STORE: 'esdb://x' }))).toBe('HUMAI_EVENT_STORE: begins with sqlite:');
  });
});
