import { describe, expect, it } from '@jest/globals';
import { repositoryOf } from '../repository/repository.js';
import { codesWithoutSentence } from './codes.js';
import { namesNobodyHas, referencesOf } from './references.js';
import { demoHouse, demoTexts, demoWording } from './testing/demo.js';

const page = (name: string): string => referencesOf(demoHouse, demoWording()).pages.get(`docs/reference/${name}`)!;
/** What stands below the heading with this text, up to the next one of its level or above. */
const below = (name: string, heading: string): string => page(name).split(`${heading}\n\n`)[1]!.split(/\n\n(?:<a id="[^"]+"><\/a>\n\n)?#/)[0]!.trim();

describe('the page of events', () => {
  it('lists every type with its stream and its fact', () => {
    expect(page('events.md')).toContain([
      '| type | stream | 事实 | fact |',
      '|---|---|---|---|',
      '| [`demo.Counted.v1`](#demo-counted-v1) | `household-<id>` | 已计数 | it was counted |',
      '| [`demo.SiteClosed.v1`](#demo-siteclosed-v1) | `site-<id>` | 已关闭 | it was closed |',
    ].join('\n'));
  });

  it('shows who reads an event, and its fields with their meaning', () => {
    expect(below('events.md', '### demo.Counted.v1')).toBe([
      '已计数 / it was counted. Stream `household-<id>`, written by `demo`. Read by [`demo.counts`](read-models.md#demo-counts).',
      '',
      '| field | type | 含义 | meaning |',
      '|---|---|---|---|',
      '| `by` | integer | 数量 | how many |',
      '| `kind` | [`KINDS`](glossary.md#kinds) | 种类 | kind |',
    ].join('\n'));
    expect(below('events.md', '### demo.SiteClosed.v1')).toBe('已关闭 / it was closed. Stream `site-<id>`, written by `demo`. Read by [`demo.due`](read-models.md#demo-due).\n\nIt has no fields.');
  });
});

describe('the page of commands', () => {
  it('shows route, roles, body and refusals', () => {
    expect(below('commands.md', '### Count')).toBe([
      '计数 / count. Roles: `village`, `county`.',
      '',
      '    POST /v1/demo/households/<id>/count',
      '',
      '| field | type | needed | 含义 | meaning |',
      '|---|---|---|---|---|',
      '| `by` | integer (≥ 1) | yes | 数量 | how many |',
      '| `kind` | [`KINDS`](glossary.md#kinds) | no | 种类 | kind |',
      '',
      'Refusals: [`COUNT.TOO_MUCH`](errors.md#demo), [`AREA.UNKNOWN`](errors.md#platform).',
    ].join('\n'));
  });

  it('leaves out what no route leads to', () => {
    expect(page('commands.md')).not.toContain('Hide');
  });
});

describe('the page of read models', () => {
  it('shows the question, the query, what it reads and its indexes', () => {
    expect(below('read-models.md', '### demo.counts.v2')).toBe([
      'How many? 计数列表。',
      '    GET /v1/demo/counts',
      'Roles: `county`, by the area in `village`. Sorted by `village` ascending, then `kind` descending; `sort` takes `village`. Exports: `csv`, `csv-gb18030`, `xlsx`, `ndjson`.',
      'Filters:',
      '| field | type | needed | 含义 | meaning |\n|---|---|---|---|---|\n| `kind` | [`KINDS`](glossary.md#kinds) | no | 种类 | kind |',
      'Answers:',
      '| field | type | 含义 | meaning |\n|---|---|---|---|\n| `_id` | text | 键 | key |\n| `kind` | [`KINDS`](glossary.md#kinds) | 种类 | kind |',
      'Columns of an export: 种类 / kind.',
      'Reads [`demo.Counted.v1`](events.md#demo-counted-v1).',
      'Indexes: `village`, `kind + village`.',
    ].join('\n\n'));
  });

  it('shows the due dates of a process as its own', () => {
    expect(below('read-models.md', '### demo.due.v1')).toBe('What is due? 内部使用:到期时限。It has no URL.\n\nReads [`demo.SiteClosed.v1`](events.md#demo-siteclosed-v1).\n\nIndexes: `dueOn`.');
  });
});

describe('the other pages', () => {
  it('show refusals by owner, the platform first', () => {
    expect(page('errors.md').match(/^(## .*|\| `.*)$/gm)).toStrictEqual([
      '## 平台 platform', '| `AREA.UNKNOWN` | 422 | 没有区划 {code} | There is no division {code} |',
      '## 演示 demo', '| `COUNT.TOO_MUCH` | 409 | 太多 | Too much |',
    ]);
  });

  it('show a kind of policy with its fields and its documents', () => {
    expect(below('policies.md', '### demo')).toBe([
      '计数规则 / rules of counting. What stands under `content`:',
      '',
      '| field | type | needed | 含义 | meaning |',
      '|---|---|---|---|---|',
      '| `limit` | integer | yes | 上限 | limit |',
      '',
      '| version | area | from | to | source |',
      '|---|---|---|---|---|',
      '| [`demo/51/a`](../../policies/demo/51-a.yaml) | 51 四川省 | 2024-01-01 | open | Somebody |',
    ].join('\n'));
  });

  it('show every route, those of the platform last', () => {
    expect(page('http.md').match(/^\| (GET|POST) .*$/gm)).toStrictEqual([
      '| POST | `/v1/demo/households/<id>/count` | 计数 | count |',
      '| GET | `/v1/demo/counts` | 计数列表 | all counts |',
      '| GET | `/v1/demo/counts/<id>` | 单条:计数列表 | one of: all counts |',
      '| GET | `/health/live` | 进程是否存活 | is the process alive |',
      '| GET | `/health/ready` | 是否可以提供服务 | can it serve, and what cannot |',
      '| GET | `/metrics` | Prometheus 指标 | metrics for Prometheus |',
      '| GET | `/docs` | 接口文档 | the reference of the interface |',
      '| GET | `/docs-json` | OpenAPI 3.1 文档 | the same as an OpenAPI 3.1 document |',
      '| GET | `/docs/contracts` | 全部契约一览 | all contracts |',
      '| GET | `/docs/asyncapi.json` | 主题与消息(AsyncAPI 3.0) | the topics and their messages, as AsyncAPI 3.0 |',
      '| GET | `/docs/asyncapi.yaml` | 同上,YAML | the same as YAML |',
      '| GET | `/docs/events/<type>.json` | 一种事件的 JSON Schema | the JSON Schema of one type of event |',
    ]);
  });

  it('show the terms, and the codes of every list with their marks, in the order of titles and of numbers', () => {
    expect(below('glossary.md', '## 总 All')).toBe('| 中文 | English | in code | what it is |\n|---|---|---|---|\n| 计数 | count | `Counted` | adding up |\n| 和 | sum | – | – |');
    expect(below('glossary.md', '### 种类 Kind')).toBe('`KINDS`\n\n| code | 中文 | English | warm |\n|---|---|---|---|\n| `BLUE` | 蓝 | blue | no |\n| `RED` | 红 | red | yes |');
    expect(page('glossary.md').match(/^### .*$/gm)).toStrictEqual(['### 种类 Kind', '### 数 Number']);
    expect(below('glossary.md', '### 数 Number').match(/^\| `\d.*$/gm)).toStrictEqual(['| `01` | 一 | one |', '| `02` | 二 | two |', '| `10` | 十 | ten |']);
  });
});

describe('words', () => {
  it('are all there and all used for a house that they fit', () => {
    expect(referencesOf(demoHouse, demoWording()).problems).toStrictEqual([]);
  });

  it('that the glossary claims for code must stand in a source', () => {
    expect(namesNobodyHas(repositoryOf({ 'libs/a/src/a.ts': "'Counted.v1'" }), demoWording())).toStrictEqual([]);
    expect(namesNobodyHas(repositoryOf({ 'libs/a/src/a.ts': 'Countedx', 'libs/a/src/a.spec.ts': 'Counted', ...demoTexts }), demoWording())).toStrictEqual(['docs/reference/glossary.yaml: 计数 is `Counted`, which is in no source']);
  });
});

describe('a code of a refusal', () => {
  it('must stand in a catalogue where a source can answer with it', () => {
    const found = codesWithoutSentence(repositoryOf({
      'libs/a/src/a.ts': "throw new DomainError('COUNT.TOO_MUCH'); throw new DomainError('COUNT.LOST', { by: 1 }); throw new DomainError('BROKEN'); const IDENTITY = ['COUNT.LOST', 'PLAIN'];",
      'apps/a/src/a.ts': "const codes = { 404: 'NO.ROUTE' };", 'libs/a/src/a.spec.ts': "'NO.CODE'", 'libs/a/src/testing/a.ts': "'NO.CODE'", 'libs/client/src/a.ts': "'NO.CODE'",
    }), demoHouse);
    expect(found).toStrictEqual(['apps/a/src/a.ts: NO.ROUTE', 'libs/a/src/a.ts: COUNT.LOST', 'libs/a/src/a.ts: BROKEN'].map((f) => `${f} stands in no catalogue of refusals`));
  });
});
