import type { LoggerService } from '@nestjs/common';
import { isSpanContextValid, trace } from '@opentelemetry/api';
import { type DestinationStream, type Logger, pino } from 'pino';
import { redact, scrub } from './redact.js';

export type { Logger };
export type LoggerOptions = Readonly<{
  /** Stands in every line. */
  service: string;
  level?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Where lines go, standard output unless told. */
  destination?: DestinationStream;
}>;

/** One JSON object per line, without personal data: keys, texts and errors go through {@link redact}. Within a span it has `trace_id` and `span_id`. */
export function createLogger({ service, level = 'info', destination }: LoggerOptions): Logger {
  const options = {
    level,
    base: { service },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: {
      level: (label: string) => ({ level: label }),
      bindings: (bindings: Record<string, unknown>) => redact(bindings) as Record<string, unknown>,
      log: (object: Record<string, unknown>) => redact(object) as Record<string, unknown>,
    },
    serializers: { err: (error: unknown) => redact(error) },
    // Text and its %s values end up in the message; an error given alone brings its own message along.
    hooks: {
      logMethod(this: Logger, args: unknown[], method: (...args: never[]) => void) {
        const [first, ...rest] = args;
        const head = first instanceof Error ? [{ err: first }, ...(typeof rest[0] === 'string' ? [] : [first.name])] : [first];
        method.apply(this, [...head, ...rest].map((arg) => (typeof arg === 'string' ? scrub(arg) : arg)) as never);
      },
      streamWrite: (line: string) => withTrace(scrub(line)),
    },
  };
  return destination ? pino(options as never, destination) : pino(options as never);
}

/** The line with the ids of the active span, if any; last, because digits within an id look like a phone number now and then. */
function withTrace(line: string): string {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? `${line.trimEnd().slice(0, -1)},"trace_id":"${span.traceId}","span_id":"${span.spanId}"}\n` : line;
}

/** Nest's own lines, in the same form. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}
  log(message: unknown, ...more: unknown[]): void { this.#write('info', message, more); }
  error(message: unknown, ...more: unknown[]): void { this.#write('error', message, more); }
  warn(message: unknown, ...more: unknown[]): void { this.#write('warn', message, more); }
  debug(message: unknown, ...more: unknown[]): void { this.#write('debug', message, more); }
  verbose(message: unknown, ...more: unknown[]): void { this.#write('trace', message, more); }
  fatal(message: unknown, ...more: unknown[]): void { this.#write('fatal', message, more); }

  /** Nest gives the context last, and for errors a stack before it. */
  #write(level: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal', message: unknown, more: readonly unknown[]): void {
    const texts = more.filter((m) => typeof m === 'string');
    const context = texts.at(-1);
    const stack = level === 'error' && texts.length > 1 ? texts[0] : undefined;
    const about = { ...(context === undefined ? {} : { context }), ...(stack === undefined ? {} : { stack }) };
    if (message instanceof Error) this.logger[level]({ ...about, err: message }, message.name);
    else if (typeof message === 'object' && message !== null) this.logger[level]({ ...about, ...message });
    else this.logger[level](about, String(message));
  }
}
