// What a question adds: one document per household, an answer over HTTP, and a spec with a case for each event.
import { camel, pascal } from '../names.js';

export const REGISTERED = 'identification.HouseholdRegistered.v1';
export const CHANGED = 'identification.HouseholdChanged.v1';

export type ReadModelTexts = Readonly<{
  context: string;
  question: string;
  /** Full name of the event that is counted. */
  type: string;
  /** The contexts whose events are read, in the order of the alphabet. */
  owners: readonly string[];
}>;

export const projectionName = (question: string): string => `${camel(question)}Projection`;
export const queryName = (question: string): string => `${camel(question)}Query`;
export const documentName = (question: string): string => `${pascal(question)}Document`;

const factOf = (type: string): string => type.split('.')[1]!;

export function projection({ context, question, type, owners }: ReadModelTexts): string {
  const imports = owners.map((c) => `import type { ${pascal(c)}Event } from '@humai/contracts-${c}';\n`).join('');
  return `${imports}import { subjectOf, type Projection, type ReadDocument, type RecordedEvent } from '@humai/kernel';

export type ${documentName(question)} = ReadDocument & Readonly<{
  village: string;
  count: number;
  /** Business date of the last one. */
  lastOn: string | null;
}>;

type Event = RecordedEvent<${owners.map((c) => `${pascal(c)}Event`).join(' | ')}>;

/** How many ${factOf(type)} has each household, and when was the last? Those without any are in it too: they are who is looked for. */
export const ${projectionName(question)}: Projection<${documentName(question)}, Event> = {
  name: '${context}.${question}',
  version: 1,
  indexes: [['village'], ['count', 'village'], ['lastOn']],
  handles: ['${REGISTERED}', '${CHANGED}', '${type}'],
  documentId: ({ stream }) => subjectOf(stream),
  evolve(doc, { type, data, metadata: { effectiveOn } }) {
    if (type === '${REGISTERED}') return { village: data.village, count: 0, lastOn: null };
    if (!doc) return null;
    switch (type) {
      case '${CHANGED}': return { ...doc, village: data.village };
      // Told late, a fact may be older than the last one.
      case '${type}': return { ...doc, count: doc.count + 1, lastOn: doc.lastOn !== null && doc.lastOn > effectiveOn ? doc.lastOn : effectiveOn };
      default: return doc;
    }
  },
};
`;
}

export const query = ({ question, type }: ReadModelTexts): string => `import { defineQuery } from '@humai/kernel';
import { z } from 'zod';
import { ${projectionName(question)} } from './projection.js';

export const ${queryName(question)} = defineQuery({
  name: '${question}',
  projection: ${projectionName(question)},
  roles: ['village', 'township', 'county', 'assessor', 'auditor'],
  summary: { zh: '各户 ${factOf(type)} 的次数和最近日期', en: 'households with the number of ${factOf(type)} and the day of the last' },
  areaField: 'village',
  filters: z.object({ any: z.enum(['true', 'false']).optional().describe('有或没有 / with any, or with none') }),
  toFilter: ({ any }) => (any === undefined ? {} : { count: any === 'true' ? { gt: 0 } : 0 }),
  sort: [['village', 'asc']],
  sortable: ['village', 'count', 'lastOn'],
  item: z.object({ id: z.string().describe('户 ID / household id'), position: z.int(), village: z.string(), count: z.int(), lastOn: z.string().nullable() }),
  columns: [
    { heading: { zh: '户', en: 'household' }, value: (d) => d._id },
    { heading: { zh: '村代码', en: 'village' }, value: (d) => d.village },
    { heading: { zh: '次数', en: 'count' }, value: (d) => d.count },
    { heading: { zh: '最近日期', en: 'last on' }, value: (d) => d.lastOn },
  ],
});
`;

export const projectionSpec = ({ context, question, type }: ReadModelTexts): string => `import { describe, expect, it } from '@jest/globals';
import { MemoryReadStore, readModelSpecOf } from '@humai/testing';
import { ${projectionName(question)}, type ${documentName(question)} } from './projection.js';
import { ${queryName(question)} } from './query.js';

const { given, happened } = readModelSpecOf(${projectionName(question)});
const record = { registerNumber: null, kind: 'GENERAL' as const };
const registered = happened('household-h1', '2024-05-01', '${REGISTERED}', { householdId: 'h1', village: '511504101201', ...record });
const moved = happened('household-h1', '2024-05-02', '${CHANGED}', { village: '511504101202', ...record });
// Only that it happened matters here, not what it says.
const counted = (on: string) => happened('household-h1', on, '${type}', {} as never);
const none = { village: '511504101201', count: 0, lastOn: null };

describe('${context}.${question}', () => {
  it('begins with the registration', () => given(registered).then({ h1: none }));
  it('follows the household to another village', () => given(registered, moved).then({ h1: { ...none, village: '511504101202' } }));
  it('counts, and keeps the last day, in whatever order they are told', () =>
    given(registered, counted('2024-06-02'), counted('2024-05-20')).then({ h1: { ...none, count: 2, lastOn: '2024-06-02' } }));
  it('knows nobody who is not registered', () => given(moved, counted('2024-06-02')).then({}));

  it('answers with any, with none, and in every order that is offered', async () => {
    const documents: readonly ${documentName(question)}[] = [{ _id: 'h1', position: 2, ...none, count: 1, lastOn: '2024-06-02' }, { _id: 'h2', position: 3, ...none }];
    const store = new MemoryReadStore();
    await store.ensure({ name: 'c', indexes: ${projectionName(question)}.indexes });
    await store.write({ collection: 'c', upserts: documents });
    const asked = async (any?: 'true' | 'false', field = 'village') =>
      (await store.find('c', { filter: { ...${queryName(question)}.toFilter({ any }, { caller: { id: 'c', grants: [] }, today: '2024-06-03' }), village: { prefix: '511504' } }, sort: [[field, 'asc']] })).items.map(({ _id, ...d }) => (${queryName(question)}.item.parse({ id: _id, ...d }) as { id: string }).id);
    expect([await asked('true'), await asked('false'), await asked()]).toStrictEqual([['h1'], ['h2'], ['h1', 'h2']]);
    for (const field of ${queryName(question)}.sortable) expect(await asked(undefined, field)).toHaveLength(2);
  });
});
`;
