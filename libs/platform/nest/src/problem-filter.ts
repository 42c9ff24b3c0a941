import { randomUUID } from 'node:crypto';
import { DomainError, type ErrorCatalogue, type Language, PlatformErrors, sentenceOf } from '@humai/kernel';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { type HttpReply, type HttpRequest, languageOf } from './http-context.js';
import type { HttpObserver } from './tokens.js';
import { failRequest } from './tracing.js';

export type Problem = Readonly<{ type: string; title: string; status: number; detail: string; code: string; field?: string; instance?: string }>;

const TITLES: Readonly<Record<number, readonly [zh: string, en: string]>> = {
  400: ['请求有误', 'Bad request'], 401: ['未通过身份验证', 'Not authenticated'], 403: ['没有权限', 'Not allowed'], 404: ['未找到', 'Not found'],
  405: ['不支持该方法', 'Method not allowed'], 409: ['版本冲突', 'Conflict'], 413: ['内容过大', 'Too large'], 415: ['不支持的内容类型', 'Unsupported media type'],
  422: ['不符合规则', 'Refused by a rule'], 429: ['请求过多', 'Too many requests'], 500: ['系统错误', 'Internal error'], 503: ['暂不可用', 'Unavailable'],
};
// What the framework itself refuses, before any of our code runs, by its status.
const FRAMEWORK: Readonly<Record<number, keyof typeof PlatformErrors>> = {
  400: 'REQUEST.MALFORMED', 401: 'IDENTITY.INVALID', 404: 'ROUTE.NOT_FOUND', 405: 'ROUTE.METHOD', 413: 'REQUEST.TOO_LARGE', 415: 'REQUEST.MEDIA_TYPE', 429: 'SERVICE.BUSY',
};
const RETRY_AFTER_SECONDS = '1';

/** Every error as RFC 9457, in the reader's language. What is no refusal becomes an id that stands in the log, and nothing else. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #errors: ErrorCatalogue;

  constructor(errors: ErrorCatalogue, private readonly observer?: HttpObserver) {
    this.#errors = { ...PlatformErrors, ...errors };
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<HttpRequest>(), http.getResponse<HttpReply>());
  }

  answer(error: unknown, request: HttpRequest, reply: HttpReply): void {
    const problem = this.problemOf(error, request);
    failRequest(request, problem.code === 'INTERNAL' && error instanceof Error ? error.name : problem.code);
    if (problem.status === 429 || problem.status === 503) reply.header('retry-after', RETRY_AFTER_SECONDS);
    if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
    void reply.status(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem));
  }

  problemOf(error: unknown, request: HttpRequest): Problem {
    const language = languageOf(request);
    const say = (refusal: Pick<DomainError, 'code' | 'details' | 'field'>, status: number): Problem => ({
      type: `urn:humai:problem:${refusal.code}`, title: titleOf(status, language), status, detail: sentenceOf(this.#errors, refusal, language), code: refusal.code,
      ...(refusal.field === undefined ? {} : { field: refusal.field }),
    });
    if (error instanceof DomainError) return say(error, this.#errors[error.code]?.status ?? 422);
    const status = statusOf(error);
    if (status < 500) return say(new DomainError(FRAMEWORK[status] ?? 'REQUEST.MALFORMED'), status);
    const reference = randomUUID();
    this.observer?.failed({ id: reference, method: request.method, route: request.routeOptions?.url ?? 'unknown', error });
    return { ...say(new DomainError('INTERNAL', { reference }), 500), instance: `urn:uuid:${reference}` };
  }
}

const titleOf = (status: number, language: Language): string => (TITLES[status] ?? TITLES[status < 500 ? 400 : 500]!)[language === 'zh' ? 0 : 1];

/** Nest's HttpException and Fastify's errors say their status; everything else is ours, 500. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
