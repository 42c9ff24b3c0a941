import ts from 'typescript';

/** A list that something can be added to at its end. */
export type List = ts.ObjectLiteralExpression | ts.ArrayLiteralExpression | ts.TypeLiteralNode | ts.NamedImports;
type Edit = Readonly<{ from: number; to: number; text: string }>;

/** The expression itself, without `as`, `satisfies` and brackets. */
export function plain(expression: ts.Expression): ts.Expression {
  return ts.isAsExpression(expression) || ts.isSatisfiesExpression(expression) || ts.isParenthesizedExpression(expression) ? plain(expression.expression) : expression;
}

/** The value of a property, where it is written out. */
export function propertyOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = object.properties.find((p) => p.name !== undefined && (ts.isIdentifier(p.name) || ts.isStringLiteralLike(p.name)) && p.name.text === name);
  if (property && ts.isShorthandPropertyAssignment(property)) return property.name;
  return property && ts.isPropertyAssignment(property) ? plain(property.initializer) : undefined;
}

export const namesIn = (object: ts.ObjectLiteralExpression): readonly string[] =>
  object.properties.flatMap((p) => (p.name && (ts.isIdentifier(p.name) || ts.isStringLiteralLike(p.name)) ? [p.name.text] : []));

const elementsOf = (list: List): ts.NodeArray<ts.Node> => (ts.isObjectLiteralExpression(list) ? list.properties : ts.isTypeLiteralNode(list) ? list.members : list.elements);

/** A source file that is read as a tree and changed in places, everything else left as it was written. */
export class Source {
  readonly tree: ts.SourceFile;
  readonly #edits: Edit[] = [];

  constructor(readonly file: string, private readonly before: string) {
    this.tree = ts.createSourceFile(file, before, ts.ScriptTarget.Latest, true);
  }

  get text(): string {
    // Stable, so that what is inserted at one place stands in the order it came.
    const edits = this.#edits.map((edit, i) => ({ ...edit, i })).sort((a, b) => b.from - a.from || b.i - a.i);
    return edits.reduce((text, { from, to, text: inserted }) => text.slice(0, from) + inserted + text.slice(to), this.before);
  }

  /** All nodes of a kind, in order. */
  all<N extends ts.Node>(is: (node: ts.Node) => node is N, within: ts.Node = this.tree): readonly N[] {
    const found: N[] = [];
    const visit = (node: ts.Node): void => {
      if (is(node)) found.push(node);
      ts.forEachChild(node, visit);
    };
    visit(within);
    return found;
  }

  /** What stands behind a name at the top of the file. */
  variable(name: string): ts.VariableDeclaration | undefined {
    const statements = this.tree.statements.filter(ts.isVariableStatement);
    return statements.flatMap((s) => [...s.declarationList.declarations]).find((d) => ts.isIdentifier(d.name) && d.name.text === name);
  }

  /** Whether a name stands for something here, declared or imported. */
  knows(name: string): boolean {
    const imported = this.tree.statements.filter(ts.isImportDeclaration).map((d) => d.importClause?.namedBindings);
    return !!this.variable(name) || !!this.function(name) || imported.some((b) => b && ts.isNamedImports(b) && b.elements.some((e) => e.name.text === name));
  }

  type(name: string): ts.TypeAliasDeclaration | undefined {
    return this.tree.statements.filter(ts.isTypeAliasDeclaration).find((t) => t.name.text === name);
  }

  function(name: string): ts.FunctionDeclaration | undefined {
    return this.tree.statements.filter(ts.isFunctionDeclaration).find((f) => f.name?.text === name);
  }

  /** The calls of a function by its name. */
  calls(name: string, within: ts.Node = this.tree): readonly ts.CallExpression[] {
    return this.all(ts.isCallExpression, within).filter((c) => ts.isIdentifier(c.expression) && c.expression.text === name);
  }

  /** Adds an element at the end of a list: on a line of its own where the last one has one, else on the same line. */
  add(list: List, element: string): void {
    const elements = elementsOf(list);
    const last = elements.at(-1);
    const isType = ts.isTypeLiteralNode(list);
    if (!last) return this.#fill(list, element);
    const indent = this.#indentOf(last);
    const ends = isType ? this.before[last.end - 1] === ';' : elements.hasTrailingComma;
    const separator = ends ? '' : isType ? ';' : ',';
    if (indent === null) {
      this.#insert(last.end, elements.hasTrailingComma ? `, ${element}` : `${separator} ${element}`);
      return;
    }
    if (separator) this.#insert(last.end, separator);
    const lineEnd = this.#lineEnd(last.end);
    const text = `\n${indent}${element.replaceAll('\n', `\n${indent}`)}${isType ? ';' : ends ? ',' : ''}`;
    this.#insert(lineEnd < list.end - 1 ? lineEnd : last.end, text);
  }

