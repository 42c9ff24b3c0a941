import type { Bilingual } from '@humai/kernel';

type CodeNames = Readonly<Record<string, Bilingual>>;

export const say = (zh: string, en: string): Bilingual => ({ zh, en });

/** Yuan with as many decimals as there are: 650000 fen is 6500. */
export const yuan = (fen: number): number => fen / 100;

export const nameOf = (names: CodeNames, code: string): Bilingual => names[code] ?? say(code, code);

export const listed = (names: CodeNames, codes: readonly string[]): Bilingual =>
  say(codes.map((c) => nameOf(names, c).zh).join('、'), codes.map((c) => nameOf(names, c).en).join(', '));

/** Puts values into both sentences; a value may itself be in two languages. */
export function fill(template: Bilingual, values: Readonly<Record<string, Bilingual | string | number>>): Bilingual {
  const put = (language: 'zh' | 'en') =>
    template[language].replace(/\{(\w+)\}/g, (_, key: string) => {
      const value = values[key];
      return typeof value === 'object' ? value[language] : String(value ?? '–');
    });
  return say(put('zh'), put('en'));
}

export const NOTHING: Bilingual = say('', '');

/** Sentences after one another; those that say nothing are left out. */
export const join = (sentences: readonly Bilingual[]): Bilingual => {
  const said = sentences.filter((s) => s !== NOTHING);
  return say(said.map((s) => s.zh).join(''), said.map((s) => s.en).join(' '));
};
