import { describe, expect, it } from '@jest/globals';
import type { RecordedEvent } from '@humai/kernel';
import { ArrayLog } from '../testing/district.js';
import { dayAt, momentOf, positionAt, positionOf } from './log.js';

const event = (position: number, recordedAt: string) => ({ position, recordedAt }) as RecordedEvent;
/** Two events within one millisecond, and gaps such as a distributed store leaves. */
const log = new ArrayLog([
  event(3, '2022-01-31T15:59:59.999Z'), event(4, '2022-01-31T16:00:00.000Z'), event(90, '2022-01-31T16:00:00.000Z'), event(500, '2022-06-30T04:00:00.000Z'), event(501, '2023-01-01T00:00:00.000Z'),
]);

describe('a moment', () => {
  it('is the end of a date in China, or an instant wherever it was written', () => {
    expect(momentOf('2022-01-31', 'knownAt')).toBe('2022-01-31T15:59:59.999Z');
    expect(momentOf('2022-02-01T00:00:00+08:00', 'knownAt')).toBe('2022-01-31T16:00:00.000Z');
    expect(momentOf('2022-01-31T16:00:00Z', 'knownAt')).toBe('2022-01-31T16:00:00.000Z');
  });
  it.each(['', 'yesterday', '2022-02-30', '2022-13-01', '2022-01-31T16:00:00', '2022-01-31 16:00', '20220131', '2022', '-1'])('is not "%s"', (text) => {
    expect(() => momentOf(text, 'knownAt')).toThrow(expect.objectContaining({ code: 'SHAPE.INVALID', field: 'knownAt' }));
  });
});

describe('the position of a moment', () => {
  it.each([
    ['before everything', '2022-01-31T15:59:59.998Z', 0],
    ['with the first event', '2022-01-31T15:59:59.999Z', 3],
    ['with two in one millisecond', '2022-01-31T16:00:00.000Z', 90],
    ['between two', '2022-06-30T03:59:59.999Z', 90],
    ['with the last', '2023-01-01T00:00:00.000Z', 501],
    ['after everything', '2099-01-01T00:00:00.000Z', 501],
  ])('%s', async (_, moment, position) => expect(await positionAt(log, moment)).toBe(position));
  it('is 0 in an empty log', async () => expect(await positionAt(new ArrayLog([]), '2022-01-31T16:00:00.000Z')).toBe(0));
  it('agrees with a look at every event, in logs of any length', async () => {
    for (let length = 0; length < 40; length += 1) {
      const events = Array.from({ length }, (_, i) => event(i * 2 + 1, `2022-01-01T00:00:${String(Math.floor(i / 3)).padStart(2, '0')}.000Z`));
      for (let second = 0; second < 15; second += 1) {
        const moment = `2022-01-01T00:00:${String(second).padStart(2, '0')}.000Z`;
        expect(await positionAt(new ArrayLog(events), moment)).toBe(events.findLast((e) => e.recordedAt <= moment)?.position ?? 0);
      }
    }
  });
});

describe('the position to compute at', () => {
  it('is the end of the log, the one told, or the earlier of that and what was known', async () => {
    expect(await positionOf(log, undefined, undefined)).toBe(501);
    expect(await positionOf(log, 4, undefined)).toBe(4);
    expect(await positionOf(log, undefined, '2022-06-30T03:59:59.999Z')).toBe(90);
    expect(await positionOf(log, 4, '2022-06-30T03:59:59.999Z')).toBe(4);
    expect(await positionOf(log, 500, '2022-06-30T03:59:59.999Z')).toBe(90);
  });
  it('is not beyond the log', async () => {
    await expect(positionOf(log, 502, '2022-06-30T03:59:59.999Z')).rejects.toMatchObject({ code: 'ASSESSMENT.POSITION_AHEAD', details: { position: 502, last: 501 } });
  });
});

describe('the day of a position', () => {
  it('is that of the last event up to it, in China', async () => {
    expect(await dayAt(log, 3)).toBe('2022-01-31');
    expect(await dayAt(log, 4)).toBe('2022-02-01');
    expect(await dayAt(log, 499)).toBe('2022-02-01');
    expect(await dayAt(log, 501)).toBe('2023-01-01');
  });
  it('is none before the first event', async () => expect([await dayAt(log, 2), await dayAt(log, 0)]).toStrictEqual([undefined, undefined]));
});
