import { describe, expect, it } from '@jest/globals';
import { personalDataIn } from './personal-data.js';

// Synthetic: the region code 000000 was never given to anybody.
describe('a number of a person in an event', () => {
  it.each([
    ['a document number', '证件号00000019900101001X,已核实'],
    ['one that ends in a digit', '000000199001010011'],
    ['a disability certificate', '00000019900101001171'],
    ['a mobile number', '请联系13800000000'],
    ['one with the country in front', '8613800000000'],
    ['one in groups', '138-0000-0000'],
  ])('is found: %s', (_, text) => expect(personalDataIn({ a: [{ reason: text }] })).toBe('a.0.reason'));

  it.each([
    ['an id', '018f3a6e-9c1b-7d2e-8a3b-138000000001'],
    ['a hash with many digits', `${'a'.repeat(46)}199001010011199001`],
    ['a division code', '511504101201'],
    ['a date and a time', '2026-03-01T00:00:00.000Z'],
    ['an hotline', '12317'],
    ['a number inside an id', 'clue-13800000000'],
  ])('is not seen in %s', (_, text) => expect(personalDataIn({ text })).toBeNull());

  it('is not what the register calls a household', () => expect(personalDataIn({ registerNumber: '511504199001010011' })).toBeNull());
  it('is not a number that is a number', () => expect(personalDataIn({ incomePerHeadFen: 13800000000 })).toBeNull());
});
