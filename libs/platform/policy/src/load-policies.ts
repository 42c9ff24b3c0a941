import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { areaPrefix, DomainError, isInArea, isLocalDate, type PolicyInForce, type PolicyKind, type PolicySource } from '@humai/kernel';
import { Expressions } from './expressions.js';
import { walk } from './marks.js';

export type PolicyFiles = Readonly<{
  /** Folder of YAML documents, searched with its subfolders. */
  directory: string;
  kinds: readonly PolicyKind[];
  /** Documents of kinds that are not given: refused (a slip of the pen) unless the caller says that they are another's. */
  otherKinds?: 'refuse' | 'ignore';
}>;

type Problem = Readonly<{ file: string; place: string; problem: string }>;
type Loaded = PolicyInForce<unknown> & Readonly<{ file: string; key: string }>;

const date = z.string().refine(isLocalDate, 'is not a date YYYY-MM-DD');
// YAML reads 511504 and 2024 as numbers.
const text = (pattern: RegExp, message: string) => z.union([z.string(), z.int()]).transform(String).pipe(z.string().regex(pattern, message));
const Head = z
  .strictObject({
    kind: z.string().min(1),
    area: text(/^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/, 'must be a division code (2, 4, 6, 9 or 12 digits; 000000 is the whole country)'),
    edition: text(/^[\w.-]+$/, 'must be one word'),
    from: date,
    to: date.optional(),
    source: z.string().trim().min(1),
    content: z.unknown().refine((c) => c !== undefined && c !== null, 'is missing'),
  })
  .refine((d) => d.to === undefined || d.from <= d.to, { path: ['to'], message: 'is before from' });

const END = '~'; // after every date

/**
 * Loads and checks all policy documents: `{ kind, area, edition, from, to?, source, content }`, content by the kind's schema.
 * @throws `POLICY.INVALID` with file, place and problem of the first fault, the number of `others`, and all of them as `problems`.
 */
export function loadPolicies({ directory, kinds, otherKinds = 'refuse' }: PolicyFiles): PolicySource {
  const expressions = new Expressions();
  const problems: Problem[] = [];
  const documents: Loaded[] = [];
  const known = new Map(kinds.map((k) => [k.kind, k]));

  for (const file of filesOf(directory, problems)) {
    const lines = new LineCounter();
    const document = parseDocument(readFileSync(join(directory, file), 'utf8'), { uniqueKeys: true, strict: true, lineCounter: lines, prettyErrors: false });
    const place = (path: readonly PropertyKey[]) => placeOf(document, lines, path);
    const report = (path: readonly PropertyKey[], problem: string) => problems.push({ file, place: place(path), problem });

    const faults = [...document.errors, ...document.warnings];
    for (const { pos, message } of faults) problems.push({ file, place: lineOf(lines, pos[0]), problem: message });
    if (faults.length > 0) continue;
    const value: unknown = document.toJS();
    const head = Head.safeParse(value);
    if (!head.success) {
      for (const issue of head.error.issues) reportIssue(issue, report);
      continue;
    }
    const { kind: name, area, edition, from, to, source } = head.data;
    const kind = known.get(name);
    if (!kind) {
      if (otherKinds === 'refuse') report(['kind'], `unknown kind "${name}", known are ${[...known.keys()].sort().join(', ')}`);
      continue;
    }
    const content = kind.content.safeParse(head.data.content);
    if (!content.success) {
      for (const issue of content.error.issues) reportIssue(issue, report, ['content']);
      continue;
    }
    const before = problems.length;
    walk(kind.content, head.data.content, { expression: (e) => expressions.problemOf(e), report: (f) => report(['content', ...f.path], f.problem) });
    if (problems.length > before) continue;
    const loaded: Loaded = { version: `${name}/${area}/${edition}`, kind: name, area, from, ...(to === undefined ? {} : { to }), source, content: freeze(content.data), file, key: kind.keyOf?.(content.data) ?? '' };
    const clash = documents.find((d) => d.version === loaded.version || overlap(d, loaded));
    if (clash) report([clash.version === loaded.version ? 'edition' : 'from'], clash.version === loaded.version ? `${loaded.version} is already in ${clash.file}` : `in force at the same time as ${clash.version} in ${clash.file}`);
    else documents.push(loaded);
  }

  const [first, ...others] = problems;
  if (first) {
    const problem = others.length === 0 ? first.problem : `${first.problem} (and ${others.length} more)`;
    throw new DomainError('POLICY.INVALID', { ...first, problem, others: others.length, problems: problems.map((p) => `${p.file} ${p.place}: ${p.problem}`) });
  }
  return sourceOf(documents.map(({ file: _, key: __, ...policy }) => Object.freeze(policy)), expressions);
}

function sourceOf(policies: readonly PolicyInForce<unknown>[], expressions: Expressions): PolicySource {
  // The most specific area first, then the latest: the first that fits is the one in force.
  const order = [...policies].sort((a, b) => areaPrefix(b.area).length - areaPrefix(a.area).length || (a.from < b.from ? 1 : -1));
  const byKind = Map.groupBy(order, (p) => p.kind);
  const byVersion = new Map(policies.map((p) => [p.version, p]));
  return Object.freeze({
    inForce<T>(kind: PolicyKind<T>, area: string, on: string, key?: string) {
      const found = byKind.get(kind.kind)?.find((p) => p.from <= on && on <= (p.to ?? END) && isInArea(area, p.area) && (key === undefined || kind.keyOf?.(p.content as T) === key));
      if (!found) throw new DomainError('POLICY.NOT_IN_FORCE', { kind: key === undefined ? kind.kind : `${kind.kind} ${key}`, area, on });
      return found as PolicyInForce<T>;
    },
    version<T>({ kind }: PolicyKind<T>, version: string) {
      const found = byVersion.get(version);
      if (found?.kind !== kind) throw new DomainError('POLICY.UNKNOWN_VERSION', { kind, version });
      return found as PolicyInForce<T>;
    },
    versions: (kind) => [...(byKind.get(kind) ?? [])].sort((a, b) => (a.version < b.version ? -1 : 1)),
    evaluate: (expression, variables) => expressions.evaluate(expression, variables),
  } satisfies PolicySource);
}

const overlap = (a: Loaded, b: Loaded) => a.kind === b.kind && a.key === b.key && areaPrefix(a.area) === areaPrefix(b.area) && a.from <= (b.to ?? END) && b.from <= (a.to ?? END);

function filesOf(directory: string, problems: Problem[]): readonly string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((f) => /\.ya?ml$/.test(f)).sort();
  } catch (error) {
    problems.push({ file: directory, place: 'directory', problem: (error as Error).message });
    return [];
  }
}

function reportIssue(issue: z.core.$ZodIssue, report: (path: readonly PropertyKey[], problem: string) => void, at: readonly PropertyKey[] = []): void {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') for (const key of issue.keys) report([...path, key], `unknown field "${key}"`);
  else report(path, issue.message);
}

const lineOf = (lines: LineCounter, offset: number): string => `line ${lines.linePos(offset).line}`;

/** `line 12, content.enrolment.steps[0].step`; the line of the nearest node that is there. */
function placeOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): string {
  const dotted = path.map((p) => (typeof p === 'number' ? `[${p}]` : `.${String(p)}`)).join('').replace(/^\./, '') || 'document';
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return `${lineOf(lines, node.range[0])}, ${dotted}`;
  }
  return dotted;
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) Object.values(Object.freeze(value)).forEach(freeze);
  return value;
}
