import { contexts } from '@humai/contexts';
import { RISK_TYPES } from '@humai/contracts-identification';
import type { HouseholdHistory } from '@humai/contracts-ledger';
import { localDateOf, streamName } from '@humai/kernel';
import { fullHistoryOf } from '@humai/ledger-service';
import { readAsOf } from '@humai/nest';
import { type AddCommand, command } from '../define.js';
import { householdId } from '../household.js';
import { type Output, tableOf } from '../output.js';
import { queryOf } from '../server.js';

type Options = Readonly<{ knownAt?: string; trueOn?: string; json?: boolean }>;

const aggregates = contexts.flatMap((c) => c.aggregates);

/** Everything that happened to a household, as known at one time and true on one date; needs no server and hinders none. */
export const history: AddCommand = (program, run) => {
  command(program, 'history', 'all that happened to a household / 一户的全部历史')
    .argument('<household>', 'its id or register number (户编号)')
    .option('--known-at <t>', 'as known at an instant, or at the end of a date')
    .option('--true-on <date>', 'as true on a business date')
    .action((household: string, options: Options) =>
      run(async (session) => {
        const { knownAt, trueOn } = options;
        const asOf = readAsOf(options);
        return session.read({
          server: (server) => server.json<HouseholdHistory>(`/v1/ledger/households/${encodeURIComponent(household)}/history${queryOf({ knownAt, trueOn })}`),
          here: async ({ store, readStore, catalogue }) => {
            const id = await householdId(household, { store, readStore });
            return fullHistoryOf(id, await store.readStream(streamName('household', id)), store, { aggregates, catalogue }, asOf);
          },
        }, (found) => session.output.answer(found, () => textOf(session.output, found)));
      }, options));
};

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
  lineage: Readonly<{
    origin: Readonly<{ householdId: string }> | null;
    parts: readonly string[];
    mergedFrom: readonly Readonly<{ householdId: string }>[];
    ended: Readonly<{ how: 'CLOSED' | 'MERGED'; into?: string }> | null;
  }>;
}>;

function summaryOf(output: Output, state: HouseholdHistory['state']): readonly string[] {
  const known = state['identification'] as Identification | undefined;
  if (!known?.registered) return [output.say('(当时尚未登记)', '(not registered then)')];
  const { registered, enrolment, lineage } = known;
  const risks = (enrolment?.risks ?? []).map((r) => `${RISK_TYPES[r.type]?.[output.language] ?? r.type}${r.open ? '' : output.say('(已消除)', ' (gone)')}`);
  return [
    `${output.say('户编号', 'register number')} ${registered.registerNumber ?? '–'}  ${output.say('村', 'village')} ${registered.village}`,
    enrolment
      ? `${output.say('监测', 'monitoring')} ${enrolment.status} ${enrolment.category}${risks.length > 0 ? `: ${risks.join(output.say('、', ', '))}` : ''}`
      : output.say('未纳入监测', 'not enrolled'),
    ...lineOf(output, lineage),
  ];
}

/** Where the household comes from and what became of it. */
function lineOf(output: Output, { origin, parts, mergedFrom, ended }: Identification['lineage']): readonly string[] {
  const list = (ids: readonly string[]) => ids.join(output.say('、', ', '));
  return [
    ...(origin ? [`${output.say('分自', 'split off from')} ${origin.householdId}`] : []),
    ...(mergedFrom.length > 0 ? [`${output.say('并入本户', 'came into it')} ${list(mergedFrom.map((m) => m.householdId))}`] : []),
    ...(parts.length > 0 ? [`${output.say('分出', 'split off')} ${list(parts)}`] : []),
    ...(ended?.into !== undefined ? [`${output.say('已并入', 'went into')} ${ended.into}`] : ended ? [output.say('已整户注销', 'closed')] : []),
  ];
}

const shorten = (text: string): string => (text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text);
