import { join } from 'node:path';
import { benchGrowth, benchReplay, FilledLog } from './filled-log.js';
import { benchHistory } from './history.js';
import type { Measurement } from './measurement.js';
import { Peer, PEER_HOUSEHOLDS } from './peer.js';
import { benchRebuild, rebuildInProcess } from './rebuild.js';
import type { Steps } from './steps.js';

/** All that is measured on one log, which is filled once: a tenth of it first, to see what growing costs. */
export async function benchLog(scratch: string, events: number, steps: Steps): Promise<Measurement[]> {
  const log = new FilledLog(join(scratch, 'log'), events);
  const tenth = Math.floor(events / 10);
  await steps.run(`filling a log with ${tenth.toLocaleString('en')} events`, (progress) => log.fillTo(tenth, progress));
  const small = log.copyTo(join(scratch, 'small-log'));
  const rebuiltSmall = await steps.run('rebuilding a read model there', () => rebuildInProcess(small));
  await steps.run(`filling it up to ${events.toLocaleString('en')} events`, (progress) => log.fillTo(events, progress));
  const peer = await new Peer(join(scratch, 'peer.sqlite')).open();
  await steps.run('filling the peer', async () => peer.fillFrom(log.directory, PEER_HOUSEHOLDS));
  const replay = await steps.run('replay', () => benchReplay(log, peer));
  const history = await steps.run('histories', () => benchHistory(log, peer));
  const rebuilt = await steps.run('rebuilding a read model', async (progress) => {
    const runs = [await rebuildInProcess(log), await rebuildInProcess(log)];
    progress(2, 3);
    return benchRebuild(log, peer, rebuiltSmall, runs);
  });
  peer.close();
  // Last, for it makes the log longer.
  const growth = await steps.run('what an event costs in both logs', () => benchGrowth(small, log));
  return [replay, ...rebuilt, ...history, ...growth];
}
