import ts from 'typescript';
import { type Check, folderOf } from './repository.js';

/** The `handles` of each projection in a source: the event types by name, or null where they are not written out. */
export function handlesOf(source: string): (readonly string[] | null)[] {
  const tree = ts.createSourceFile('projection.ts', source, ts.ScriptTarget.Latest, true);
  const constants = new Map<string, ts.Expression>();
  const found: (readonly string[] | null)[] = [];

  const plain = (e: ts.Expression): ts.Expression => (ts.isAsExpression(e) || ts.isSatisfiesExpression(e) || ts.isParenthesizedExpression(e) ? plain(e.expression) : e);
  const namesIn = (expression: ts.Expression): string[] | null => {
    const e = plain(expression);
    if (ts.isStringLiteralLike(e)) return [e.text];
    if (ts.isSpreadElement(e)) return namesIn(e.expression);
    if (ts.isIdentifier(e)) {
      const constant = constants.get(e.text);
      return constant ? namesIn(constant) : null;
    }
    if (!ts.isArrayLiteralExpression(e)) return null;
    const lists = e.elements.map(namesIn);
    return lists.every((l) => l !== null) ? lists.flat() : null;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) constants.set(node.name.text, node.initializer);
    if (ts.isObjectLiteralExpression(node)) {
      const property = (name: string) => node.properties.find((p) => p.name?.getText(tree) === name);
      const handles = property('handles');
      if (handles && property('evolve')) {
        const value = ts.isPropertyAssignment(handles) ? handles.initializer : ts.isShorthandPropertyAssignment(handles) ? handles.name : null;
        found.push(value && namesIn(value));
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

export const projectionsAreSpecified: Check = {
  name: 'every event that a projection handles is named in a spec beside it',
  problems: ({ files, read }) =>
    files.filter((f) => /^libs\/[^/]+\/service\/src\/.*\.ts$/.test(f) && !f.endsWith('.spec.ts') && !f.includes('/testing/')).flatMap((file) => {
      const lists = handlesOf(read(file));
      if (lists.length === 0) return [];
      const specs = files.filter((f) => f.endsWith('.spec.ts') && folderOf(f) === folderOf(file));
      const told = specs.map(read).join('\n');
      return lists.flatMap((handles) => {
        if (!handles) return [`${file}: \`handles\` is not a list of names, so nobody can check it`];
        if (specs.length === 0) return [`${file}: no spec beside it`];
        return handles.filter((type) => !new RegExp(`['"\`]${type.replaceAll('.', '\\.')}['"\`]`).test(told)).map((type) => `${file}: handles ${type}, which no spec beside it names`);
      });
    }),
};
