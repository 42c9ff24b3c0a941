import { describe, expect, it } from '@jest/globals';
import { fateOf } from './acknowledged.js';
import { logOf } from './testing/seen.js';

const answer = { stream: 'household-h', revision: 4, position: 9, events: ['a.A.v1', 'a.B.v1'] };
const [a, b] = logOf({ type: 'a.A.v1', stream: 'household-h', revision: 3, position: 8 }, { type: 'a.B.v1', stream: 'household-h', revision: 4, position: 9 });

describe('the events of an answer', () => {
  it('are there once', () => expect(fateOf(answer, [a!, b!])).toBe('once'));
  it.each([[[]], [[a!]]])('are lost when some are not there', (written) => expect(fateOf(answer, written)).toBe('lost'));
  it('are doubled when there are more', () => expect(fateOf(answer, [a!, b!, b!])).toBe('doubled'));
  it.each([{ position: 10 }, { revision: 5 }, { stream: 'household-i' }, { type: 'a.C.v1' }])('are elsewhere with %j', (other) => {
    expect(fateOf(answer, [a!, { ...b!, ...other }])).toBe('elsewhere');
    expect(fateOf(answer, [{ ...a!, ...other }, b!])).toBe('elsewhere');
  });
});
