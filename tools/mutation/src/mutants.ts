import ts from 'typescript';

/** A guard that can be taken out: what is written before and after it to make that a matter of a switch. */
export type Guard = Readonly<{ file: string; line: number; start: number; end: number; before: (out: string) => string; after: string; what: string; invariants: readonly number[] }>;

const NUMBERS = /[Ii]nvariants?\s+(\d+(?:(?:,\s*|\s+and\s+)\d+)*)/g;
const numbersIn = (comment: string): number[] => [...comment.matchAll(NUMBERS)].flatMap(([, list]) => list!.match(/\d+/g)!.map(Number));

const isRefusal = (node: ts.Statement): boolean => {
  const statement = ts.isBlock(node) && node.statements.length === 1 ? node.statements[0]! : node;
  return ts.isThrowStatement(statement) && /^(new DomainError|[a-z]\w*)\(/.test(statement.expression.getText());
};
// Guards that several decisions share are functions named for what they ask.
const isSharedGuard = (node: ts.Node): node is ts.CallExpression => ts.isCallExpression(node) && /^(require|no|not)[A-Z]/.test(node.expression.getText());
// A day on which another rulebook and another line were in force.
const ANOTHER_DAY = "'2021-06-30'";

type Way = Pick<Guard, 'before' | 'after'>;
const SKIPPED: Way = { before: (out) => `if (!(${out})) `, after: '' };
const replacedBy = (value: string): Way => ({ before: (out) => `((${out}) ? ${value} : (`, after: '))' });

/**
 * What can be taken out of a source so that it allows more than it should:
 * a refusal, the call of a shared guard, and what a comment with the number of an invariant stands above.
 */
export function guardsOf(file: string, text: string): readonly Guard[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2024, true);
  const found: Guard[] = [];
  const commentsOf = (node: ts.Node): string =>
    (ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []).map(({ pos, end }) => text.slice(pos, end)).join('\n');

  /** The numbers right above a node, or else those of what it stands in. */
  const numbersOf = (node: ts.Node): readonly number[] => {
    for (let at: ts.Node = node; at.parent; at = at.parent) {
      const own = numbersIn(commentsOf(at));
      if (own.length > 0) return [...new Set(own)];
      if (at.parent === source) break;
    }
    return [];
  };
  const take = (node: ts.Node, { before, after }: Way, numbersFrom: ts.Node = node) => {
    const [start, end] = [node.getStart(), node.getEnd()];
    found.push({
      file, start, end, before, after, line: source.getLineAndCharacterOfPosition(start).line + 1, what: text.slice(start, end).replace(/\s+/g, ' ').slice(0, 90), invariants: numbersOf(numbersFrom),
    });
  };
  const isNumbered = (node: ts.Node): boolean => numbersIn(commentsOf(node)).length > 0;

  const visit = (node: ts.Node): void => {
    if (ts.isIfStatement(node) && !node.elseStatement && (isRefusal(node.thenStatement) || isNumbered(node))) take(node, SKIPPED);
    else if (ts.isExpressionStatement(node) && isSharedGuard(node.expression)) take(node, SKIPPED);
    else if (ts.isArrowFunction(node) && ts.isArrayLiteralExpression(node.parent) && isSharedGuard(node.body)) take(node.body, replacedBy('undefined'));
    else if (ts.isPropertyAssignment(node) && isNumbered(node) && !ts.isArrowFunction(node.initializer)) take(node.initializer, replacedBy('null'), node);
    else if (ts.isCallExpression(node) && /\.inForce$/.test(node.expression.getText()) && node.arguments.length === 3) take(node.arguments[2]!, replacedBy(ANOTHER_DAY));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The text in which each guard stands unless its own switch is on. */
export function withSwitches(text: string, guards: readonly Guard[], switchOf: (guard: Guard) => string): string {
  const inserts = guards.flatMap((g) => [{ at: g.start, text: g.before(switchOf(g)), order: 0 }, { at: g.end, text: g.after, order: 1 }]);
  // What ends at a place ends before what begins there.
  return inserts.sort((a, b) => b.at - a.at || a.order - b.order).reduce((t, insert) => t.slice(0, insert.at) + insert.text + t.slice(insert.at), text);
}
