import { verifyLog } from '@humai/integrity';
import { type AddCommand, command, type Options } from '../define.js';
import { tableOf } from '../output.js';

const SHOWN = 50;

/** Checks the whole log; needs no server and hinders none. */
export const verify: AddCommand = (program, run) => {
  command(program, 'verify', 'check hashes, positions, schemas and owners of all events / 校验全部事件').action((options: Options) =>
    run((session) => session.reading(async ({ store, catalogue }) => {
      const { output } = session;
      const last = await store.lastPosition();
      const result = await session.progress(output.say('校验', 'verify'), (update) =>
        verifyLog(store, { catalogue, gaplessPositions: true, checkFiles: () => store.damage(), onProgress: (events) => update(events, last) }));
      const { ok, events, streams, root, problems, problemsFound, unknownTypes } = result;
      output.answer({ ok, events, streams, root, problems }, () => [
        ok ? output.say(`完好:${events} 条事件,${streams} 条流`, `Sound: ${events} events in ${streams} streams`)
          : output.say(`发现 ${problemsFound} 处问题(${events} 条事件,${streams} 条流)`, `${problemsFound} problems found in ${events} events of ${streams} streams`),
        ...(ok ? [] : [tableOf([output.say('流', 'stream'), output.say('版本', 'revision'), output.say('问题', 'problem')], problems.slice(0, SHOWN).map((p) => [p.stream, p.revision, p.problem]))]),
        `root ${root}`,
      ].join('\n'));
      for (const { type, count, firstPosition } of unknownTypes)
        output.note(output.say(`未知事件类型 ${type}:${count} 条,自位置 ${firstPosition}`, `Unknown event type ${type}: ${count}, from position ${firstPosition}`));
      session.noteSimulated(store.simulated);
      return ok ? 0 : 1;
    }), options));
};
