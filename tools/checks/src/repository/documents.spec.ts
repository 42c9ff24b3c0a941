import { describe, expect, it } from '@jest/globals';
import { pagesAreListed, pagesAreTyped } from './documents.js';
import { repositoryOf } from './repository.js';

describe('the pages of the documentation', () => {
  it('say their kind in front and lie with it; decisions need not', () => {
    expect(pagesAreTyped.problems(repositoryOf({
      'docs/README.md': '---\ntype: reference\n---\n# Map\n',
      'docs/how-to/a.md': '---\ntype: how-to\n---\n',
      'docs/how-to/b.md': '---\ntitle: B\ntype: how-to\n---\n',
      'docs/adr/0001-a.md': '# 1. A\n',
      'README.md': '# Humai\n',
    }))).toStrictEqual([]);
    expect(pagesAreTyped.problems(repositoryOf({
      'docs/how-to/a.md': '# A\n\n---\ntype: how-to\n---\n',
      'docs/how-to/b.md': '---\ntype: essay\n---\n',
      'docs/how-to/c.md': '---\ntype: tutorial\n---\n',
      'docs/c.md': '---\ntype: tutorial\n---\n',
    }))).toStrictEqual([
      'docs/c.md: is of type tutorial, so it belongs in docs/tutorial/',
      'docs/how-to/a.md: its front matter has no type (tutorial, how-to, reference, explanation)',
      'docs/how-to/b.md: its front matter has no type (tutorial, how-to, reference, explanation)',
      'docs/how-to/c.md: is of type tutorial, so it belongs in docs/tutorial/',
    ]);
  });

  it('are all in the map', () => {
    expect(pagesAreListed.problems(repositoryOf({ 'docs/README.md': '[a](how-to/a.md)', 'docs/how-to/a.md': '', 'docs/adr/0001-a.md': '' }))).toStrictEqual([]);
    expect(pagesAreListed.problems(repositoryOf({ 'docs/README.md': 'how-to/a.md', 'docs/how-to/a.md': '' }))).toStrictEqual(['docs/README.md does not list docs/how-to/a.md']);
    expect(pagesAreListed.problems(repositoryOf({ 'docs/how-to/a.md': '' }))).toStrictEqual(['docs/README.md does not list docs/how-to/a.md']);
  });
});
