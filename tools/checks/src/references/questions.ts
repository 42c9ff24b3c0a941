import ts from 'typescript';

/** The comment above each projection of a source, by the projection's name: the question it answers. */
export function questionsIn(source: string): ReadonlyMap<string, string> {
  const questions = new Map<string, string>();
  if (!source.includes('evolve')) return questions;
  const tree = ts.createSourceFile('projection.ts', source, ts.ScriptTarget.Latest, true);
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const name = node.properties.find((p) => p.name?.getText(tree) === 'name');
      const evolves = node.properties.some((p) => p.name?.getText(tree) === 'evolve');
      if (evolves && name && ts.isPropertyAssignment(name) && ts.isStringLiteralLike(name.initializer)) {
        const question = commentAbove(node);
        if (question !== undefined) questions.set(name.initializer.text, question);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return questions;
}

/** The documentation of the declaration that a node stands in, on one line. */
function commentAbove(node: ts.Node): string | undefined {
  for (let at: ts.Node | undefined = node; at; at = at.parent) {
    if (!ts.isVariableStatement(at) && !ts.isFunctionDeclaration(at)) continue;
    const [comment] = ts.getJSDocCommentsAndTags(at);
    const text = comment && ts.isJSDoc(comment) ? ts.getTextOfJSDocComment(comment.comment) : undefined;
    if (text !== undefined) return text.replace(/\s*\n\s*/g, ' ').trim();
  }
  return undefined;
}
