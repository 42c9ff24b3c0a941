/** One step of a trace, as W3C Trace Context names it; lower-case hex. */
export type TraceContext = Readonly<{ traceId: string; spanId: string; /** Bit 0: somebody records this trace. */ traceFlags: number }>;

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What a `traceparent` says; null for none and for one that is not well formed. */
export function parseTraceparent(text: string | undefined): TraceContext | null {
  const [, traceId, spanId, flags] = (text && TRACEPARENT.exec(text)) || [];
  return traceId && spanId && flags ? { traceId, spanId, traceFlags: parseInt(flags, 16) } : null;
}

export const formatTraceparent = ({ traceId, spanId, traceFlags }: TraceContext): string => `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

export const isSampled = ({ traceFlags }: TraceContext): boolean => (traceFlags & 1) === 1;
