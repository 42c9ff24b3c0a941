// What a change of a published contract may do. The whole of the rules; the specs plant a breach of each.
//
// Whoever builds on a contract is a tolerant reader: it passes over fields, events, routes and statuses it does not know, and takes a code
// it does not know for "another one". So all of these may be added at any time. Everything else it may rely on for ever:
//
// |                        | taken (requests) | given (answers)  | event (answers, and a history that must stay readable) |
// |------------------------|------------------|------------------|------------------|
// | field added            | when optional    | yes              | when optional    |
// | field removed, retyped | no               | no               | no               |
// | optional → required    | no               | yes              | no               |
// | required → optional    | yes              | no               | no               |
// | null allowed           | yes              | no               | no               |
// | null ruled out         | no               | yes              | no               |
// | code added             | yes              | yes              | yes              |
// | code removed           | no               | yes              | no               |
// | bounds, form tightened | no               | yes              | no               |
// | bounds, form loosened  | yes              | no               | no               |
// | description changed    | yes              | yes              | yes              |
import type { Doc, Json } from './documents.js';

export type Direction = 'taken' | 'given' | 'event';

const LOWER = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const UPPER = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;
const FORM = ['pattern', 'format', 'multipleOf', 'uniqueItems', 'contentEncoding', 'contentMediaType', 'not', 'allOf', 'if', 'then', 'else', 'dependentRequired', 'contains'] as const;

const isDoc = (value: Json | undefined): value is Doc => typeof value === 'object' && value !== null && !Array.isArray(value);
const docOf = (value: Json | undefined): Doc => (isDoc(value) ? value : {});
const listOf = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);
const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
const under = (at: string, name: string): string => (at === '' ? name : `${at}.${name}`);

/** Finds what a reference within its document stands for. */
type Resolve = (schema: Doc) => Doc;
const resolverOf = (document: Doc): Resolve => (schema) => {
  const { $ref } = schema;
  if (typeof $ref !== 'string' || !$ref.startsWith('#/')) return schema;
  return docOf($ref.slice(2).split('/').reduce<Json | undefined>((part, name) => docOf(part)[name], document));
};

/** The rules for one schema before and after. */
class Comparison {
  constructor(private readonly direction: Direction, private readonly before: Resolve, private readonly after: Resolve) {}

  /** True when the direction lets the values become fewer. */
  get #mayNarrow(): boolean { return this.direction === 'given'; }
  get #mayWiden(): boolean { return this.direction === 'taken'; }

