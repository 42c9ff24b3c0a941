import { type Before, type ComparedNumber, type Explanation, type Missing, missing, STANDINGS, why as explain } from '@humai/identification-service';
import { type CommandMeta, type Language, localDateOf } from '@humai/kernel';
import { readAsOf } from '@humai/nest';
import { type Reading, systemClock } from '@humai/wiring-embedded';
import { Option } from 'commander';
import { type AddCommand, command } from '../define.js';
import { householdId } from '../household.js';
import type { Output } from '../output.js';
import { queryOf } from '../server.js';
import { OPERATOR } from '../session.js';

type Options = Readonly<{ knownAt?: string; trueOn?: string; before?: 'enrolment' | 'clearing'; category: 'C1' | 'C2' | 'C3'; mode: 'HELP' | 'NATURAL'; json?: boolean }>;

const decisionOf = ({ before, category, mode }: Options): Before => (before === 'enrolment' ? { decision: 'ENROLMENT', category } : { decision: 'CLEARING', mode });

/** A dry run is nobody's act: it is asked as the county, today. */
function metaOf({ policies, calendar }: Reading): CommandMeta {
  const now = systemClock.now();
  const today = localDateOf(now);
  return { now, today, effectiveOn: today, actor: { id: OPERATOR, role: 'county', area: '' }, commandId: 'dry-run', policies, calendar };
}

function missingText({ language, say }: Output, { household, ready, missing: found, policy }: Missing): string {
  return [
    `${say('户', 'household')} ${household}: ${ready ? say('现在即可决定', 'the decision could be taken now') : say(`尚缺 ${found.length} 项`, `${found.length} things are missing`)}`,
    ...found.map((m) => `  ${m.message[language]} [${m.code}]`),
    `${say('依据', 'rule')} ${policy}`,
  ].join('\n');
}

/** Why a household is on the list, or not: each step with who, when, evidence, numbers and rule. Needs no server and hinders none. */
export const why: AddCommand = (program, run) => {
  command(program, 'why', 'why a household is on the list, or not / 为何在册(或不在册)')
    .argument('<household>', 'its id or register number (户编号)')
    .option('--known-at <t>', 'as known at an instant, or at the end of a date')
    .option('--true-on <date>', 'as true on a business date')
    .addOption(new Option('--before <decision>', 'instead: what is missing before this decision').choices(['enrolment', 'clearing']))
    .addOption(new Option('--category <c>', 'to be enrolled as, with --before enrolment').choices(['C1', 'C2', 'C3']).default('C2'))
    .addOption(new Option('--mode <m>', 'of the clearing, with --before clearing').choices(['HELP', 'NATURAL']).default('HELP'))
    .action((household: string, options: Options) =>
      run(async (session) => {
        const { output } = session;
        const { before, category, mode, knownAt, trueOn } = options;
        const path = `/v1/identification/households/${encodeURIComponent(household)}`;
        if (before !== undefined)
          return session.read({
            server: (server) => server.json<Missing>(`${path}/missing${queryOf({ for: before, category, mode })}`),
            here: async (reading) => missing(await householdId(household, reading), decisionOf(options), reading, metaOf(reading)),
          }, (found) => {
            output.answer(found, () => missingText(output, found));
            return found.ready ? 0 : 1;
          });
        const asOf = readAsOf(options);
        return session.read({
          server: (server) => server.json<Explanation>(`${path}/why${queryOf({ knownAt, trueOn })}`),
          here: async (reading) => explain(await householdId(household, reading), reading, asOf),
        }, (explanation) => output.answer(explanation, () => textOf(output, explanation)));
      }, options));
};

const UNITS = { yuan: ['元', 'yuan'], days: ['天', 'days'], people: ['人', 'people'], votes: ['票', 'votes'], measures: ['项', 'measures'], risks: ['项', 'risks'], safeguards: ['项', 'safeguards'] } as const;

function textOf({ language, say }: Output, { household, standing, answer, steps }: Explanation): string {
  return [
    `${say('户', 'household')} ${household}: ${STANDINGS[standing][language]}`,
    answer[language],
    ...steps.flatMap((step) => [
      '',
      `${step.on}  ${step.text[language]}`,
      `            ${say('经办', 'by')} ${step.actor} (${step.role})  ${say('位置', 'position')} ${step.position}`,
      ...step.numbers.filter((n) => n.compared).map((n) => `            ${numberOf(n, language)}`),
      ...(step.rule ? [`            ${say('依据', 'rule')} ${step.rule.version} ${step.rule.path}${step.rule.expression ? `: ${step.rule.expression}` : ''}`] : []),
      ...(step.evidence.length > 0 ? [`            ${say('证据', 'evidence')} ${step.evidence.map((hash) => `${hash.slice(0, 12)}…`).join(' ')}`] : []),
    ]),
  ].join('\n');
}

function numberOf({ name, value, unit, compared }: ComparedNumber, language: Language): string {
  const unitName = UNITS[unit][language === 'zh' ? 0 : 1];
  const { by, with: other, name: otherName, version, holds } = compared!;
  return `${name[language]} ${value} ${unitName} ${by} ${otherName[language]} ${other} ${unitName}${version ? ` (${version})` : ''}: ${holds ? '✓' : '✗'}`;
}
