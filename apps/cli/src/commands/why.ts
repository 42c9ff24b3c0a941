import { type ComparedNumber, type Explanation, STANDINGS, why as explain } from '@humai/identification-service';
import type { Language } from '@humai/kernel';
import { readAsOf } from '@humai/nest';
import { type AddCommand, command } from '../define.js';
import { householdId } from '../household.js';
import type { Output } from '../output.js';

type Options = Readonly<{ knownAt?: string; trueOn?: string; json?: boolean }>;

/** Why a household is on the list, or not: each step with who, when, evidence, numbers and rule. Needs no server and hinders none. */
export const why: AddCommand = (program, run) => {
  command(program, 'why', 'why a household is on the list, or not / 为何在册(或不在册)')
    .argument('<household>', 'its id or register number (户编号)')
    .option('--known-at <t>', 'as known at an instant, or at the end of a date')
    .option('--true-on <date>', 'as true on a business date')
    .action((household: string, options: Options) =>
      run((session) => session.reading(async (reading) => {
        const asOf = readAsOf(options);
        const explanation = await explain(await householdId(household, reading), reading, asOf);
        session.output.answer(explanation, () => textOf(session.output, explanation));
        session.noteSimulated(reading.store.simulated);
      }), options));
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
