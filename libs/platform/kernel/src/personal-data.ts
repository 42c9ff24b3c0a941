// Document numbers: 18 characters, with 2 or 4 more on a disability certificate; 15 on the first generation of ID cards.
const DOCUMENT = String.raw`\d{17}[\dXx](?:\d{2}(?:\d{2})?)?`;
const OLD_DOCUMENT = String.raw`[1-8]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}`;
const PHONE = String.raw`(?:86)?1[3-9]\d{9}`;
const SPACED_PHONE = String.raw`1[3-9]\d[ -]\d{4}[ -]\d{4}`;

const anywhere = (number: string) => new RegExp(String.raw`(?<!\d)${number}(?![\dA-Za-z])`, 'g');
const documents = [DOCUMENT, OLD_DOCUMENT].map(anywhere);
const phones = [new RegExp(String.raw`(?<!\d)${PHONE}(?!\d)`, 'g'), new RegExp(String.raw`(?<![\w-])${SPACED_PHONE}(?![\w-])`, 'g')];

/** Text without anything that looks like a document or phone number. */
export const scrubNumbers = (text: string): string =>
  phones.reduce((t, pattern) => t.replace(pattern, '[phone]'), documents.reduce((t, pattern) => t.replace(pattern, '[document]'), text));

// Alone, so that the digits within a hash or an id are none.
const ALONE = new RegExp(String.raw`(?<![\w-])(?:${DOCUMENT}|${PHONE}|${SPACED_PHONE})(?![\w-])`);
/** A household's number in the register, which may be as long as a person's. */
const NO_PERSON: ReadonlySet<string> = new Set(['registerNumber']);

/** The path of the first text that holds a person's document or phone number, or null: what must not stand in an event (invariant 42). */
export function personalDataIn(value: unknown, path = ''): string | null {
  if (typeof value === 'string') return ALONE.test(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, item] of Object.entries(value)) {
    if (NO_PERSON.has(key)) continue;
    const found = personalDataIn(item, path === '' ? key : `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
