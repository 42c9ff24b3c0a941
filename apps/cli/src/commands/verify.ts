import type { LogVerification } from '@humai/contracts-ledger';
import { verify as verifyLog } from '@humai/ledger-service';
import type { Reading } from '@humai/wiring-embedded';
import { type AddCommand, command, type Options } from '../define.js';
import { tableOf } from '../output.js';
import type { Session } from '../session.js';

const SHOWN = 50;

/** Checks the whole log; needs no server and hinders none. */
export const verify: AddCommand = (program, run) => {
  command(program, 'verify', 'check hashes, positions, schemas and owners of all events / 校验全部事件').action((options: Options) =>
    run((session) => session.read({ server: (server) => server.json<LogVerification>('/v1/ledger/verify', { method: 'POST', body: {} }), here: (reading) => verifyHere(session, reading) },
      ({ ok, events, streams, root, problems, unknownTypes }) => {
        const { output } = session;
        output.answer({ ok, events, streams, root, problems }, () => [
          ok ? output.say(`完好:${events} 条事件,${streams} 条流`, `Sound: ${events} events in ${streams} streams`)
            : output.say(`发现 ${problems.length} 处问题(${events} 条事件,${streams} 条流)`, `${problems.length} problems found in ${events} events of ${streams} streams`),
          ...(ok ? [] : [tableOf([output.say('流', 'stream'), output.say('版本', 'revision'), output.say('问题', 'problem')], shownOf(problems).map((p) => [p.stream, p.revision, p.problem]))]),
          `root ${root}`,
        ].join('\n'));
        for (const { type, count, firstPosition } of unknownTypes)
          output.note(output.say(`未知事件类型 ${type}:${count} 条,自位置 ${firstPosition}`, `Unknown event type ${type}: ${count}, from position ${firstPosition}`));
        return ok ? 0 : 1;
      }), options));
};

async function verifyHere(session: Session, { store, catalogue }: Reading): Promise<LogVerification> {
  const last = await store.lastPosition();
  const traits = { simulated: store.simulated, gaplessPositions: true, checkFiles: () => store.damage() };
  return session.progress(session.output.say('校验', 'verify'), (update) => verifyLog({ store, catalogue, traits }, session.signal, (events) => update(events, last)));
}

/** The first ones, and how many have no place in the list: that is its last entry. */
const shownOf = (problems: LogVerification['problems']) => [...problems.slice(0, SHOWN), ...problems.slice(SHOWN).filter((p) => p.stream === '' && p.revision === -1)];
