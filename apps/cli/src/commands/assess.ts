import { assess as score, logFacts } from '@humai/assessment-service';
import { INDICATOR_CODES } from '@humai/contracts-assessment';
import { systemClock } from '@humai/wiring-embedded';
import { type AddCommand, command } from '../define.js';
import { tableOf } from '../output.js';
import { areaCode, whole } from '../values.js';

type Options = Readonly<{ year: number; area: string; policy?: string; knownAt?: string; json?: boolean }>;

/** Scores an area and every division below it from the log itself; needs no server and no read model. */
export const assess: AddCommand = (program, run) => {
  command(program, 'assess', 'score an area and every division below it / 考核评分')
    .requiredOption('--year <y>', 'the year', whole(2000, 2100))
    .requiredOption('--area <code>', 'division code', areaCode)
    .option('--policy <version>', 'another policy version, e.g. assessment/5115/2021')
    .option('--known-at <t>', 'leave out what was recorded after an instant, or the end of a date')
    .action((options: Options) =>
      run((session) => session.reading(async ({ store, catalogue, areas, policies, calendar }) => {
        const { output } = session;
        const { json: _, ...request } = options;
        const result = await score(request, { log: store, facts: logFacts(store, catalogue), areas, policies, calendar, clock: systemClock });
        const { digest, policy, position, units } = result;
        output.answer({ digest, policy, position, units }, () => {
          const heading = output.language === 'zh' ? ['区划', '名称', '总分', '等次'] : ['area', 'name', 'total', 'grade'];
          const rows = units.map((u) => [u.area, u.name, u.total, u.grade, ...INDICATOR_CODES.map((code) => {
            const i = u.indicators.find((indicator) => indicator.code === code);
            return i && i.denominator > 0 ? `${i.numerator}/${i.denominator}` : '–';
          })]);
          return [
            tableOf([...heading, ...INDICATOR_CODES], rows), '',
            `${output.say('政策', 'policy')} ${policy}  ${output.say('位置', 'position')} ${position}`,
            `${output.say('摘要', 'digest')} ${digest}`,
          ].join('\n');
        });
        session.noteSimulated(store.simulated);
      }), options));
};
