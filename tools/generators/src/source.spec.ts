import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { type List, plain, Source } from './source.js';

/** The text after a change. */
const after = (text: string, change: (source: Source) => void): string => {
  const source = new Source('a.ts', text);
  change(source);
  return source.text;
};
const listOf = (source: Source): List => plain(source.variable('x')!.initializer!) as List;
const adding = (text: string, element = 'c') => after(text, (s) => s.add(listOf(s), element));

describe('something more in a list', () => {
  it.each([
    ['const x = [a, b];', 'const x = [a, b, c];'],
    ['const x = [];', 'const x = [c];'],
    ['const x = [\n  a,\n  b,\n] as const;', 'const x = [\n  a,\n  b,\n  c,\n] as const;'],
    ['const x = [\n  a,\n  b\n];', 'const x = [\n  a,\n  b,\n  c\n];'],
    ['const x = [\n  a, b,\n];', 'const x = [\n  a, b, c,\n];'],
    ['const x = {} satisfies T;', 'const x = {\n  c,\n} satisfies T;'],
    ['const x = { a, b };', 'const x = { a, b, c };'],
    ['const x = {\n  a: 1, // why\n};\nnext();', 'const x = {\n  a: 1, // why\n  c,\n};\nnext();'],
    ['const x = {\n  a: 1 // why\n};', 'const x = {\n  a: 1, // why\n  c\n};'],
    ['const x = {\n  a: f(\n    1,\n  ),\n};', 'const x = {\n  a: f(\n    1,\n  ),\n  c,\n};'],
    ['  const x = {\n    a };', '  const x = {\n    a,\n    c };'],
  ])('%j', (before, expected) => expect(adding(before)).toBe(expected));

  it('keeps the indentation of what has several lines', () => expect(adding('const x = {\n  a,\n};', 'c: [\n  1,\n]')).toBe('const x = {\n  a,\n  c: [\n    1,\n  ],\n};'));

  const typeOf = (source: Source): List => source.type('X')!.type as ts.TypeLiteralNode;
  it.each([
    ['type X = {\n  a: 1;\n};', 'type X = {\n  a: 1;\n  c: 2;\n};'],
    ['type X = { a: 1 };', 'type X = { a: 1; c: 2 };'],
    ['type X = { a: 1; };', 'type X = { a: 1; c: 2 };'],
    ['type X = {};', 'type X = {\n  c: 2;\n};'],
  ])('of a type: %j', (before, expected) => expect(after(before, (s) => s.add(typeOf(s), 'c: 2'))).toBe(expected));
});

describe('a case more', () => {
  const more = (text: string) => after(text, (s) => void s.addCase(s.all(ts.isSwitchStatement)[0]!, "case 'b': return 2;"));

  it('stands before default', () => expect(more("switch (x) {\n  case 'a': return 1; // why\n  default: return 0;\n}")).toBe("switch (x) {\n  case 'a': return 1; // why\n  case 'b': return 2;\n  default: return 0;\n}"));
  it('stands first where there was none', () => expect(more('switch (x) {\n  default: return 0;\n}')).toBe("switch (x) {\n  case 'b': return 2;\n  default: return 0;\n}"));
  it.each(["switch (x) {\n  case 'a': return 1;\n}", "switch (x) {\n  default: return 0;\n  case 'a': return 1;\n}", "switch (x) { case 'a': return 1; default: return 0; }"])('has no place in %j', (text) => {
    const source = new Source('a.ts', text);
    expect([source.addCase(source.all(ts.isSwitchStatement)[0]!, 'case 1:'), source.text]).toStrictEqual([false, text]);
  });
});

describe('an import more', () => {
  const importing = (text: string, module: string, ...names: string[]) => after(text, (s) => s.import(module, ...names));

  it.each([
    ["import { a } from 'm';", 'm', ['b'], "import { a, b } from 'm';"],
    ["import { a } from 'm';", 'm', ['a'], "import { a } from 'm';"],
    ["import { a } from 'm';", 'm', ['type B'], "import { a, type B } from 'm';"],
    ["import type { A } from 'm';", 'm', ['type B'], "import type { A, B } from 'm';"],
    ["import type { A } from 'm';", 'm', ['b', 'type C'], "import { type A, b, type C } from 'm';"],
    ["import {\n  a, b,\n} from 'm';", 'm', ['c'], "import {\n  a, b, c,\n} from 'm';"],
    ["import { a } from 'm';\nimport { b } from './b.js';\n", 'n', ['c'], "import { a } from 'm';\nimport { c } from 'n';\nimport { b } from './b.js';\n"],
    ["import { a } from 'm';\nimport { b } from './b.js';\n", './c.js', ['type C'], "import { a } from 'm';\nimport { b } from './b.js';\nimport type { C } from './c.js';\n"],
    ["import { b } from './b.js';\n", 'n', ['c'], "import { c } from 'n';\nimport { b } from './b.js';\n"],
    ['const a = 1;\n', 'n', ['c'], "import { c } from 'n';\n\nconst a = 1;\n"],
  ])('%j', (before, module, names, expected) => expect(importing(before, module, ...names)).toBe(expected));
});

describe('other places', () => {
  it('replaces a statement with its comment', () =>
    expect(after('/** old */\nconst x = 1;\nconst y = 2;\n', (s) => s.replace(s.variable('x')!.parent.parent, '/** new */\nconst z = 3;'))).toBe('/** new */\nconst z = 3;\nconst y = 2;\n'));
  it('declares below the imports', () => expect(after("import { a } from 'm';\n\nf();\n", (s) => s.declare('const x = 1;'))).toBe("import { a } from 'm';\n\nconst x = 1;\n\nf();\n"));
  it('knows what is declared and what is imported', () => {
    const source = new Source('a.ts', "import { a, b as c, type D } from 'm';\nconst e = 1;\nfunction f() {}\n");
    expect(['a', 'b', 'c', 'D', 'e', 'f', 'g'].filter((name) => source.knows(name))).toStrictEqual(['a', 'c', 'D', 'e', 'f']);
  });
  it('takes text in comments and strings for what it is', () => {
    const source = new Source('a.ts', "// defineEvents('x', {})\nconst text = \"defineEvents('x', {})\";\nconst real = defineEvents('x', {});\n");
    expect(source.calls('defineEvents')).toHaveLength(1);
  });
});
