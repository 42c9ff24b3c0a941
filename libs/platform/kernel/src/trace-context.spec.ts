import { describe, expect, it } from '@jest/globals';
import { formatTraceparent, isSampled, parseTraceparent } from './trace-context.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const SPAN = 'b7ad6b7169203331';

describe('a traceparent', () => {
  it.each([['01', 1, true], ['00', 0, false], ['03', 3, true], ['02', 2, false]])('with flags %s comes back as it was', (flags, traceFlags, sampled) => {
    const parsed = parseTraceparent(`00-${TRACE}-${SPAN}-${flags}`);
    expect(parsed).toStrictEqual({ traceId: TRACE, spanId: SPAN, traceFlags });
    expect(formatTraceparent(parsed!)).toBe(`00-${TRACE}-${SPAN}-${flags}`);
    expect(isSampled(parsed!)).toBe(sampled);
  });

  it('of a later version is read as far as it is known', () => {
    expect(parseTraceparent(`01-${TRACE}-${SPAN}-01`)).toStrictEqual({ traceId: TRACE, spanId: SPAN, traceFlags: 1 });
  });

  it.each([undefined, '', 'x', `ff-${TRACE}-${SPAN}-01`, `00-${'0'.repeat(32)}-${SPAN}-01`, `00-${TRACE}-${'0'.repeat(16)}-01`, `00-${TRACE.toUpperCase()}-${SPAN}-01`, `00-${TRACE}-${SPAN}-1`, `00-${TRACE}-${SPAN}-01-more`, ` 00-${TRACE}-${SPAN}-01`])(
    'is none: %s', (text) => expect(parseTraceparent(text)).toBeNull(),
  );
});
