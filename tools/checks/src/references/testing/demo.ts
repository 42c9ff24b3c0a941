import { defineCommand, defineErrors, defineEvents, definePolicy, defineQuery, type ErrorCatalogue, type Projection } from '@humai/kernel';
import { type ContextDefinition, createCommandController, createQueryController, defineAggregate } from '@humai/nest';
import { Module } from '@nestjs/common';
import { z } from 'zod';
import type { CodeList, House } from '../house.js';
import { GLOSSARY, MEANINGS, Wording } from '../wording.js';

const Kind = z.enum(['RED', 'BLUE']);

const events = defineEvents('demo', {
  'Counted.v1': z.object({ by: z.number().int(), kind: Kind }),
  'SiteClosed.v1': z.object({}),
});
const household = defineAggregate({
  context: 'demo', category: 'household', creates: ['Count'], exists: () => true, areaOf: () => undefined,
  decider: { decide: () => [], evolve: (s: null) => s, initialState: null },
  commands: {
    Count: defineCommand({
      name: 'Count', subject: 'households', category: 'household', roles: ['village', 'county'], summary: { zh: '计数', en: 'count' },
      body: z.object({ by: z.number().int().min(1), kind: Kind.optional() }), refusals: ['COUNT.TOO_MUCH', 'AREA.UNKNOWN'],
    }),
  },
});
/** Without a route: the context's own. */
const site = defineAggregate({
  context: 'demo', category: 'site', creates: [], exists: () => true, areaOf: () => undefined,
  decider: { decide: () => [], evolve: (s: null) => s, initialState: null },
  commands: { Hide: defineCommand({ name: 'Hide', subject: 'sites', category: 'site', roles: ['service'], summary: { zh: '隐藏', en: 'hide' }, body: z.object({}), refusals: [] }) },
});
const counts: Projection = {
  name: 'demo.counts', version: 2, indexes: [['village'], ['kind', 'village']], handles: ['demo.Counted.v1'], documentId: () => null, evolve: () => null,
};
const due: Projection = { name: 'demo.due', version: 1, indexes: [['dueOn']], handles: ['demo.SiteClosed.v1'], documentId: () => null, evolve: () => null };
const query = defineQuery({
  name: 'counts', projection: counts, roles: ['county'], summary: { zh: '计数列表', en: 'all counts' }, areaField: 'village', filters: z.object({ kind: Kind.optional() }), toFilter: () => ({}),
  sort: [['village', 'asc'], ['kind', 'desc']], sortable: ['village'], item: z.object({ _id: z.string(), kind: Kind }), columns: [{ heading: { zh: '种类', en: 'kind' }, value: () => null }],
});
const policy = definePolicy({ kind: 'demo', description: { zh: '计数规则', en: 'rules of counting' }, content: z.strictObject({ limit: z.number().int() }) });

@Module({ controllers: [createCommandController({ aggregate: household }), createQueryController('demo', [query])] })
class DemoModule {}

const demo: ContextDefinition = {
  name: 'demo', module: DemoModule, events, errors: {}, policies: [policy], aggregates: [household, site], projections: [counts], queries: [query],
  processes: () => [{ name: 'demo.due', dueDates: due, act: async () => undefined }],
};

export const demoHouse: House = {
  contexts: [demo],
  codeLists: new Map<string, CodeList>([
    ['NUMBERS', { '02': { zh: '二', en: 'two' }, '10': { zh: '十', en: 'ten' }, '01': { zh: '一', en: 'one' } }],
    ['KINDS', { BLUE: { zh: '蓝', en: 'blue', warm: false }, RED: { zh: '红', en: 'red', warm: true } }],
  ]),
  errors: new Map<string, ErrorCatalogue>([
    ['platform', defineErrors({ 'AREA.UNKNOWN': { status: 422, zh: '没有区划 {code}', en: 'There is no division {code}' } })],
    ['demo', defineErrors({ 'COUNT.TOO_MUCH': { status: 409, zh: '太多', en: 'Too much' } })],
  ]),
  documentsOf: () => [{ version: 'demo/51/a', kind: 'demo', area: '51', from: '2024-01-01', source: 'Somebody', content: {}, file: 'policies/demo/51-a.yaml' }],
  areaName: () => '四川省',
  questions: new Map([['demo.counts', 'How many?'], ['demo.due', 'What is due?']]),
};

const demoMeanings = `
contexts:
  demo: { zh: 演示, en: demo }
events:
  Counted: { zh: 已计数, en: it was counted }
  SiteClosed: { zh: 已关闭, en: it was closed }
fields:
  by: { zh: 数量, en: how many }
  kind: { zh: 种类, en: kind }
  _id: { zh: 键, en: key }
  limit: { zh: 上限, en: limit }
`;
const metadata = ['actor', 'role', 'area', 'policy', 'effectiveOn', 'command', 'commandId', 'correlationId', 'causationId', 'traceparent', 'simulated'];
const notes = [
  'pseudonymous id of the user or service', 'the role under which the command was allowed', 'division code of the right that was used', 'policy version in force at the business date', 'business date',
  'name of the command', 'idempotency key: a repeat of it writes nothing', 'id of the event or request that led to this one', 'W3C trace context', 'the recorded time is of a simulated clock',
];
const demoGlossary = `
terms:
  - title: { zh: 总, en: All }
    terms: [{ zh: 计数, en: count, code: Counted, note: adding up }, { zh: 和, en: sum }]
lists:
  KINDS: { zh: 种类, en: Kind }
  NUMBERS: { zh: 数, en: Number }
`;

export const demoTexts: Readonly<Record<string, string>> = {
  [MEANINGS]: `${demoMeanings}${metadata.map((m) => `  metadata.${m}: { zh: 元, en: meta }\n`).join('')}notes:\n${notes.map((n) => `  '${n}': 注\n`).join('')}`,
  [GLOSSARY]: demoGlossary,
};
export const demoWording = (): Wording => new Wording((file) => demoTexts[file]!);
