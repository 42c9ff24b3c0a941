import { randomUUID } from 'node:crypto';
import { DomainError, type ErrorCatalogue, PlatformErrors, sentenceOf } from '@humai/kernel';
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
// What the framework itself refuses, before any of our code runs.
const FRAMEWORK: Readonly<Record<number, readonly [code: string, zh: string, en: string]>> = {
  400: ['REQUEST.MALFORMED', '请求无法解析', 'The request cannot be parsed'],
  401: ['IDENTITY.INVALID', '身份凭证无效或已过期', 'The token is invalid or has expired'],
  403: ['PERMISSION.ROLE', '没有权限', 'Not allowed'],
  404: ['ROUTE.NOT_FOUND', '没有这个地址', 'There is no such route'],
  405: ['ROUTE.METHOD', '该地址不支持此方法', 'This route does not take this method'],
  413: ['REQUEST.TOO_LARGE', '请求内容过大', 'The request is too large'],
  415: ['REQUEST.MEDIA_TYPE', '请使用 application/json', 'Send application/json'],
  429: ['SERVICE.BUSY', '系统繁忙,请稍后重试', 'Too busy: try again shortly'],
};
/** Codes of the answers that are no refusal of ours: the framework's, and what went wrong inside. */
export const FRAMEWORK_CODES: readonly string[] = [...new Set([...Object.values(FRAMEWORK).map(([code]) => code), 'INTERNAL'])];
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
    const zh = languageOf(request) === 'zh';
    const title = (status: number) => TITLES[status]?.[zh ? 0 : 1] ?? TITLES[status < 500 ? 400 : 500]![zh ? 0 : 1];
    if (error instanceof DomainError) {
      const status = this.#errors[error.code]?.status ?? 422;
      return {
        type: `urn:humai:problem:${error.code}`, title: title(status), status, detail: sentenceOf(this.#errors, error, zh ? 'zh' : 'en'), code: error.code,
        ...(error.field === undefined ? {} : { field: error.field }),
      };
    }
    const status = statusOf(error);
    if (status < 500) {
      const [code, chinese, english] = FRAMEWORK[status] ?? FRAMEWORK[400]!;
      return { type: `urn:humai:problem:${code}`, title: title(status), status, detail: zh ? chinese : english, code };
    }
    const id = randomUUID();
    this.observer?.failed({ id, method: request.method, route: request.routeOptions?.url ?? 'unknown', error });
    return {
      type: 'urn:humai:problem:INTERNAL', title: title(500), status: 500, code: 'INTERNAL', instance: `urn:uuid:${id}`,
      detail: zh ? `系统内部错误,编号 ${id}` : `Internal error, reference ${id}`,
    };
  }
}

/** Nest's HttpException and Fastify's errors say their status; everything else is ours, 500. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
