import { type Bilingual, collectionOf } from '@humai/kernel';
import { type AnyQuery, type ContextDefinition, EXPORT_FORMATS } from '@humai/nest';
import { type AnyProjection, dueDatesOf, readModelsOf as projectionsOf } from '../house.js';
import { anchor, code, codes, link, pageOf, table } from '../markdown.js';
import { contextHeading, contextsInOrder, fieldTable, type Material } from './parts.js';

type ReadModel = Readonly<{ context: string; projection: AnyProjection; /** Absent: nobody asks it over HTTP. */ query?: AnyQuery; dueDates: boolean }>;

export function readModelsPage(material: Material): string {
  const models = contextsInOrder(material).map((c) => ({ context: c.name, models: readModelsOf(c) })).filter(({ models: m }) => m.length > 0);

  return pageOf(
    '读模型 Read models',
    'A read model answers one question from the events it reads, and can be thrown away and made again at any time ([decision 11](../adr/0011-read-models-are-disposable.md)). Its collection is `<context>.<question>.v<N>`. A list is asked by `GET` with the filters below and with `area`, `sort`, `cursor`, `limit` and `format`, one item by `GET …/<id>`; what all of them share is on the page about [HTTP](http.md).',
    table(['read model', '问题', 'question', 'URL'], models.flatMap(({ models: m }) => m.map((r) => [link(code(r.projection.name), '', r.projection.name), summaryOf(r, material).zh, summaryOf(r, material).en, r.query ? code(urlOf(r)) : 'none']))),
    ...models.flatMap(({ context, models: m }) => [contextHeading(context, material), ...m.map((r) => part(r, material))]),
  );
}

function readModelsOf(context: ContextDefinition): readonly ReadModel[] {
  const { name, queries } = context;
  const asked = projectionsOf(context).map((projection): ReadModel => {
    const query = queries.find((q) => q.projection.name === projection.name);
    return { context: name, projection, dueDates: false, ...(query ? { query } : {}) };
  });
  return [...asked, ...dueDatesOf(context).map((projection): ReadModel => ({ context: name, projection, dueDates: true }))];
}

const urlOf = ({ context, query }: ReadModel): string => `/v1/${context}/${query!.name}`;

const questionOf = ({ projection }: ReadModel, { house }: Material): string => house.questions.get(projection.name) ?? '';
const summaryOf = (model: ReadModel, material: Material): Bilingual =>
  model.query?.summary ?? { zh: model.dueDates ? '内部使用:到期时限' : '内部使用', en: questionOf(model, material) };

function part(model: ReadModel, material: Material): string {
  const { projection: p, query: q } = model;
  return [
    `${anchor(p.name)}\n\n### ${collectionOf(p)}`,
    [questionOf(model, material), q ? `${q.summary.zh}。` : `${summaryOf(model, material).zh}。It has no URL.`].filter((s) => s !== '').join(' '),
    ...(q ? asked(model, q, material) : []),
    `Reads ${(p.handles as readonly string[]).map((type) => link(code(type), 'events.md', type)).join(', ')}.`,
    `Indexes: ${(p.indexes as readonly (readonly string[])[]).map((fields) => code(fields.join(' + '))).join(', ')}.`,
  ].join('\n\n');
}

function asked(model: ReadModel, q: AnyQuery, material: Material): string[] {
  const sort = q.sort.map(([field, direction]: readonly [string, string]) => `${code(field)} ${direction === 'desc' ? 'descending' : 'ascending'}`).join(', then ');
  const filters = fieldTable(q.name, q.filters, 'input', material);
  return [
    `    GET ${urlOf(model)}`,
    `Roles: ${codes(q.roles)}, by the area in ${code(q.areaField)}. Sorted by ${sort}${q.sortable.length > 0 ? `; \`sort\` takes ${codes(q.sortable)}` : ''}. Exports: ${codes(EXPORT_FORMATS)}.`,
    ...(filters === '' ? [] : [`Filters:\n\n${filters}`]),
    `Answers:\n\n${fieldTable(q.name, q.item, 'output', material)}`,
    `Columns of an export: ${q.columns.map(({ heading }) => `${heading.zh} / ${heading.en}`).join(' · ')}.`,
  ];
}
