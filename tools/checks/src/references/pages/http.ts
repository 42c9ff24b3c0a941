import { HealthController } from '@humai/nest';
import { code, pageOf, table } from '../markdown.js';
import { type Route, routesOf, routesOfController } from '../routes.js';
import { contextHeading, contextsInOrder, type Material } from './parts.js';

export function httpPage(material: Material): string {
  return pageOf(
    'HTTP 接口 HTTP',
    'Everything a running system answers. It describes itself too: `/docs` shows every field, `/docs-json` is the same as an OpenAPI 3.1 document, `/docs/contracts` lists the topics and the schemas of events.',
    '## 请求 Requests',
    table(['header', '用途', 'what it does'], [
      [code('Authorization: Bearer <token>'), '身份;除健康检查、指标和接口文档外均须提供', 'who calls; needed everywhere but for health, metrics and the documents'],
      [code('Idempotency-Key: <text>'), '每条命令必填,1 至 200 个可打印 ASCII 字符;同一键重复提交只生效一次,并得到同样的回答', 'needed with every command, 1 to 200 printable ASCII characters; a repeat has no second effect and gets the same answer'],
      [code('If-Match: "<revision>"'), '命令可选;记录已变时以 409 拒绝', 'optional with a command; refused with 409 when the record has moved on'],
      [code('Humai-At-Least: <position>'), '查询可选;等待读模型处理到该位置,等不到则 503', 'optional with a query; waits until the read model is there, or answers 503'],
      [code('Accept-Language'), '`zh` 或 `en`:错误说明与导出表头的语言', '`zh` or `en`: the language of refusals and of the headings of exports'],
    ]),
    '## 回答 Answers',
    [
      'A command is answered 200 with `{ "stream", "revision", "position", "events" }`: where the record now stands, for `If-Match`; the place in the log, for `Humai-At-Least`; and the types of the events it led to, none when nothing changed.',
      'A list is answered 200 with `{ "items", "cursor" }`; `cursor` is null on the last page. `area` takes a division code or the beginning of one and must lie within the rights of the token; `limit` is 1 to 500, 50 unless told; `sort` takes a field, with `-` in front descending; `format` exports the whole result. `Humai-Position` says how far the read model is.',
      'A refusal is `application/problem+json`; all codes are on the page about [errors](errors.md).',
    ].join('\n\n'),
    ...contextsInOrder(material).flatMap((c) => [contextHeading(c.name, material), routeTable(routesOf(c.module))]),
    '## 平台 Platform',
    routeTable([
      ...routesOfController(HealthController).map((route) => ({ ...route, summary: PLATFORM[route.path] ?? route.summary })),
      { method: 'GET', path: '/docs', summary: { zh: '接口文档', en: 'the reference of the interface' } },
      { method: 'GET', path: '/docs-json', summary: { zh: 'OpenAPI 3.1 文档', en: 'the same as an OpenAPI 3.1 document' } },
      { method: 'GET', path: '/docs/contracts', summary: { zh: '全部契约一览', en: 'all contracts' } },
      { method: 'GET', path: '/docs/asyncapi.json', summary: { zh: '主题与消息(AsyncAPI 3.0)', en: 'the topics and their messages, as AsyncAPI 3.0' } },
      { method: 'GET', path: '/docs/asyncapi.yaml', summary: { zh: '同上,YAML', en: 'the same as YAML' } },
      { method: 'GET', path: '/docs/events/<type>.json', summary: { zh: '一种事件的 JSON Schema', en: 'the JSON Schema of one type of event' } },
    ]),
  );
}

const PLATFORM: Readonly<Record<string, Route['summary']>> = {
  '/health/live': { zh: '进程是否存活', en: 'is the process alive' },
  '/health/ready': { zh: '是否可以提供服务', en: 'can it serve, and what cannot' },
  '/metrics': { zh: 'Prometheus 指标', en: 'metrics for Prometheus' },
};

const routeTable = (routes: readonly Route[]): string => table(['method', 'path', '用途', 'what it does'], routes.map((r) => [r.method, code(r.path), r.summary.zh, r.summary.en]));
