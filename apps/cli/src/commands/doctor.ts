import { type AddCommand, command, type Options } from '../define.js';
import { examineHere } from '../doctor/here.js';
import { examineRemote } from '../doctor/remote.js';
import { tableOf } from '../output.js';

/** Looks at everything a running system needs and says what to do about what is not well. */
export const doctor: AddCommand = (program, run) => {
  command(program, 'doctor', 'check everything and say what to do / 全面检查').action((options: Options) =>
    run(async (session) => {
      const checks = session.remote ? await examineRemote(session, session.remote) : await examineHere(session);
      const ok = checks.every((c) => c.ok);
      const { output } = session;
      output.answer({ ok, checks }, () => [
        tableOf(['', output.say('项目', 'check'), output.say('情况', 'found')], checks.map((c) => [c.ok ? '✓' : '✗', c.name, c.detail])),
        ...checks.flatMap((c) => (c.advice === null ? [] : [`${c.name}: ${c.advice}`])),
        ok ? output.say('一切正常', 'All is well') : output.say('发现问题', 'Something is not well'),
      ].join('\n'));
      return ok ? 0 : 1;
    }, options));
};
