import { describe, expect, it } from '@jest/globals';
import { type Decider, DomainError } from '@humai/kernel';
import { specOf } from './index.js';

type Added = Readonly<{ type: 'testing.Added.v1'; data: Readonly<{ n: number; tags?: readonly string[] }> }>;
type Add = Readonly<{ n: number; tags?: string[] }>;
const added = (n: number, tags?: readonly string[]): Added => ({ type: 'testing.Added.v1', data: { n, ...(tags && { tags }) } });
const summing: Decider<{ sum: number }, Add, Added> = {
  initialState: { sum: 0 },
  evolve: (state, { data }) => ({ sum: state.sum + data.n }),
  decide: ({ n, tags }, state) => {
    if (state.sum + n > 10) throw new DomainError('SUM.TOO_LARGE');
    return n === 0 ? [] : [added(n, tags)];
  },
};
const { given } = specOf(summing);

describe('given, when, then', () => {
  it('accepts the exact events, nothing, the exact refusal, and shows the state', () => {
    given(added(1), added(2)).when({ n: 3, tags: ['a'] }).then(added(3, ['a']));
    given().when({ n: 0 }).thenNothing();
    given(added(9)).when({ n: 2 }).thenRejects('SUM.TOO_LARGE');
    expect(given(added(1), added(2)).state()).toStrictEqual({ sum: 3 });
  });

  it.each<[string, () => void]>([
    ['a field too few', () => given().when({ n: 3, tags: ['a'] }).then(added(3))],
    ['a field too many', () => given().when({ n: 3 }).then(added(3, ['a']))],
    ['another order', () => given().when({ n: 3, tags: ['a', 'b'] }).then(added(3, ['b', 'a']))],
    ['one event asserted twice', () => given().when({ n: 3 }).then(added(3), added(3))],
    ['an event where none is expected', () => given().when({ n: 3 }).thenNothing()],
    ['another refusal', () => given(added(9)).when({ n: 2 }).thenRejects('SUM.TOO_SMALL')],
    ['no refusal', () => given().when({ n: 2 }).thenRejects('SUM.TOO_LARGE')],
    ['a refusal where events are expected', () => given(added(9)).when({ n: 2 }).then(added(2))],
  ])('fails on %s', (_, claim) => expect(claim).toThrow());

  it('fails on a decider that changes its state, its event or its command', () => {
    const spoiling = (over: Partial<typeof summing>) => specOf({ ...summing, ...over }).given(added(1)).when({ n: 1, tags: [] });
    const write = (value: object) => Object.assign(value, { sum: 1, n: 1 });
    expect(() => spoiling({ evolve: (state) => write(state) as { sum: number } }).then(added(1, []))).toThrow(TypeError);
    expect(() => spoiling({ evolve: (state, e) => (write(e.data), state) }).then(added(1, []))).toThrow(TypeError);
    expect(() => spoiling({ decide: (c) => (c.tags?.push('x'), [added(1, [])]) }).then(added(1, []))).toThrow(TypeError);
  });
});