  /** Adds a case before `default`; false where there is no default to stand before. */
  addCase(statement: ts.SwitchStatement, text: string): boolean {
    const { clauses } = statement.caseBlock;
    const [other, previous] = [clauses.at(-1), clauses.at(-2)];
    if (!other || !ts.isDefaultClause(other)) return false;
    const indent = this.#indentOf(other);
    if (indent === null) return false;
    const inner = text.replaceAll('\n', `\n${indent}`);
    if (previous) this.#insert(Math.min(this.#lineEnd(previous.end), other.getStart(this.tree)), `\n${indent}${inner}`);
    else this.#insert(other.getStart(this.tree), `${inner}\n${indent}`);
    return true;
  }

  /** Imports names (`X` or `type X`), in the declaration that names the module already where there is one. */
  import(module: string, ...names: readonly string[]): void {
    const declarations = this.tree.statements.filter(ts.isImportDeclaration);
    const same = declarations.find((d) => ts.isStringLiteral(d.moduleSpecifier) && d.moduleSpecifier.text === module && d.importClause?.namedBindings && ts.isNamedImports(d.importClause.namedBindings));
    const bindings = same?.importClause?.namedBindings as ts.NamedImports | undefined;
    const missing = names.filter((n) => !bindings?.elements.some((e) => e.name.text === n.replace('type ', '')));
    if (missing.length === 0) return;
    const allTypes = missing.every((n) => n.startsWith('type '));
    const listed = (only: boolean): string => missing.map((n) => (only ? n.replace('type ', '') : n)).join(', ');

    if (!same || !bindings) {
      const text = `import ${allTypes ? 'type ' : ''}{ ${listed(allTypes)} } from '${module}';`;
      // Packages stand above the files of the project.
      const isPackage = (d: ts.ImportDeclaration): boolean => ts.isStringLiteral(d.moduleSpecifier) && !d.moduleSpecifier.text.startsWith('.');
      const [first, last] = [declarations[0], module.startsWith('.') ? declarations.at(-1) : declarations.findLast(isPackage)];
      return last ? this.#insert(last.end, `\n${text}`) : this.#insert(first?.getStart(this.tree) ?? 0, `${text}\n${first ? '' : '\n'}`);
    }
    const typesOnly = same.importClause!.phaseModifier === ts.SyntaxKind.TypeKeyword;
    this.add(bindings, listed(typesOnly && allTypes));
    if (!typesOnly || allTypes) return;
    // A value among them: each type says for itself that it is one.
    this.#edits.push({ from: same.importClause!.getStart(this.tree), to: bindings.getStart(this.tree), text: '' });
    for (const element of bindings.elements) this.#insert(element.getStart(this.tree), 'type ');
  }

  /** Declares something below the imports. */
  declare(text: string): void {
    const last = this.tree.statements.filter(ts.isImportDeclaration).at(-1);
    this.#insert(last?.end ?? 0, last ? `\n\n${text}` : `${text}\n\n`);
  }

  /** Puts text in the place of a node and the comment that belongs to it. */
  replace(node: ts.Node, text: string): void {
    this.#edits.push({ from: node.getStart(this.tree, true), to: node.end, text });
  }

  append(text: string): void {
    this.#insert(this.before.length, text);
  }

  #fill(list: List, element: string): void {
    const at = list.getStart(this.tree) + 1;
    const indent = /^[ \t]*/.exec(this.before.slice(this.before.lastIndexOf('\n', at) + 1))![0];
    const inner = `\n${indent}  ${element.replaceAll('\n', `\n${indent}  `)}`;
    const text = ts.isArrayLiteralExpression(list) ? element : ts.isNamedImports(list) ? ` ${element} ` : `${inner}${ts.isTypeLiteralNode(list) ? ';' : ','}\n${indent}`;
    this.#edits.push({ from: at, to: list.end - 1, text });
  }

  /** The white space before a node that begins its line; null for one that does not. */
  #indentOf(node: ts.Node): string | null {
    const start = node.getStart(this.tree);
    const before = this.before.slice(this.before.lastIndexOf('\n', start - 1) + 1, start);
    return before.trim() === '' ? before : null;
  }

  #lineEnd(at: number): number {
    const end = this.before.indexOf('\n', at);
    return end < 0 ? this.before.length : end;
  }

  #insert(at: number, text: string): void {
    this.#edits.push({ from: at, to: at, text });
  }
}
