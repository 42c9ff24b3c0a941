import { posix } from 'node:path';
import ts from 'typescript';
import { type Check, folderOf, type Repository } from './repository.js';

const parse = (source: string): ts.SourceFile => ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true);

/** The names a source imports from its own library, with the text of the source they come from. */
function importsOf(tree: ts.SourceFile, file: string, { files, read }: Repository): Map<string, string> {
  const imported = new Map<string, string>();
  for (const statement of tree.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier) || !statement.moduleSpecifier.text.startsWith('.')) continue;
    const from = posix.join(folderOf(file), statement.moduleSpecifier.text).replace(/\.js$/, '.ts');
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings) && files.includes(from)) for (const { name } of bindings.elements) imported.set(name.text, read(from));
  }
  return imported;
}

function constantsOf(tree: ts.SourceFile): Map<string, ts.Expression> {
  const constants = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) constants.set(node.name.text, node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return constants;
}

/** The `handles` of each projection in a source: the event types by name, or null where they are not written out. */
export function handlesOf(source: string, file = 'projection.ts', repository: Repository = { files: [], read: () => '' }): (readonly string[] | null)[] {
  const tree = parse(source);
  const constants = constantsOf(tree);
  for (const [name, text] of importsOf(tree, file, repository)) {
    const constant = constantsOf(parse(text)).get(name);
    if (constant) constants.set(name, constant);
  }
  const found: (readonly string[] | null)[] = [];

  const plain = (e: ts.Expression): ts.Expression => (ts.isAsExpression(e) || ts.isSatisfiesExpression(e) || ts.isParenthesizedExpression(e) ? plain(e.expression) : e);
  const namesIn = (expression: ts.Expression): string[] | null => {
    const e = plain(expression);
    if (ts.isStringLiteralLike(e)) return [e.text];
    if (ts.isSpreadElement(e)) return namesIn(e.expression);
    if (ts.isNewExpression(e) && e.expression.getText() === 'Set' && e.arguments?.length === 1) return namesIn(e.arguments[0]!);
    if (ts.isIdentifier(e)) {
      const constant = constants.get(e.text);
      return constant ? namesIn(constant) : null;
    }
    if (!ts.isArrayLiteralExpression(e)) return null;
    const lists = e.elements.map(namesIn);
    return lists.every((l) => l !== null) ? lists.flat() : null;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const property = (name: string) => node.properties.find((p) => p.name?.getText() === name);
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

/** What a spec names: its own text, and of each builder of facts it imports from `testing/` the parts that it calls, as in `past.enrolled()`. */
function toldBy(file: string, repository: Repository): string {
  const text = repository.read(file);
  const tree = parse(text);
  const parts = [...importsOf(tree, file, repository)].flatMap(([name, source]) => {
    const builder = constantsOf(parse(source)).get(name);
    if (!builder || !ts.isObjectLiteralExpression(builder)) return [];
    return builder.properties.filter((p) => p.name && new RegExp(`\\b${name}\\.${p.name.getText()}\\(`).test(text)).map((p) => p.getText());
  });
  return [text, ...parts].join('\n');
}

export const projectionsAreSpecified: Check = {
  name: 'every event that a projection handles is named in a spec beside it',
  problems: (repository) => {
    const { files, read } = repository;
    return files.filter((f) => /^libs\/[^/]+\/service\/src\/.*\.ts$/.test(f) && !f.endsWith('.spec.ts') && !f.includes('/testing/')).flatMap((file) => {
      const lists = handlesOf(read(file), file, repository);
      if (lists.length === 0) return [];
      const specs = files.filter((f) => f.endsWith('.spec.ts') && folderOf(f) === folderOf(file));
      const told = specs.map((spec) => toldBy(spec, repository)).join('\n');
      return lists.flatMap((handles) => {
        if (!handles) return [`${file}: \`handles\` is not a list of names, so nobody can check it`];
        if (specs.length === 0) return [`${file}: no spec beside it`];
        return handles.filter((type) => !new RegExp(`['"\`]${type.replaceAll('.', '\\.')}['"\`]`).test(told)).map((type) => `${file}: handles ${type}, which no spec beside it names`);
      });
    });
  },
};
