import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from '../repository/repository.js';
import { contractChecks, type Published } from './checks.js';
import { textOf } from './documents.js';

const published: Published = { contexts: [], contracts: new Map([['asyncapi.json', { asyncapi: '3.0.0' }]]), files: new Map([['libs/client/src/generated/demo.ts', 'export {};\n']]) };
const CURRENT = { 'contracts/asyncapi.json': textOf({ asyncapi: '3.0.0' }), 'libs/client/src/generated/demo.ts': 'export {};\n', 'contracts/README.md': '', 'contracts/baseline/events/x.json': '{}' };
const problems = async (files: Readonly<Record<string, string>>, make: () => Promise<Published> = async () => published) => {
  const found: (readonly string[])[] = [];
  for (const check of contractChecks(make)) found.push(await check.problems(repositoryOf(files)));
  return found;
};

describe('the published contracts', () => {
  it('are current when each is there as it would be made', async () => expect((await problems(CURRENT))[0]).toEqual([]));

  it('are named when they are missing, another, or left over', async () =>
    expect((await problems({ 'contracts/asyncapi.json': '{}', 'contracts/events/old.json': '{}', 'libs/client/src/generated/old.ts': '' }))[0]).toEqual([
      'contracts/asyncapi.json is not what the code says: run npm run docs', 'libs/client/src/generated/demo.ts is not what the code says: run npm run docs',
      'contracts/events/old.json: nothing makes it any more: run npm run docs', 'libs/client/src/generated/old.ts: nothing makes it any more: run npm run docs',
    ]));

  it('are not current when they cannot be made', async () => {
    const failed = ['the contracts cannot be made: a service does not load'];
    expect(await problems({}, async () => { throw new Error('a service does not load'); })).toEqual([failed, failed, failed]);
  });

  it('are held to the baseline', async () => expect((await problems(CURRENT))[1]).toEqual(['contracts/events/x.json: is gone']));
});