  schemas(before: Json | undefined, after: Json | undefined, at: string): string[] {
    const [old, now] = [formsOf(docOf(before), this.before), formsOf(docOf(after), this.after)];
    const kinds = (forms: readonly Doc[]) => forms.map(kindOf).sort().join();
    if (old.length === 1 && now.length === 1) return this.#form(old[0]!, now[0]!, at);
    if (kinds(old) === kinds(now) && new Set(now.map(kindOf)).size === now.length) return old.flatMap((form) => this.#form(form, now.find((n) => kindOf(n) === kindOf(form))!, at));
    return [
      ...(this.#mayWiden ? [] : now.filter((form) => !old.some((o) => this.#form(o, form, at).length === 0)).map((form) => `${at}: may now be ${nameOf(form)}, too`)),
      ...(this.#mayNarrow ? [] : old.filter((form) => !now.some((n) => this.#form(form, n, at).length === 0)).map((form) => `${at}: may no longer be ${nameOf(form)}`)),
    ];
  }

  #form(old: Doc, now: Doc, at: string): string[] {
    const [before, after] = [kindOf(old), kindOf(now)];
    if (before !== after) {
      const narrower = before === 'any' || (before === 'number' && after === 'integer');
      const wider = after === 'any' || (after === 'number' && before === 'integer');
      return (narrower && this.#mayNarrow) || (wider && this.#mayWiden) ? [] : [`${at}: was ${before}, is ${after}`];
    }
    return [...this.#codes(old, now, at), ...this.#bounds(old, now, at), ...(before === 'object' ? this.#fields(old, now, at) : []), ...(before === 'array' ? this.#items(old, now, at) : [])];
  }

  #codes(old: Doc, now: Doc, at: string): string[] {
    const [before, after] = [codesOf(old), codesOf(now)];
    if (!before && !after) return [];
    if (!before) return this.#mayNarrow ? [] : [`${at}: takes only certain codes now`];
    if (!after) return this.#mayWiden ? [] : [`${at}: is no longer one of certain codes`];
    const gone = before.filter((code) => !after.some((a) => same(a, code)));
    return gone.length === 0 || this.#mayNarrow ? [] : [`${at}: the code ${gone.map((c) => JSON.stringify(c)).join(', ')} is gone`];
  }

  #bounds(old: Doc, now: Doc, at: string): string[] {
    const moved = (name: string, tightened: boolean, loosened: boolean) =>
      tightened && !this.#mayNarrow ? [`${at}: ${name} is tighter`] : loosened && !this.#mayWiden ? [`${at}: ${name} is looser`] : [];
    const value = (schema: Doc, name: string, open: number) => (typeof schema[name] === 'number' ? schema[name] : open);
    return [
      ...LOWER.flatMap((name) => { const [b, a] = [value(old, name, -Infinity), value(now, name, -Infinity)]; return moved(name, a > b, a < b); }),
      ...UPPER.flatMap((name) => { const [b, a] = [value(old, name, Infinity), value(now, name, Infinity)]; return moved(name, a < b, a > b); }),
      ...FORM.flatMap((name) => (same(old[name], now[name]) ? [] : old[name] === undefined ? moved(name, true, false) : now[name] === undefined ? moved(name, false, true) : [`${at}: another ${name}`])),
    ];
  }

  #fields(old: Doc, now: Doc, at: string): string[] {
    const [before, after] = [docOf(old['properties']), docOf(now['properties'])];
    const [needed, needs] = [new Set(listOf(old['required'])), new Set(listOf(now['required']))];
    const kept = Object.keys(before).flatMap((name) => {
      const place = under(at, name);
      if (!(name in after)) return [`${place}: is gone`];
      return [
        ...this.schemas(before[name], after[name], place),
        ...(needed.has(name) && !needs.has(name) && !this.#mayWiden ? [`${place}: may now be absent`] : []),
        ...(!needed.has(name) && needs.has(name) && !this.#mayNarrow ? [`${place}: is now required`] : []),
      ];
    });
    // Of a map with certain keys, too: there `required` names what `properties` does not.
    const added = this.#mayNarrow ? [] : [...needs].map(String).filter((name) => !(name in before) && !needed.has(name)).map((name) => `${under(at, name)}: is new and required`);
    return [...kept, ...added, ...this.#others(old, now, at)];
  }

  /** Fields without a name of their own: maps, and whether unknown ones are taken at all. */
  #others(old: Doc, now: Doc, at: string): string[] {
    const [before, after] = [old['additionalProperties'] ?? true, now['additionalProperties'] ?? true];
    const place = under(at, '*');
    const names = old['propertyNames'] === undefined && now['propertyNames'] === undefined ? [] : this.schemas(old['propertyNames'], now['propertyNames'], `${place} (name)`);
    if (before === false) return names;
    if (after === false) return this.#mayNarrow ? names : [...names, `${place}: other fields are refused now`];
    return [...names, ...this.schemas(before === true ? {} : before, after === true ? {} : after, place)];
  }

  #items(old: Doc, now: Doc, at: string): string[] {
    const [before, after] = [listOf(old['prefixItems']), listOf(now['prefixItems'])];
    if (before.length !== after.length) return [`${at}: has ${after.length} places instead of ${before.length}`];
    return [...before.flatMap((item, i) => this.schemas(item, after[i], `${at}[${i}]`)), ...this.schemas(old['items'], now['items'], `${at}[]`)];
  }
}

const kindOf = (schema: Doc): string => {
  const { type } = schema;
  if (typeof type === 'string') return type;
  const [code] = codesOf(schema) ?? [];
  return code === undefined ? 'any' : code === null ? 'null' : typeof code;
};
const nameOf = (form: Doc): string => (codesOf(form) ? codesOf(form)!.map((c) => JSON.stringify(c)).join(' or ') : `${kindOf(form)}${form['properties'] ? ` { ${Object.keys(docOf(form['properties'])).join(', ')} }` : ''}`);
const codesOf = (schema: Doc): readonly Json[] | undefined => ('const' in schema ? [schema['const']!] : Array.isArray(schema['enum']) ? schema['enum'] : undefined);

/** The forms a value may have, one schema each: unions and lists of types taken apart. */
function formsOf(schema: Doc, resolve: Resolve): readonly Doc[] {
  const found = resolve(schema);
  const options = found['anyOf'] ?? found['oneOf'];
  if (Array.isArray(options)) return options.flatMap((option) => formsOf(docOf(option), resolve));
  const types = found['type'];
  return Array.isArray(types) ? types.map((type) => ({ ...found, type: type as string })) : [found];
}

/** What a change of one schema breaks; nothing when it only adds. */
export const breachesOfSchema = (before: Doc, after: Doc, direction: Direction): readonly string[] => new Comparison(direction, resolverOf(before), resolverOf(after)).schemas(before, after, '');

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** What a change of an OpenAPI document breaks. */
export function breachesOfOpenApi(before: Doc, after: Doc): readonly string[] {
  const [old, now] = [resolverOf(before), resolverOf(after)];
  const [taken, given] = [new Comparison('taken', old, now), new Comparison('given', old, now)];
  return Object.entries(docOf(before['paths'])).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const was = docOf(item)[method];
      if (!isDoc(was)) return [];
      const is = docOf(docOf(after['paths'])[path])[method];
      const route = `${method.toUpperCase()} ${path}`;
      if (!isDoc(is)) return [`${route}: is gone`];
      return [...operation(was, is), ...parameters(was, is, taken), ...body(was, is, taken), ...answers(was, is, given)].map((breach) => `${route}: ${breach}`);
    }));
}

