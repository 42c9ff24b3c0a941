import ts from 'typescript';

/** Why nothing was written: one sentence for whoever called. */
export class Refusal extends Error {}

const KEBAB = /^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/;
const PASCAL = /^([A-Z][a-z0-9]+){2,}$/;
const LONGEST = 40;

export const kebab = (pascal: string): string => pascal.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
export const pascal = (name: string): string => name.split('-').map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join('');
export const camel = (name: string): string => pascal(name).replace(/^./, (c) => c.toLowerCase());
/** `RecordVisit` → `record visit`. */
export const words = (name: string): string => kebab(name).replaceAll('-', ' ');

const isReserved = (word: string): boolean => {
  const kind = ts.createScanner(ts.ScriptTarget.Latest, true, ts.LanguageVariant.Standard, word).scan();
  return kind >= ts.SyntaxKind.FirstReservedWord && kind <= ts.SyntaxKind.LastFutureReservedWord;
};

/** The name of a context or a question; it becomes a folder, part of a URL and an identifier. */
export function checkedKebab(what: string, name: string, example: string): string {
  if (!KEBAB.test(name) || name.length > LONGEST) throw new Refusal(`"${name}" cannot be the name of a ${what}: lower-case words with hyphens are expected, at most ${LONGEST} characters, like ${example}.`);
  if (isReserved(camel(name))) throw new Refusal(`"${name}" cannot be the name of a ${what}: it is a word of the language.`);
  return name;
}

export function checkedCommand(name: string): string {
  if (!PASCAL.test(name) || name.length > LONGEST) throw new Refusal(`"${name}" cannot be the name of a command: a verb and a noun are expected, like RecordVisit.`);
  return name;
}

export function checkedFact(name: string): string {
  if (!PASCAL.test(name) || name.length > LONGEST) throw new Refusal(`"${name}" cannot be the name of an event: a noun and a past participle are expected, like VisitRecorded, without context and version.`);
  return name;
}

// Only verbs that officers' work is told with; any other irregular one is named by --event.
const IRREGULAR: Readonly<Record<string, string>> = {
  begin: 'begun', build: 'built', cancel: 'cancelled', choose: 'chosen', enrol: 'enrolled', find: 'found', give: 'given', hold: 'held', leave: 'left', lose: 'lost', make: 'made',
  meet: 'met', open: 'opened', pay: 'paid', put: 'put', refer: 'referred', sell: 'sold', send: 'sent', set: 'set', take: 'taken', transfer: 'transferred', visit: 'visited', withdraw: 'withdrawn', write: 'written',
};

function participle(verb: string): string {
  if (Object.hasOwn(IRREGULAR, verb)) return IRREGULAR[verb]!;
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  if (/^[^aeiou]*[aeiou][^aeiouwxy]$/.test(verb)) return `${verb}${verb.at(-1)}ed`;
  return `${verb}ed`;
}

/** The fact that a command leads to: `RecordVisit` → `VisitRecorded`. */
export function factOf(command: string): string {
  const [verb = '', ...noun] = kebab(command).split('-');
  return pascal([...noun, participle(verb)].join('-'));
}

/** What the parts of a fact are called: of `HomeVisitPaid` the home visit, its id, and the day it was paid. */
export function partsOf(fact: string) {
  const all = kebab(fact).split('-');
  const noun = all.slice(0, -1).join('-');
  const participle = all.at(-1)!;
  const refusal = (rule: string): string => `${noun.replaceAll('-', '_')}.${rule}`.toUpperCase();
  return {
    noun: camel(noun), nounInWords: noun.replaceAll('-', ' '), participle, idField: `${camel(noun)}Id`, onField: `${participle}On`,
    /** Field of the state: id → day. */
    stateField: camel(fact),
    otherwise: refusal(participle), inFuture: refusal(`${participle}_in_future`),
  };
}
