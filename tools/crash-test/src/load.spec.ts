import { describe, expect, it } from '@jest/globals';
import { Random } from '@humai/simulation';
import type { Answer } from './acknowledged.js';
import { District, type Given } from './commands.js';
import { Load } from './load.js';
import { LogRecord } from './log-record.js';
import type { Office, Outcome } from './office.js';
import { Evidence } from './proofs.js';

const answer: Answer = { stream: 'household-h', revision: 0, position: 1, events: ['identification.HouseholdRegistered.v1'] };
const answered = (more: Partial<Answer> = {}): Outcome => ({ kind: 'answered', answer: { ...answer, ...more } });
const UNKNOWN: Outcome = { kind: 'unknown' };

/** One officer at an office that says these things in turn and is then gone. */
const setUp = (...outcomes: readonly Outcome[]) => setUpWith(false, outcomes);

function setUpWith(twice: boolean, outcomes: readonly Outcome[]) {
  const evidence = new Evidence(() => {});
  const witness = evidence.witness('here', () => 'load');
  const load = new Load({ district: new District(new Random(1), 'd'), random: { happens: () => twice } as never, officers: ['token'], evidence, witness });
  const given: Given[] = [];
  const officeOf = (all: readonly Outcome[]) => {
    const left = [...all];
    const office = { gone: false, give: async (g: Given) => {
      given.push(g);
      const said = left.shift()!;
      office.gone = left.length === 0;
      return said;
    } };
    return office as unknown as Office;
  };
  const problemsOf = (proof: string) => evidence.verdicts().find((v) => v.proof === proof)?.problems;
  return { load, given, officeOf, problemsOf, evidence, log: new LogRecord(witness), run: () => load.run(officeOf(outcomes), 'load', new AbortController().signal) };
}

describe('the load', () => {
  it('remembers what was acknowledged, and gives what is doubtful again with the same key', async () => {
    const { load, given, officeOf, run } = setUp(answered(), UNKNOWN);
    await run();
    expect([load.acknowledged.map((a) => a.given.key), load.doubtful]).toEqual([[given[0]!.key], 1]);
    await load.settle(officeOf([answered({ position: 2 })]), 'load');
    expect([given[2], load.doubtful, load.acknowledged[1]]).toEqual([given[1], 0, { given: given[1], answer: { ...answer, position: 2 }, phase: 'load' }]);
  });

  it('repeats a doubtful command without its condition when that no longer holds', async () => {
    const { load, given, officeOf, run } = setUp(UNKNOWN);
    await run();
    await load.settle(officeOf([{ kind: 'refused', code: 'STREAM.REVISION_CONFLICT' }, answered()]), 'load');
    const { ifMatch: _, ...again } = given[0]!;
    expect([given[2], load.doubtful]).toEqual([again, 0]);
  });

  it('objects to a repeat that is answered otherwise', async () => {
    const { load, officeOf, run, problemsOf } = setUp(answered());
    await run();
    await load.repeat(officeOf([answered()]), load.acknowledged);
    expect(problemsOf('repeated')).toBe(0);
    for (const other of [answered({ position: 2 }), { kind: 'refused', code: 'X' } as const]) await load.repeat(officeOf([other]), load.acknowledged);
    expect(problemsOf('repeated')).toBe(2);
  });

  it.each<[string, readonly Outcome[], number]>([
    ['answered the same', [answered(), answered(), answered()], 0],
    ['refused at first and then taken', [{ kind: 'refused', code: 'X' }, answered(), answered()], 0],
    ['without effect at first and then taken', [answered({ revision: 7, events: [] }), answered(), answered()], 0],
    ['answered, and never heard of again', [answered(), UNKNOWN, UNKNOWN], 0],
    ['answered in two ways', [answered(), answered({ revision: 1 }), answered()], 1],
    ['taken, and then refused', [{ kind: 'refused', code: 'X' }, answered(), { kind: 'refused', code: 'X' }], 1],
  ])('judges a command given twice at once: %s', async (_, outcomes, problems) => {
    const { load, run, problemsOf } = setUpWith(true, outcomes);
    await run();
    expect([problemsOf('repeated'), load.acknowledged.map((a) => a.answer), load.doubtful]).toEqual([problems, [answer], 0]);
  });

  it('finds what is lost, and counts it once for its phase', async () => {
    const { load, log, evidence, run, problemsOf } = setUp(answered());
    await run();
    load.find(log);
    load.find(log);
    expect(problemsOf('acknowledged')).toBe(1);
    expect(evidence.tally('load')).toMatchObject({ acknowledged: 1, once: 0, lost: 1 });
  });

  it('objects to a refused command that wrote something, and to an answer that is a defect', async () => {
    const { load, given, log, run, problemsOf } = setUp({ kind: 'refused', code: 'X' }, { kind: 'defect', problem: '500' });
    await run();
    load.find(log, true);
    expect(problemsOf('refused')).toBe(1);
    const metadata = JSON.stringify({ commandId: given[0]!.key, causationId: '' });
    log.add({ id: '1', type: 't', stream: 's', revision: 0, position: 1, recordedAt: '', data: '{}', metadata, previousHash: '', hash: 'h' });
    load.find(log, true);
    expect(problemsOf('refused')).toBe(2);
  });
});
