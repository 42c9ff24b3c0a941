import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from '../repository/repository.js';
import { referenceChecks } from './checks.js';

async function problems(files: Readonly<Record<string, string>>, make: Parameters<typeof referenceChecks>[0]) {
  const found: (readonly string[])[] = [];
  for (const check of referenceChecks(make)) found.push(await check.problems(repositoryOf(files)));
  return found;
}

describe('the generated pages', () => {
  const pages = new Map([['docs/reference/events.md', 'events'], ['docs/reference/errors.md', 'errors']]);

  it('are current when each is there as it would be made', async () => {
    expect(await problems(Object.fromEntries(pages), async () => ({ pages, problems: [] }))).toStrictEqual([[], []]);
  });

  it('are named when they are missing or another, beside the words that are missing', async () => {
    expect(await problems({ 'docs/reference/events.md': 'events ' }, async () => ({ pages, problems: ['a word'] }))).toStrictEqual([
      ['docs/reference/events.md is not what the code says: run npm run docs', 'docs/reference/errors.md is not what the code says: run npm run docs'],
      ['a word'],
    ]);
  });

  it('are not current when they cannot be made', async () => {
    expect(await problems({}, async () => { throw new Error('a service does not load'); })).toStrictEqual([['the references cannot be made: a service does not load'], []]);
  });
});
