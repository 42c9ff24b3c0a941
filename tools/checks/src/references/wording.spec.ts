import { describe, expect, it } from '@jest/globals';
import { GLOSSARY, MEANINGS, Wording } from './wording.js';

const meanings = `
contexts:
  demo: { zh: 演示, en: demo }
events:
  Counted: { zh: 已计数, en: it was counted }
fields:
  type: { zh: 类型, en: type }
  risks.type: { zh: 风险类型, en: risk type }
  RiskAdded.type: { zh: 新增风险类型, en: type of the new risk }
notes:
  'in fen': 单位为分
`;
const glossary = `
terms:
  - title: { zh: 总, en: All }
    terms: [{ zh: 计数, en: count, code: Counted }]
lists:
  KINDS: { zh: 种类, en: Kind }
`;
const wordingOf = (texts: Partial<Record<string, string>> = {}) => new Wording((file) => ({ [MEANINGS]: meanings, [GLOSSARY]: glossary, ...texts })[file]!);

describe('the meaning of a field', () => {
  it('is the one with the longest fitting name', () => {
    const wording = wordingOf();
    expect([wording.field('RiskAdded', 'type'), wording.field('Enrolled', 'risks[].type'), wording.field('Policy', 'by.*.risks.*.type'), wording.field('SiteOpened', 'type')].map((w) => w.en))
      .toStrictEqual(['type of the new risk', 'risk type', 'risk type', 'type']);
  });

  it('is joined by what the schema says of it, in both languages', () => {
    expect(wordingOf().field('x', 'type', 'in fen')).toStrictEqual({ zh: '类型;单位为分', en: 'type; in fen' });
  });

  it('is what the schema says where that is in both languages', () => {
    expect([wordingOf().field('x', 'type', '期限 A/B / due by'), wordingOf().field('x', 'unknown', '程序 ID / case id')]).toStrictEqual([{ zh: '期限 A/B', en: 'due by' }, { zh: '程序 ID', en: 'case id' }]);
  });
});

describe('the account of words', () => {
  it('is empty when all that was asked for is there and all that is there was asked for', () => {
    const wording = wordingOf();
    wording.context('demo');
    wording.event('Counted');
    wording.list('KINDS');
    for (const owner of ['SiteOpened', 'RiskAdded']) wording.field(owner, 'type', 'in fen');
    wording.field('x', 'risks[].type');
    expect(wording.problems()).toStrictEqual([]);
  });

  it('names what is missing and what is left over', () => {
    const wording = wordingOf();
    wording.context('other');
    wording.event('Lost');
    wording.field('Counted', 'by.*.amount', 'exact');
    wording.list('COLOURS');
    expect(wording.problems()).toStrictEqual([
      `${MEANINGS}: contexts has no "other"`,
      `${MEANINGS}: events has no "Lost"`,
      `${MEANINGS}: notes has no "exact"`,
      `${MEANINGS}: fields has no "amount" (of Counted)`,
      `${GLOSSARY}: lists has no "COLOURS"`,
      `${MEANINGS}: nothing asks for "demo" of contexts`,
      `${MEANINGS}: nothing asks for "Counted" of events`,
      `${MEANINGS}: nothing asks for "type" of fields`,
      `${MEANINGS}: nothing asks for "risks.type" of fields`,
      `${MEANINGS}: nothing asks for "RiskAdded.type" of fields`,
      `${MEANINGS}: nothing asks for "in fen" of notes`,
      `${GLOSSARY}: nothing asks for "KINDS" of lists`,
    ]);
  });
});

describe('a file that is not as it should be', () => {
  it('is named with the place', () => {
    expect(() => wordingOf({ [GLOSSARY]: 'terms: []\nlists: { KINDS: { zh: 种类 } }' })).toThrow(`${GLOSSARY}: lists.KINDS.en: Invalid input: expected string, received undefined`);
    expect(() => wordingOf({ [MEANINGS]: 'contexts: [' })).toThrow(`${MEANINGS}: Flow sequence in block collection must be sufficiently indented and end with a ]`);
  });
});
