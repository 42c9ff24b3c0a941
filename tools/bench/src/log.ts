import { join } from 'node:path';
import { benchReplay, FilledLog, growthOf } from './filled-log.js';
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
  const before = await steps.run('what an event costs there', () => log.costs());
  const small = await steps.run('rebuilding a read model there', () => rebuildInProcess(log));
  await steps.run(`filling it up to ${events.toLocaleString('en')} events`, (progress) => log.fillTo(events, progress));
  const after = await steps.run('what an event costs there', () => log.costs());
  const peer = await new Peer(join(scratch, 'peer.sqlite')).open();
  await steps.run('filling the peer', async () => peer.fillFrom(log.directory, PEER_HOUSEHOLDS));
  const replay = await steps.run('replay', () => benchReplay(log, peer));
  const history = await steps.run('histories', () => benchHistory(log, peer));
  const rebuilt = await steps.run('rebuilding a read model', async (progress) => {
    const runs = [await rebuildInProcess(log), await rebuildInProcess(log)];
    progress(2, 3);
    return benchRebuild(log, peer, small, runs);
  });
  peer.close();
  return [replay, ...rebuilt, ...history, ...growthOf([tenth, events], [before, after])];
}
