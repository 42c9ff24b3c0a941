import { Environment, EvaluationError, ParseError, TypeError as CelTypeError } from '@marcbachmann/cel-js';
import { DomainError, type Variables } from '@humai/kernel';

type Compiled = (variables: Variables) => unknown;

/**
 * CEL for callers that have JavaScript numbers. These are CEL doubles, and whole numbers written in an expression (CEL ints) mix with them:
 * `income / 3`, `share * 100 >= 95`. Between two ints CEL's own rules hold (`1 / 2` is 0: write `1.0 / 2`).
 * Beside the standard: `min(a, b)`, `max(a, b)`, `round(x)`.
 */
function environment(): Environment {
  const env = new Environment({ unlistedVariablesAreDyn: true, homogeneousAggregateLiterals: false, limits: { maxAstNodes: 1000, maxDepth: 50 } });
  const operators: Record<string, (a: number, b: number) => number> = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b };
  for (const [operator, apply] of Object.entries(operators))
    for (const [left, right] of [['double', 'int'], ['int', 'double']]) env.registerOperator(`${left} ${operator} ${right}`, (a: number | bigint, b: number | bigint) => apply(Number(a), Number(b)));
  for (const [left, right] of [['double', 'int'], ['int', 'double'], ['double', 'double']]) env.registerOperator(`${left} % ${right}`, (a: number | bigint, b: number | bigint) => Number(a) % Number(b));
  for (const left of ['double', 'int'])
    for (const right of ['double', 'int']) {
      env.registerFunction(`min(${left}, ${right}): double`, (a: number | bigint, b: number | bigint) => Math.min(Number(a), Number(b)));
      env.registerFunction(`max(${left}, ${right}): double`, (a: number | bigint, b: number | bigint) => Math.max(Number(a), Number(b)));
    }
  for (const type of ['double', 'int']) env.registerFunction(`round(${type}): double`, (a: number | bigint) => Math.round(Number(a)));
  return env;
}

/** CEL ints come out as bigint; callers and events get numbers, as far as these are exact. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [String(k), plain(v)]));
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype)
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, plain(v)]));
  return value;
}

const summaryOf = (error: unknown): string =>
  error instanceof ParseError || error instanceof EvaluationError || error instanceof CelTypeError ? error.summary : error instanceof Error ? error.message : String(error);

/** CEL expressions, each compiled once. */
export class Expressions {
  readonly #env = environment();
  readonly #compiled = new Map<string, Compiled>();

  /** The problem with an expression, or null; what is right stays compiled. */
  problemOf(expression: string): string | null {
    try {
      this.#compile(expression);
      return null;
    } catch (error) {
      return summaryOf(error);
    }
  }

  /** The value for these variables. Throws `POLICY.EXPRESSION_FAILED`: an unknown variable, a type that does not fit, a division of ints by zero. */
  evaluate(expression: string, variables: Variables): unknown {
    try {
      return plain(this.#compile(expression)(variables));
    } catch (error) {
      throw new DomainError('POLICY.EXPRESSION_FAILED', { expression, problem: summaryOf(error) });
    }
  }

  #compile(expression: string): Compiled {
    const known = this.#compiled.get(expression);
    if (known) return known;
    const parsed = this.#env.parse(expression);
    // Unknown functions and impossible operands show only in the check.
    const { valid, error } = parsed.check();
    if (!valid) throw error;
    const compiled: Compiled = (variables) => parsed(variables);
    this.#compiled.set(expression, compiled);
    return compiled;
  }
}
