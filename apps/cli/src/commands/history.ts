import { contexts } from '@humai/contexts';
import { RISK_TYPES } from '@humai/contracts-identification';
import type { HouseholdHistory } from '@humai/contracts-ledger';
import { DomainError, type EventStore, localDateOf, type ReadStore, streamName } from '@humai/kernel';
import { historyOf, readAsOf } from '@humai/ledger-service';
import { type AddCommand, command } from '../define.js';
import { type Output, tableOf } from '../output.js';

type Options = Readonly<{ knownAt?: string; trueOn?: string; json?: boolean }>;

const aggregates = contexts.flatMap((c) => c.aggregates);
const REGISTERING = ['identification.HouseholdRegistered.v1', 'identification.HouseholdChanged.v1'];

/** Everything that happened to a household, as known at one time and true on one date; needs no server and hinders none. */
export const history: AddCommand = (program, run) => {
  command(program, 'history', 'all that happened to a household / 一户的全部历史')
    .argument('<household>', 'its id or register number (户编号)')
    .option('--known-at <t>', 'as known at an instant, or at the end of a date')
    .option('--true-on <date>', 'as true on a business date')
    .action((household: string, options: Options) =>
      run((session) => session.reading(async ({ store, readStore, catalogue }) => {
        const asOf = readAsOf(options);
        const id = await idOf(household, store, readStore);
        const found = historyOf(id, await store.readStream(streamName('household', id)), { aggregates, catalogue }, asOf);
        session.output.answer(found, () => textOf(session.output, found));
        session.noteSimulated(store.simulated);
      }), options));
};

/** The household behind an id or register number. Throws `SUBJECT.NOT_FOUND`. */
async function idOf(name: string, store: Pick<EventStore, 'readStream' | 'readAll'>, readStore: ReadStore | null): Promise<string> {
  if ((await store.readStream(streamName('household', name), { maxCount: 1 })).length > 0) return name;
  if (readStore) {
    const collection = await readStore.resolve('identification.households.v1');
    const known = (await readStore.collections()).includes(collection);
    const page = known ? await readStore.find(collection, { filter: { registerNumber: name }, limit: 1 }) : { items: [] };
    if (page.items[0]) return page.items[0]._id;
  }
  // The read model may be behind, or not be there: the log knows.
  let id: string | undefined;
  for await (const batch of store.readAll({ types: REGISTERING }))
    for (const { stream, data } of batch) if ((data as { registerNumber?: string | null }).registerNumber === name) id = stream.slice('household-'.length);
  if (id === undefined) throw new DomainError('SUBJECT.NOT_FOUND', { subject: name });
  return id;
}

const LONGEST = 96;

function textOf(output: Output, { household, state, events }: HouseholdHistory): string {
  const heading = output.language === 'zh' ? ['位置', '业务日期', '记录日期', '事件', '经办人', '内容'] : ['position', 'effective', 'recorded', 'event', 'actor', 'content'];
  return [
    `${output.say('户', 'household')} ${household}`,
    ...summaryOf(output, state),
    '',
    tableOf(heading, events.map((e) => [e.position, e.effectiveOn, localDateOf(e.recordedAt), e.type, e.actor, shorten(JSON.stringify(e.data))])),
    '',
    output.say(`共 ${events.length} 条事件;--json 输出全部内容`, `${events.length} events; --json shows them whole`),
  ].join('\n');
}

type Identification = Readonly<{
  registered: Readonly<{ registerNumber: string | null; village: string }> | null;
  enrolment: Readonly<{ status: string; category: string; risks: readonly Readonly<{ type: keyof typeof RISK_TYPES; open: boolean }>[] }> | null;
  case: unknown;
}>;

function summaryOf(output: Output, state: HouseholdHistory['state']): readonly string[] {
  const known = state['identification'] as Identification | undefined;
  if (!known?.registered) return [output.say('(当时尚未登记)', '(not registered then)')];
  const { registered, enrolment } = known;
  const risks = (enrolment?.risks ?? []).map((r) => `${RISK_TYPES[r.type]?.[output.language] ?? r.type}${r.open ? '' : output.say('(已消除)', ' (gone)')}`);
  return [
    `${output.say('户编号', 'register number')} ${registered.registerNumber ?? '–'}  ${output.say('村', 'village')} ${registered.village}`,
    enrolment
      ? `${output.say('监测', 'monitoring')} ${enrolment.status} ${enrolment.category}${risks.length > 0 ? `: ${risks.join(output.say('、', ', '))}` : ''}`
      : output.say('未纳入监测', 'not enrolled'),
  ];
}

const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
