import { describe, expect, it } from '@jest/globals';
import type { DomainEvent, Projection, ReadDocument, RecordedEvent } from '@humai/kernel';
import { readModelSpecOf } from './index.js';

type Sum = ReadDocument & Readonly<{ sum: number; note?: string | undefined }>;
type Event = RecordedEvent<DomainEvent<'testing.Added.v1', Readonly<{ n: number }>> | DomainEvent<'testing.Emptied.v1', Readonly<Record<string, never>>>>;
const sums: Projection<Sum, Event> = {
  name: 'testing.sums',
  version: 1,
  indexes: [],
  handles: ['testing.Added.v1', 'testing.Emptied.v1'],
  documentId: ({ stream }) => stream,
  evolve: (doc, { type, data }) => (type === 'testing.Added.v1' ? { sum: (doc?.sum ?? 0) + data.n } : null),
};
const { given, happened } = readModelSpecOf(sums);
const added = (n: number, stream = 'sum-a') => happened(stream, '2026-03-01', 'testing.Added.v1', { n });
const emptied = happened('sum-a', '2026-03-02', 'testing.Emptied.v1', {});

describe('given events, then documents', () => {
  it('accepts exactly the documents there are', () => {
    given(added(1), added(2), added(4, 'sum-b')).then({ 'sum-a': { sum: 3 }, 'sum-b': { sum: 4 } });
    given(added(1), emptied).then({});
  });

  it.each<[string, () => void]>([
    ['another value', () => given(added(1)).then({ 'sum-a': { sum: 2 } })],
    ['a document too few', () => given(added(1)).then({})],
    ['a document too many', () => given().then({ 'sum-a': { sum: 1 } })],
    ['a field too many', () => given(added(1)).then({ 'sum-a': { sum: 1, note: 'x' } })],
  ])('fails on %s', (_, claim) => expect(claim).toThrow());

  it.each<[string, Partial<typeof sums>]>([
    ['changes its document', { evolve: (doc, { data }) => Object.assign(doc ?? { sum: 0 }, { sum: 'n' in data ? data.n : 0 }) }],
    ['changes its event', { evolve: (_, { data }) => ({ sum: Object.assign(data, { n: 3 }).n }) }],
    ['leaves a field undefined', { evolve: () => ({ sum: 3, note: undefined }) }],
    ['makes a document of a repeated end', { evolve: (doc, { type }) => (type === 'testing.Added.v1' || !doc ? { sum: 3 } : null) }],
  ])('fails on a projection that %s', (_, over) => {
    const wrong = readModelSpecOf({ ...sums, ...over });
    expect(() => wrong.given(added(1), added(2)).then({ 'sum-a': { sum: 3 } }) ?? wrong.given(added(3), emptied).then({})).toThrow();
  });
});
