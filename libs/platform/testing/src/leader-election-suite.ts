import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { LeaderElection } from '@humai/kernel';

export type LeaderElectionHarness = Readonly<{
  /** A contender of its own, as if in another process. */
  contender(): Promise<LeaderElection>;
  /** Cuts a contender off from the others for good, as a broken network would; leave out where all are in one process. */
  cutOff?(contender: LeaderElection): Promise<void>;
  dispose(): Promise<void>;
}>;

const untilAborted = (signal: AbortSignal) => new Promise<void>((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));

/** What every adapter of the leader port must do. */
export function leaderElectionSuite(name: string, factory: () => LeaderElectionHarness | Promise<LeaderElectionHarness>): void {
  describe(`${name} as a leader election`, () => {
    let harness: LeaderElectionHarness;
    let job: string;
    let stops: AbortController[];
    let leading: string[];
    let most: number;
    beforeEach(async () => {
      harness = await factory();
      [job, stops, leading, most] = [`suite/${randomUUID()}`, [], [], 0];
    });
    afterEach(async () => {
      for (const stop of stops) stop.abort();
      await harness.dispose();
    });

    /** Leads as long as it may; its name stands in `leading` meanwhile. */
    const contend = (election: LeaderElection, who: string) => {
      const stop = new AbortController();
      stops.push(stop);
      const done = election.lead(job, async (signal) => {
        leading.push(who);
        most = Math.max(most, leading.length);
        await untilAborted(signal);
        leading = leading.filter((l) => l !== who);
      }, stop.signal);
      done.catch(() => {});
      return { stop: async () => { stop.abort(); await done; } };
    };
    const until = async (holds: () => boolean) => {
      for (let n = 0; n < 800 && !holds(); n += 1) await sleep(10);
      expect(holds()).toBe(true);
    };

    it('lets one of two lead, and the other when the first has gone', async () => {
      const one = contend(await harness.contender(), 'one');
      await until(() => leading[0] === 'one');
      const two = contend(await harness.contender(), 'two');
      await sleep(100);
      expect(leading).toEqual(['one']);
      await one.stop();
      await until(() => leading[0] === 'two');
      expect(most).toBe(1);
      await two.stop();
      expect(leading).toEqual([]);
    });

    it('takes leadership from one that is cut off, and only after that one has stopped', async () => {
      if (!harness.cutOff) return;
      const first = await harness.contender();
      contend(first, 'one');
      await until(() => leading[0] === 'one');
      contend(await harness.contender(), 'two');
      await harness.cutOff(first);
      await until(() => leading[0] === 'two');
      expect(most).toBe(1);
    });

    it('leads again after it was given back', async () => {
      const election = await harness.contender();
      for (const who of ['one', 'again']) {
        const term = contend(election, who);
        await until(() => leading[0] === who);
        await term.stop();
      }
    });

    it('keeps jobs apart', async () => {
      const election = await harness.contender();
      contend(election, 'one');
      job = `${job}-other`;
      contend(election, 'two');
      await until(() => leading.length === 2);
    });

    it('passes on what the work ends with, and lets another lead then', async () => {
      const broken = (await harness.contender()).lead(job, async () => { throw new Error('broken'); }, new AbortController().signal);
      await expect(broken).rejects.toThrow('broken');
      contend(await harness.contender(), 'next');
      await until(() => leading[0] === 'next');
    });

    it('does nothing when it is not wanted any more', async () => {
      await (await harness.contender()).lead(job, async () => { throw new Error('led'); }, AbortSignal.abort());
    });

    it('of many that contend, come and go, never lets two lead', async () => {
      const contenders = await Promise.all(Array.from({ length: 5 }, () => harness.contender()));
      for (let round = 0; round < 6; round += 1) {
        const terms = contenders.map((c, i) => contend(c, `${round}.${i}`));
        await until(() => leading.length > 0);
        await Promise.all(terms.map((t) => t.stop()));
      }
      expect(most).toBe(1);
    });
  });
}
