import { describe, expect, it } from '@jest/globals';
import { questionsIn } from './questions.js';

describe('the question of a projection', () => {
  it('is the comment above it, on one line', () => {
    expect(questionsIn("/** Which are open,\n * and since when? */\nexport const p: Projection = { name: 'demo.open', evolve: (d) => d };")).toStrictEqual(new Map([['demo.open', 'Which are open, and since when?']]));
  });

  it('is the comment above the function that makes it', () => {
    expect(questionsIn("/** What is due? */\nexport function due(policies: P) {\n  const x = 1;\n  return { name: 'demo.due', evolve(d) { return d; } };\n}")).toStrictEqual(new Map([['demo.due', 'What is due?']]));
  });

  it('is unknown without a comment, and nothing but a projection has one', () => {
    expect(questionsIn("// not this\nexport const p = { name: 'demo.open', evolve: 1 };\n/** A query. */\nexport const q = { name: 'demo.query' };")).toStrictEqual(new Map());
  });
});
