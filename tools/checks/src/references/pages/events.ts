import { EventMetadata } from '@humai/kernel';
import { categoryOfEvent } from '@humai/nest';
import { dueDatesOf, factOf, readModelsOf } from '../house.js';
import { anchor, code, codes, link, pageOf, table } from '../markdown.js';
import { reactionsOf } from '../routes.js';
import { bilingual, contextHeading, contextsInOrder, fieldTable, type Material } from './parts.js';

export function eventsPage(material: Material): string {
  const { wording } = material;
  const contexts = contextsInOrder(material);
  const readModels = contexts.flatMap((c) => [...readModelsOf(c), ...dueDatesOf(c)]);
  const readers = (type: string) => [
    ...readModels.filter((p) => (p.handles as readonly string[]).includes(type)).map((p) => link(code(p.name), 'read-models.md', p.name)),
    ...contexts.filter((c) => reactionsOf(c.module).includes(type)).map((c) => `the reactions of ${code(c.name)}`),
  ];
  const index = contexts.flatMap((c) => Object.keys(c.events).map((type) => [link(code(type), '', type), code(`${categoryOfEvent(c.aggregates, type)}-<id>`), wording.event(factOf(type)).zh, wording.event(factOf(type)).en]));

  return pageOf(
    '事件 Events',
    'An event is a fact that has happened. It is stored and published under `<context>.<Fact>.v<N>`; only the context in front of the first dot may write it ([decision 2](../adr/0002-contexts-own-their-event-types.md)). A type never changes: another shape is another `v<N>`. No event holds a personal datum ([decision 7](../adr/0007-personal-data-lives-in-a-vault.md)).',
    table(['type', 'stream', '事实', 'fact'], index),
    '## 每个事件的元数据 What every event carries beside its data',
    fieldTable('metadata', EventMetadata, 'output', material),
    ...contexts.flatMap((context) => [
      contextHeading(context.name, material),
      ...Object.entries(context.events).flatMap(([type, shape]) => [
        `${anchor(type)}\n\n### ${type}`,
        [
          `${bilingual(wording.event(factOf(type)))}.`,
          `Stream ${code(`${categoryOfEvent(context.aggregates, type)}-<id>`)}, written by ${codes([context.name])}.`,
          readers(type).length > 0 ? `Read by ${readers(type).join(', ')}.` : 'No read model and no reaction takes it.',
        ].join(' '),
        fieldTable(factOf(type), shape, 'output', material) || 'It has no fields.',
      ]),
    ]),
  );
}
