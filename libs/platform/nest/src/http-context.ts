import { type Caller, DomainError, type Language, parseTraceparent } from '@humai/kernel';

/** The part of a Fastify request the platform reads. `caller` is set by the authentication guard. */
export type HttpRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query?: unknown;
  readonly routeOptions?: { readonly url?: string | undefined };
  caller?: Caller;
};

/** The part of a Fastify reply the platform writes. */
export type HttpReply = { header(name: string, value: string): HttpReply; status(code: number): HttpReply; send(body?: unknown): unknown; readonly statusCode: number };

/** Route metadata by which the authentication guard lets everybody in; the same word stands in the auth library. */
export const PUBLIC_ROUTE = 'humai:public';

export const headerOf = (request: HttpRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** Who calls. Without a guard in front there is nobody, so nothing is open by mistake. */
export function callerOfRequest(request: HttpRequest): Caller {
  if (!request.caller) throw new DomainError('IDENTITY.MISSING');
  return request.caller;
}

/** Chinese unless `Accept-Language` likes English better. */
export function languageOf(request: HttpRequest): Language {
  const weights = { zh: 0, en: 0 };
  for (const part of (headerOf(request, 'accept-language') ?? '').split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';');
    const language = tag.split('-')[0];
    const weight = Number(parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))?.slice(2) ?? 1);
    if ((language === 'zh' || language === 'en') && weight > weights[language]) weights[language] = weight;
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}

/** The caller's W3C trace context, when it is well formed. */
export const traceparentOf = (request: HttpRequest): string | undefined => {
  const value = headerOf(request, 'traceparent');
  return parseTraceparent(value) ? value : undefined;
};
