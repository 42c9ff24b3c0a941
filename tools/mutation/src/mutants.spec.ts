import { describe, expect, it } from '@jest/globals';
import { guardsOf, withSwitches } from './mutants.js';

const all = (text: string) => guardsOf('a.ts', text).map((g) => [g.invariants, withSwitches(text, [g], () => 'X')]);
const only = (text: string) => guardsOf('a.ts', text).map((g) => withSwitches(text, [g], () => 'X'));

describe('what is taken out', () => {
  it('is a refusal, with the number that stands above it', () =>
    expect(all("function f() {\n  // Invariant 4.\n  if (a) throw new DomainError('X');\n}")).toStrictEqual([[[4], "function f() {\n  // Invariant 4.\n  if (!(X)) if (a) throw new DomainError('X');\n}"]]));
  it('is a refusal in braces', () => expect(only("if (a) { throw new DomainError('X'); }")).toStrictEqual(["if (!(X)) if (a) { throw new DomainError('X'); }"]));
  it('is a refusal that a function makes', () => expect(only('if (a) throw decided();')).toStrictEqual(['if (!(X)) if (a) throw decided();']));
  it('is no function that is written under a number: what it holds is', () => expect(only('const checks = {\n  // Invariant 2.\n  KIND: () => { if (a) throw decided(); },\n};')).toStrictEqual(['const checks = {\n  // Invariant 2.\n  KIND: () => { if (!(X)) if (a) throw decided(); },\n};']));
  it('is no other return and no other error', () => expect(only("if (a) return 1; if (b) throw new Error('x'); if (c) throw new DomainError('d'); else e();")).toStrictEqual([]));
  it('takes the numbers of what it stands in when it has none of its own', () =>
    expect(guardsOf('a.ts', "/** Invariants 3, 6 and 16. */\nexport const f = () => {\n  if (a) throw new DomainError('X');\n};").map((g) => g.invariants)).toStrictEqual([[3, 6, 16]]));
  it('does not take the number of its neighbour', () =>
    expect(guardsOf('a.ts', "/** Invariant 1. */\nconst a = 1;\nfunction f() {\n  if (a) throw new DomainError('X');\n}").map((g) => g.invariants)).toStrictEqual([[]]));
  it('is the call of a shared guard, also in a list of checks', () => {
    expect(only('function f() { requireAll(a); noOpenCase(b); notice(c); }')).toStrictEqual([
      'function f() { if (!(X)) requireAll(a); noOpenCase(b); notice(c); }', 'function f() { requireAll(a); if (!(X)) noOpenCase(b); notice(c); }',
    ]);
    expect(all('const checks = [\n  // Invariant 13.\n  () => requireDelivered(e),\n];')).toStrictEqual([[[13], 'const checks = [\n  // Invariant 13.\n  () => ((X) ? undefined : (requireDelivered(e))),\n];']]);
  });
  it('is a fact or a return under a number', () => {
    expect(all('const e = {\n  a: 1,\n  // Invariant 19: linked.\n  b: x ?? null,\n};')).toStrictEqual([[[19], 'const e = {\n  a: 1,\n  // Invariant 19: linked.\n  b: ((X) ? null : (x ?? null)),\n};']]);
    expect(only('function f() {\n  // Invariant 8.\n  if (a) return 1;\n  if (b) return 2;\n}')).toStrictEqual(['function f() {\n  // Invariant 8.\n  if (!(X)) if (a) return 1;\n  if (b) return 2;\n}']);
  });
  it('is the day for which a rulebook is asked', () =>
    expect(only('const p = policies.inForce(Line, village, meta.effectiveOn);')).toStrictEqual(["const p = policies.inForce(Line, village, ((X) ? '2021-06-30' : (meta.effectiveOn)));"]));
  it('says where it stood', () => expect(guardsOf('a.ts', "\n\nif (a)\n  throw new DomainError('X');")).toMatchObject([{ file: 'a.ts', line: 3, what: "if (a) throw new DomainError('X');" }]));
  it('keeps many in one text, each with its own switch', () => {
    const text = "if (a) throw new DomainError('A'); requireB();";
    expect(withSwitches(text, guardsOf('a.ts', text), (g) => `at${g.start}`)).toBe("if (!(at0)) if (a) throw new DomainError('A'); if (!(at35)) requireB();");
  });
});
