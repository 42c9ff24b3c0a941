import { assess as score, logFacts } from '@humai/assessment-service';
import { type Assessment, INDICATOR_CODES } from '@humai/contracts-assessment';
import { systemClock } from '@humai/wiring-embedded';
import { type AddCommand, command } from '../define.js';
import { tableOf } from '../output.js';
import { queryOf } from '../server.js';
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
      run(async (session) => {
        const { output } = session;
        const { year, area, policy: asked, knownAt } = options;
        return session.read({
          server: (server) => server.json<Assessment>(`/v1/assessment/scores${queryOf({ year, area, policy: asked, knownAt })}`),
          here: ({ store, catalogue, areas, policies, calendar }) =>
            score({ year, area, policy: asked, knownAt }, { log: store, facts: logFacts(store, catalogue), areas, policies, calendar, clock: systemClock }),
        }, ({ digest, policy, position, units }) => output.answer({ digest, policy, position, units }, () => {
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
        }));
      }, options));
};
