import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ageOn, checkCharacterOf, readDocumentNumber, toEighteen } from './id-number.js';

const TODAY = '2026-06-30';
const codeOf = (text: string, today = TODAY): string => {
  try {
    readDocumentNumber(text, today);
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

const area = fc.integer({ min: 110000, max: 659999 }).map(String);
const day = fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2026-06-30T00:00:00Z'), noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10));
const sequence = fc.integer({ min: 1, max: 995 }).map((n) => String(n).padStart(3, '0'));
const idNumber = fc.tuple(area, day, sequence).map(([a, d, s]) => {
  const digits = `${a}${d.replaceAll('-', '')}${s}`;
  return { number: digits + checkCharacterOf(digits), bornOn: d, male: Number(s) % 2 === 1 };
});

describe('invariant 22: a document number', () => {
  it.each(['11010519491231002X', '34052419800101001X', '440524188001010014'])('is valid: %s (vectors of GB 11643)', (number) => {
    expect(readDocumentNumber(number, TODAY).number).toBe(number);
  });

  it('tells birth date, sex and kind', () => {
    expect(readDocumentNumber('34052419800101001X', TODAY)).toStrictEqual({
      number: '34052419800101001X', idNumber: '34052419800101001X', kind: 'ID', bornOn: '1980-01-01', sex: 'MALE', disability: null,
    });
    expect(readDocumentNumber('11010519491231002X', TODAY)).toMatchObject({ bornOn: '1949-12-31', sex: 'FEMALE' });
  });

  it('of a disability certificate names the same ID number, its kind and its grade', () => {
    expect(readDocumentNumber('34052419800101001X42', TODAY)).toStrictEqual({
      number: '34052419800101001X42', idNumber: '34052419800101001X', kind: 'DISABILITY', bornOn: '1980-01-01', sex: 'MALE', disability: { kind: 4, grade: 2 },
    });
    expect(readDocumentNumber('34052419800101001X42B1', TODAY)).toMatchObject({ number: '34052419800101001X42B1', kind: 'DISABILITY_REISSUED', idNumber: '34052419800101001X' });
  });

  it('may be typed with a small x, blanks, full-width digits or the apostrophe of a spreadsheet', () => {
    for (const typed of ['34052419800101001x', ' 340524 19800101 001X ', '34052419800101001X', "'34052419800101001X"]) expect(readDocumentNumber(typed, TODAY).number).toBe('34052419800101001X');
  });

  it('of 15 digits is read in its form of 18', () => {
    expect(toEighteen('340524800101001')).toBe('34052419800101001X');
    expect(readDocumentNumber('340524800101001', TODAY).number).toBe('34052419800101001X');
  });

  it('of 15 digits with a sequence number of 996 to 999 is of a person born before 1900', () => {
    expect(toEighteen('340524990101996').slice(6, 14)).toBe('18990101');
    expect(toEighteen('340524990101995').slice(6, 14)).toBe('19990101');
  });

  it.each(['', '1', '3405241980010100', '34052419800101001', '34052419800101001X1', '5.11504E+17', '34052419800101001X42B'])('has 18, 20 or 22 characters: %s', (text) => {
    expect(codeOf(text)).toBe('PERSON.ID_NUMBER_LENGTH');
  });

  it('has the right check character, digits only before it, and a possible kind and grade after it', () => {
    expect(['340524198001010011', '3405241980010100AX', '34052419800101001X82', '34052419800101001X45', '34052419800101001X42B-'].map((n) => codeOf(n))).toStrictEqual(Array(5).fill('PERSON.ID_NUMBER_CHECK'));
  });

  it('holds a birth date that exists and is not in the future', () => {
    const born = (date: string) => `340524${date}001${checkCharacterOf(`340524${date}001`)}`;
    expect([born('19800230'), born('19801301'), born('20260701')].map((n) => codeOf(n))).toStrictEqual(Array(3).fill('PERSON.ID_NUMBER_BIRTH'));
    expect(codeOf(born('20260630'))).toBe('ok');
    expect(codeOf(born('20260701'), '2026-07-01')).toBe('ok');
  });

  it('made by the rule is read back, whoever it belongs to', () => {
    fc.assert(fc.property(idNumber, ({ number, bornOn, male }) => {
      expect(readDocumentNumber(number, TODAY)).toMatchObject({ number, bornOn, sex: male ? 'MALE' : 'FEMALE' });
    }));
  });

  it('with any one digit mistyped, or two neighbours swapped, is refused', () => {
    fc.assert(fc.property(idNumber, fc.nat(16), fc.integer({ min: 1, max: 9 }), ({ number }, place, shift) => {
      const digit = (Number(number[place]) + shift) % 10;
      expect(codeOf(number.slice(0, place) + digit + number.slice(place + 1))).not.toBe('ok');
    }));
    fc.assert(fc.property(idNumber, fc.nat(15), ({ number }, place) => {
      fc.pre(number[place] !== number[place + 1]);
      expect(codeOf(number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2))).not.toBe('ok');
    }));
  });

  it('of 15 digits and its form of 18 are one number', () => {
    fc.assert(fc.property(idNumber.filter(({ bornOn }) => bornOn >= '1900' && bornOn < '2000'), ({ number }) => {
      expect(toEighteen(number.slice(0, 6) + number.slice(8, 17))).toBe(number);
    }));
  });
});

describe('age', () => {
  it('is of full years', () => {
    expect(ageOn('1980-06-30', '2026-06-29')).toBe(45);
    expect(ageOn('1980-06-30', '2026-06-30')).toBe(46);
  });
});
