import { callerOfRequest, type HttpRequest } from '@humai/nest';
import type { Asking } from '../application/operations.js';
import { ASKED_ON } from '../application/replica-operations.js';

/** Who asks, and what of it another service must be shown to answer the same. */
export function askingOf(request: HttpRequest): Asking {
  const passed = ['authorization', 'accept-language', 'traceparent', ASKED_ON].flatMap((name) => {
    const value = request.headers[name];
    return typeof value === 'string' ? [[name, value] as const] : [];
  });
  return { caller: callerOfRequest(request), headers: Object.fromEntries(passed) };
}
