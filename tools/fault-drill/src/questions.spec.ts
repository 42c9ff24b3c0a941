import { describe, expect, it } from '@jest/globals';
import { problemWith } from './questions.js';

describe('an answer to a question', () => {
  it.each([
    ['holds what was asked for', { status: 200, position: '9', retryAfter: null }],
    ['says to come again', { status: 503, position: null, retryAfter: '1' }],
    ['did not come, for whoever answers is gone', undefined],
  ])('is right when it %s', (_, said) => expect(problemWith(said, 9)).toBeNull());
  it.each([
    ['200 at position 8, asked for 9', { status: 200, position: '8', retryAfter: null }],
    ['200 at position null, asked for 9', { status: 200, position: null, retryAfter: null }],
    ['503 without Retry-After', { status: 503, position: null, retryAfter: null }],
    ['500', { status: 500, position: null, retryAfter: null }],
  ])('is objected to: %s', (problem, said) => expect(problemWith(said, 9)).toBe(problem));
});