const operation = (was: Doc, is: Doc): string[] => [
  ...(same(was['operationId'], is['operationId']) ? [] : [`is called ${String(is['operationId'])} now, no longer ${String(was['operationId'])}`]),
  ...(listOf(was['security']).length === 0 && listOf(is['security']).length > 0 ? ['asks for an identity now'] : []),
];

function parameters(was: Doc, is: Doc, taken: Comparison): string[] {
  const byName = (of: Doc) => new Map(listOf(of['parameters']).map(docOf).map((p) => [`${String(p['in'])} ${String(p['name'])}`, p]));
  const [before, after] = [byName(was), byName(is)];
  return [
    ...[...before].flatMap(([name, p]) => (after.has(name) ? taken.schemas(p['schema'], after.get(name)!['schema'], name) : [`${name}: is gone`])),
    ...[...after].filter(([name, p]) => p['required'] === true && before.get(name)?.['required'] !== true).map(([name]) => `${name}: is now required`),
  ];
}

function body(was: Doc, is: Doc, taken: Comparison): string[] {
  const [before, after] = [docOf(was['requestBody']), docOf(is['requestBody'])];
  const needed = after['required'] === true && before['required'] !== true ? ['body: is now required'] : [];
  return [...needed, ...contents(before, after, taken, 'body')];
}

function answers(was: Doc, is: Doc, given: Comparison): string[] {
  const after = docOf(is['responses']);
  return Object.entries(docOf(was['responses'])).flatMap(([status, answer]) => {
    if (!(status in after)) return status.startsWith('2') ? [`answer ${status}: is gone`] : [];
    const [old, now] = [docOf(answer), docOf(after[status])];
    const headers = Object.entries(docOf(old['headers'])).flatMap(([name, header]) => {
      const found = docOf(now['headers'])[name];
      return found === undefined ? [`header ${name} of answer ${status}: is gone`] : given.schemas(docOf(header)['schema'], docOf(found)['schema'], `header ${name} of answer ${status}`);
    });
    return [...headers, ...contents(old, now, given, `answer ${status}`)];
  });
}

const contents = (before: Doc, after: Doc, comparison: Comparison, at: string): string[] =>
  Object.entries(docOf(before['content'])).flatMap(([type, media]) => {
    const found = docOf(after['content'])[type];
    return found === undefined ? [`${at}: no longer ${type}`] : comparison.schemas(docOf(media)['schema'], docOf(found)['schema'], at);
  });

/** What a change of the AsyncAPI document breaks. */
export function breachesOfAsyncApi(before: Doc, after: Doc): readonly string[] {
  const [old, now] = [resolverOf(before), resolverOf(after)];
  const given = new Comparison('given', old, now);
  return Object.entries(docOf(before['channels'])).flatMap(([name, channel]) => {
    const [was, is] = [docOf(channel), docOf(after['channels'])[name]];
    if (!isDoc(is)) return [`topic ${String(was['address'])}: is gone`];
    return [
      ...(same(was['address'], is['address']) ? [] : [`topic ${String(was['address'])}: is called ${String(is['address'])} now`]),
      ...Object.entries(docOf(was['messages'])).flatMap(([type, message]) => {
        const found = docOf(is['messages'])[type];
        if (found === undefined) return [`topic ${String(was['address'])}: ${type} is gone`];
        const [b, a] = [old(docOf(message)), now(docOf(found))];
        return [...(same(b['payload'], a['payload']) ? [] : [`${type}: another payload`]), ...(same(b['contentType'], a['contentType']) ? [] : [`${type}: another content type`]), ...given.schemas(b['headers'], a['headers'], `${type}, header`)];
      }),
    ];
  });
}

/** What a change of all contracts breaks. Documents by path; a type, a topic or a route that is gone is a breach, a new one beside it is not. */
export const breachesOf = (before: ReadonlyMap<string, Doc>, after: ReadonlyMap<string, Doc>): readonly string[] =>
  [...before].flatMap(([path, was]) => {
    const is = after.get(path);
    if (is === undefined) return [`${path}: is gone`];
    const found = path.startsWith('openapi/') ? breachesOfOpenApi(was, is) : path.startsWith('events/') ? breachesOfSchema(was, is, 'event') : breachesOfAsyncApi(was, is);
    return found.map((breach) => `${path}: ${breach}`);
  });
